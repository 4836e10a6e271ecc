"""Traps of names: what is called alike in a module is not one unknown of the solver."""

from collections.abc import Callable

import pytest

N_IS_NOT_NEGATIVE = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''


def world(name: str, kind: str = "int", key: str = "int") -> str:
    """A world with a field of this name."""
    return f'''

@actor
class World:
    """The world."""

    n: int
    m: int
    {name}: {kind}
    t: Table[{key}, int]
    p: PairTable[int, int, int]
'''


def step(name: str, key: str = "int") -> str:
    """A step that is right for the row whose key stands in the field, and for no other."""
    return f'''

@internal()
def visit(w: World, key: {key}) -> None:
    """Compare a key."""
    w.n = 0 if key == w.{name} else -1


@internal()
def visit_member(w: World, key: tuple[int, int]) -> None:
    """Compare a group."""
    w.n = 0 if key[0] == w.{name} else -1
'''


FIELDS = (
    "item", "key", "key1", "group", "member", "row", "other", "arbitrary", "before", "after", "present", "a", "b",
    "many", "turn", "visited", "sum", "total", "product", "quotient", "remainder", "answer",
)  # fmt: skip
LOOPS = {
    "rows": "for_each(w.t, visit, w)",
    "members": "for_each_under(w.p, a, visit_member, w)",
    "items": "for_each_in(many, visit, w)",
}


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
@pytest.mark.parametrize("name", FIELDS)
def test_field_is_no_row_of_a_loop(objections: Callable[..., list[str]], name: str, loop: str) -> None:
    assert objections(loop, N_IS_NOT_NEGATIVE, step(name), world(name))


def test_record_in_a_field_is_no_key_of_a_loop(objections: Callable[..., list[str]]) -> None:
    text = step("item", "Part").replace("key[0] == w.item", "key[0] == w.m")
    assert objections("for_each(w.t, visit, w)", N_IS_NOT_NEGATIVE, text, world("item", "Part", "Part"))


@pytest.mark.parametrize("name", ["a", "b", "many"])
def test_field_is_no_argument(objections: Callable[..., list[str]], name: str) -> None:
    argument = "many[0] - w.m" if name == "many" else f"{name} - w.{name}"
    assert objections(f"w.n = 0 if {argument} == 0 else -1", N_IS_NOT_NEGATIVE, world=world(name))


ORACLE = '''

@oracle("Out")
def {name}({parameters}) -> int:
    """Ask."""
    return unanswered()
'''
NONE, TWO, OF_THE_WORLD = "", "x: int, y: int", "w: World, x: int"
ORACLES = {
    "a field": ("m", NONE, "w.n = m() - w.m"),
    "a field before a loop": ("m", NONE, "for_each(w.t, add, w)\nw.n = m() - w.m"),
    "an argument": ("a", NONE, "w.n = 0 if a() == b else -1"),
    "a product": ("product", TWO, "require(a >= 0 and b >= 0, Reason.NO)\nw.n = product(a, b) + 0 * a * b"),
    "a product of signs": ("product", TWO, "require(a > 0 and b > 0, Reason.NO)\nw.n = product(a, b) + w.m * 0 * a"),
    "a quotient": ("quotient", TWO, "require(a >= 0 and b > 0, Reason.NO)\nw.n = quotient(a, b) + a // b - a // b"),
    "a remainder": ("remainder", TWO, "require(a >= 0 and b > 0, Reason.NO)\nw.n = remainder(a, b)"),
    "a row of a loop": ("item", NONE, "for_each(w.t, ask, w)"),
    "a sum": ("total", TWO, "w.n = 0 if total(a, b) == 0 else -1"),
}
ADD = '''

@internal()
def add(w: World, key: int) -> None:
    """Add one."""
    w.n += 1
'''
ASK = '''

@internal()
def ask(w: World, key: int) -> None:
    """Compare an answer with a key."""
    w.n = 0 if item() == key else -1
'''


@pytest.mark.parametrize(("name", "parameters", "body"), ORACLES.values(), ids=ORACLES)
def test_oracle_is_nothing_else(objections: Callable[..., list[str]], name: str, parameters: str, body: str) -> None:
    text = ORACLE.format(name=name, parameters=parameters) + ADD + (ASK if name == "item" else "")
    assert objections(body, N_IS_NOT_NEGATIVE, text, world("other"))


RIGHT = {
    "the same oracle twice": ("luck", TWO, "w.n = luck(a, b) - luck(a, b)"),
    "a product": ("luck", TWO, "require(a >= 0 and b >= 0, Reason.NO)\nw.n = a * b"),
    "an oracle called product": ("product", TWO, "w.n = product(a, b) - product(a, b)"),
    "an oracle called like a field": ("m", NONE, "w.n = abs(m() - w.m)"),
}


@pytest.mark.parametrize(("name", "parameters", "body"), RIGHT.values(), ids=RIGHT)
def test_names_that_meet_are_no_reason_to_prove_less(
    objections: Callable[..., list[str]], name: str, parameters: str, body: str
) -> None:
    text = ORACLE.format(name=name, parameters=parameters)
    assert not objections(body, N_IS_NOT_NEGATIVE, text, world("other"))


@pytest.mark.parametrize("name", ["item", "key1", "group"])
def test_loop_in_a_world_with_such_a_field_is_proved(objections: Callable[..., list[str]], name: str) -> None:
    text = step(name).replace("else -1", "else 1")
    assert not objections("for_each(w.t, visit, w)", N_IS_NOT_NEGATIVE, text, world(name))


FIXED_KEY = '''

@internal()
def visit(w: World, key: int, x: int) -> None:
    """A turn that is right only where the guard before the loop helps."""
    assert x > 0
    w.n = 0 if key == w.{name} else -x
'''


@pytest.mark.parametrize("name", ["item", "key", "key0", "key1", "key2", "group", "group1"])
def test_field_is_no_row_of_a_turn(objections: Callable[..., list[str]], name: str) -> None:
    body = "require(a > 0, Reason.NO)\nfor_each(w.t, visit, w, a)"
    assert objections(body, N_IS_NOT_NEGATIVE, FIXED_KEY.format(name=name), world(name))
