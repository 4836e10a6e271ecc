"""Traps of crashes that terms do not have: what raises in a run is not proved, however rare its path is."""

from collections.abc import Callable

import pytest

N_IS_NOT_NEGATIVE = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0
'''


def world(table: str) -> str:
    """A world with a table of this type."""
    return f'''

@actor
class World:
    """The world."""

    n: int
    t: {table}
'''


def step(key: str) -> str:
    """A step that adds one, for keys of this type."""
    return f'''

@internal()
def add(w: World, key: {key}) -> None:
    """Add one."""
    w.n += 1
'''


ORDERED = {
    "numbers": ("Table[int, int]", "int", "for_each(w.t, add, w)"),
    "pairs": ("Table[tuple[int, int], int]", "tuple[int, int]", "for_each(w.t, add, w)"),
    "groups": ("PairTable[int, int, int]", "tuple[int, int]", "for_each_under(w.t, a, add, w)"),
    "truth values": ("Table[bool, int]", "bool", "for_each(w.t, add, w)"),
    "records": ("Table[Part, int]", "Part", "for_each(w.t, add, w)"),
    "members": ("Table[Colour, int]", "Colour", "for_each(w.t, add, w)"),
    "tuples with a member": ("Table[tuple[Colour, int], int]", "tuple[Colour, int]", "for_each(w.t, add, w)"),
    "tuples with a record": ("Table[tuple[int, Part], int]", "tuple[int, Part]", "for_each(w.t, add, w)"),
    "members of groups": ("PairTable[int, Part, int]", "tuple[int, Part]", "for_each_under(w.t, a, add, w)"),
    "groups of members": ("PairTable[Colour, int, int]", "tuple[Colour, int]", "for_each(w.t, add, w)"),
    "no loop over records": ("Table[Part, int]", "Part", "w.t[row.part] = 3\nw.n += w.t[row.part]"),
    "no loop over members": ("Table[Colour, int]", "Colour", "w.t[colour] = 3\nw.n += w.t[colour]"),
}


@pytest.mark.parametrize(("table", "key", "body"), ORDERED.values(), ids=ORDERED)
def test_loop_over_keys_of_any_type_is_proved(
    objections: Callable[..., list[str]], table: str, key: str, body: str
) -> None:
    assert not objections(body, N_IS_NOT_NEGATIVE, step(key), world(table))


STEPS = '''

@internal()
def add_item(w: World, item: int) -> None:
    """Add one."""
    w.n += 1


@internal()
def add_member(w: World, key: tuple[int, int]) -> None:
    """Add one."""
    w.n += 1


@internal()
def add_two(w: World, key: int, x: int, y: int) -> None:
    """Add one."""
    w.n += 1


@internal()
def change(w: World, x: int, y: int) -> None:
    """Set the number."""
    w.n = 1


@internal()
def add_itself(w: World, a: int) -> None:
    """Call itself."""
    if a > 0:
        add_itself(w, a - 1)


@pure
def both(x: int, y: int) -> int:
    """Add two numbers."""
    return x + y


@oracle("Out")
def luck(x: int) -> int:
    """Ask."""
    return unanswered()
'''
TYPES = {
    "a loop over a group of a plain table": "for_each_under(w.deep.live, a, add_member, w)",
    "a loop over a list of items as over a table": "for_each(many, add_item, w)",
    "a loop over a table as over a list": "for_each_in(w.deep.t, add_item, w)",
    "a loop over a number": "for_each(a, add_item, w)",
    "a group of another shape": "for_each_under(w.deep.p, (a, b), add_member, w)",
    "a group that is a truth value": "for_each_under(w.deep.p, row.ok, add_member, w)",
    "a step for other keys": "for_each(w.deep.t, add_member, w)",
    "an attribute of terms: frozen": "x = w.deep.t.frozen",
    "an attribute of terms: columns": "x = w.deep.t.columns",
    "an attribute of terms: path": "x = w.deep.t.path",
    "an attribute of terms: term": "x = w.n.term",
    "an attribute of terms: enum": "x = row.colour.enum",
    "an attribute of terms of truth values": "x = row.ok.term",
    "an attribute of terms of lists": "x = many.items",
    "a field that a record does not have": "x = row.size",
    "a field that a constant does not have": "x = NO_ROW.size",
    "a changed field that a record does not have": "x = row.but(size=3)",
    "an argument that a computation does not have": "x = both(x=a, y=b, z=b)",
    "an argument of a computation given twice": "x = both(a, x=b)",
    "an argument of a computation left out": "x = both(a)",
    "an argument of an attempt given twice": "if attempt(change, w, 5, x=7):\n    w.n = 2",
    "an argument of an attempt left out": "if attempt(change, w, 5):\n    w.n = 2",
    "an argument of a step given twice": "for_each(w.deep.t, add_two, w, 5, x=7)",
    "an argument of a step left out": "for_each(w.deep.t, add_two, w, 5)",
    "too many arguments of a step": "for_each(w.deep.t, add_item, w, 5)",
    "too many arguments of an oracle": "x = luck(a, b)",
    "an argument of an oracle left out": "x = luck()",
    "an argument that an oracle does not have": "x = luck(y=b)",
    "a member as a number": "x = luck(colour)\nw.n = 0 * x",
    "a row of another type is stored": "w.deep.t[a] = row.part",
    "a number is stored for a truth value": "w.deep.t[a] = row.but(ok=3)",
    "a key of another type": "w.deep.t[(a, b)] = row",
    "a key of another type is looked for": "if (a, b) in w.deep.t:\n    w.n = -1",
    "a record of another type in a number": "w.n = row.part",
    "a recursion without end": "add_itself(w, a)",
}
RARE = "if a == 1:\n    w.n = 1\nelif a == 2:\n    w.n = 2\nelif a == 3:\n    w.n = 3\nelif a == 777:\n"


def indented(body: str) -> str:
    """The body of a path."""
    return "".join(f"    {line}\n" for line in body.splitlines())


UNREAD = {
    "what an assert says besides": "assert a > 0, require(isinstance(a, int), Reason.NO)",
    "a place where nothing is stored": "w.deep.t[1 // (0 if isinstance(a, int) else 1)]: int",
}


@pytest.mark.parametrize("body", UNREAD.values(), ids=UNREAD)
def test_what_python_runs_besides_a_statement_is_refused(objections: Callable[..., list[str]], body: str) -> None:
    assert objections(body, N_IS_NOT_NEGATIVE)


@pytest.mark.parametrize("body", TYPES.values(), ids=TYPES)
def test_what_a_type_checker_would_refuse_is_not_proved_on_a_rare_path(
    objections: Callable[..., list[str]], body: str
) -> None:
    assert objections(RARE + indented(body), N_IS_NOT_NEGATIVE, STEPS)


NAMED = {
    "a computation": "w.n = abs(both(y=a, x=b))",
    "an attempt": "if attempt(change, w, y=5, x=7):\n    w.n = 2",
    "a step": "for_each(w.deep.t, add_two, w, y=5, x=7)",
    "a loop over a group": "for_each_under(w.deep.p, a, add_member, w)",
    "a loop over a list": "for_each_in(many, add_item, w)",
    "an oracle": "w.n = abs(luck(x=b))",
}


@pytest.mark.parametrize("body", NAMED.values(), ids=NAMED)
def test_right_types_and_named_arguments_are_proved(objections: Callable[..., list[str]], body: str) -> None:
    assert not objections(body, N_IS_NOT_NEGATIVE, STEPS)


ORDER = '''

@internal()
def set_difference(w: World, key: int, x: int, y: int) -> None:
    """Set the number to a difference."""
    w.n = x - y
'''


@pytest.mark.parametrize(("given", "proved"), [("y=a, x=b", False), ("y=b, x=a", True), ("a, y=b", True)])
def test_named_arguments_of_a_step_go_where_they_are_named(
    objections: Callable[..., list[str]], given: str, proved: bool
) -> None:
    body = f"require(a >= b, Reason.NO)\nfor_each(w.deep.t, set_difference, w, {given})"
    assert (not objections(body, N_IS_NOT_NEGATIVE, ORDER)) is proved
