"""Laws that a proof cannot follow are refused, with the place and what to write instead."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from filspec.kit.laws import Law, Quantifier
from filspec.laws.catalogue import catalogue
from filspec.symbolic.law_linter import LawError, findings_of, require_provable

WORLD = '@law("X")\ndef holds(w: World) -> bool:\n    """A law."""\n    '
ROW = '@law_for_each("deep.t", "X")\ndef holds(w: World, key: int, row: Row) -> bool:\n    """A law."""\n    '
STEP = '@step_law("X")\ndef holds(before: World, after: World) -> bool:\n    """A law."""\n    '
MESSAGE = (
    "from typing import cast\nfrom filspec.kit.laws import message_law\nfrom filspec.kit.runner import Sent\n"
    "from filspec.kit.transitions import transition_of\n"
    '@message_law("X")\ndef holds(before: World, after: World, sent: Sent) -> bool:\n    """A law."""\n    '
)
CONFINED = "from filspec.kit.frames import changes_only, unchanged\n" + STEP
FORMULA = "from filspec.kit.laws import formula\n\n\n@formula\ndef low(n: int) -> bool:\n    "
REFUSAL = (
    "from filspec.kit.laws import refused_for\nfrom trap import pay_out\n\n\n"
    '@refused_for(pay_out, Reason.NO, "X")\ndef holds(before: World, a: int) -> bool:\n    """A law."""\n    '
)
FRAME = (
    "from filspec.kit.frames import ANYTHING, NOTHING_CHANGES, Changes, Rows, rows, rows_under\n"
    "from filspec.kit.laws import frame\nfrom trap import pay_out\n\n\n"
    '@frame(pay_out, "X")\ndef holds(before: World, a: int) -> Changes:\n    """A law."""\n    '
)


@pytest.fixture
def refused(
    load: Callable[[str, str], ModuleType], ours: Callable[[str], tuple[Law, ...]], small_world: str
) -> Callable[..., list[str]]:
    """What is found in laws of the small world."""

    def find(text: str, before: str = "") -> list[str]:
        load("trap", small_world + before)
        try:
            require_provable(ours(text))
        except LawError as refusal:
            return str(refusal).splitlines()
        return []

    return find


HOLES = {
    "identity": (WORLD + "return w.n is w.m", "is; "),
    "types": (WORLD + "return isinstance(w.n, int)", "the name isinstance; "),
    "types where nothing is stored": (
        WORLD + "w.deep.c[isinstance(w.n, int)]: int\n    return True",
        "w.deep.c[isinstance(w.n, int)] without a value; ",
    ),
    "types among arguments that are not written out": (
        ROW + "return row.but(**{'x': isinstance(row.x, int)}) == row",
        "**; ",
    ),
    "items under another name": (
        WORLD + "rows = w.deep.t.items\n    return all(row.x < 1 for key, row in rows())",
        ".items of a table of Row by int; ",
    ),
    "items called under another name": (
        WORLD + "rows = w.deep.t\n    return rows.items() == 1",
        "a call of rows.items; ",
    ),
    "a shadowed all": (
        "def all(rows):\n    found = False\n    for row in rows:\n        found = found or row\n    return found\n\n\n"
        + WORLD
        + "return all(row.x >= 0 for key, row in w.deep.t.items())",
        "generator; ",
    ),
    "a local all": (
        WORLD + "all = w.n\n    return all(row.x >= 0 for key, row in w.deep.t.items())",
        "a call of all; ",
    ),
    "what a value is made of": (ROW + "return row.x.__class__ != row.ok.__class__", ".__class__ of int; "),
    "what a function is called": (WORLD + "return holds.__doc__ == holds.__doc__", "the name holds; "),
    "what a value offers": (ROW + "return dir(row.x) == dir(row.x)", "the name dir; "),
    "an attribute of terms": (ROW + "return row.x.term == row.x.term", ".term of int; "),
    "the identity of an answer": (MESSAGE + "return sent.receipt.answer is True", "is; "),
    "the identity of a field that is called answer": (
        "class Reply(Record):\n    answer: int\n\n\nREPLY = Reply(answer=1)\n\n\n"
        + WORLD
        + "return REPLY.answer is w.n",
        "is; ",
    ),
    "a function that is called changed_leaves": (
        "def changed_leaves(w: World) -> bool:\n    return isinstance(w.n, int) and w.n < 0\n\n\n"
        + WORLD
        + "return not changed_leaves(w)",
        "changed_leaves: the name isinstance; ",
    ),
    "a static method": (
        "class Holder:\n    @staticmethod\n    def test(x):\n        return isinstance(x, int)\n\n\n"
        + WORLD
        + "return Holder.test(w.n)",
        "a call of Holder.test; ",
    ),
    "a function in a tuple": (
        "def small(x: int) -> bool:\n    return x < 0\n\n\nTESTS = (small,)\n\n\n" + WORLD + "return TESTS[0](w.n)",
        "a call of TESTS[0]; ",
    ),
    "a function in a name": (
        "def small(x: int) -> bool:\n    return x < 0\n\n\n" + WORLD + "test = small\n    return test(w.n)",
        "the name small; ",
    ),
    "a function of a module": (
        "import operator\n\n\n" + WORLD + "return operator.is_(w.n, w.n)",
        "a call of operator.is_; ",
    ),
    "a function of two": (
        "def small(x: int) -> bool:\n    return x < 0\n\n\nplain = small\n\n\n"
        "def small(x: int) -> bool:\n    return isinstance(x, int)\n\n\n" + WORLD + "return plain(w.n) or small(w.n)",
        "small, bound again; ",
    ),
    "a function that a function makes": (
        "def made():\n    def hidden(x: int) -> bool:\n        return isinstance(x, int)\n    return hidden\n\n\n"
        "hidden = made()\n\n\n" + WORLD + "return hidden(w.n)",
        "a call of made in a constant; ",
    ),
    "a decorated function": (
        "from functools import cache\n\n\n@cache\ndef small(x: int) -> bool:\n    return x < 0\n\n\n"
        + WORLD
        + "return small(w.n)",
        "the name small; ",
    ),
    "a default": (
        '@law("X")\ndef holds(w: World, seen: int = 0) -> bool:\n    """A law."""\n    return w.n >= seen',
        "a default, keyword-only or variable argument, or a closure; ",
    ),
    "a write": (WORLD + "w.n = 0\n    return True", "Assign in a law; "),
    "a write of a row": (WORLD + "w.deep.p[1, 1] = 0\n    return True", "Assign in a law; "),
    "a write in place": (WORLD + "w.n += 1\n    return True", "AugAssign in a law; "),
    "a deletion": (WORLD + "del w.deep.p[1, 1]\n    return True", "Delete in a law; "),
    "a write elsewhere": (
        "def reset(w: World) -> bool:\n    w.n = 0\n    return True\n\n\n" + WORLD + "return reset(w)",
        "reset: Assign in a law; ",
    ),
    "a constant that a law changes": (
        "import trap as there\n\nthere.NO_ROW = 5\n\n\n" + WORLD + "return True",
        "assignment to there.NO_ROW; ",
    ),
    "a table that is no part of the world": (
        "KEPT: Table[int, Row] = Table({})\n\n\ndef x_of(key: int, row: Row) -> int:\n    return row.x\n\n\n"
        + WORLD
        + "return total(KEPT, x_of) == 0",
        "the name KEPT; ",
    ),
    "rows that are counted": (WORLD + "return sum(row.x for key, row in w.deep.t.items()) == 0", "the name sum; "),
    "some row": (WORLD + "return not all(row.x < 0 for key, row in w.deep.t.items())", "all(); "),
    "any row": (WORLD + "return any(row.x < 0 for key, row in w.deep.t.items())", "the name any; "),
    "all rows as one case": (WORLD + "return w.n < 0 or all(row.x < 0 for key, row in w.deep.t.items())", "all(); "),
    "all rows in one case": (
        WORLD + "if w.n < 0:\n        return all(row.x < 0 for key, row in w.deep.t.items())\n    return True",
        "all(); ",
    ),
    "some of the rows": (WORLD + "return all(row.x < 0 for key, row in w.deep.t.items() if row.ok)", "all(); "),
    "rows of two tables": (
        WORLD + "return all(row.x < n for k, row in w.deep.t.items() for q, n in w.deep.p.items())",
        "all(); ",
    ),
    "rows inside of rows": (
        WORLD + "return all(all(n < 0 for q, n in w.deep.p.items()) for key, row in w.deep.t.items())",
        "all(); ",
    ),
    "all of a tuple": (WORLD + "return all((w.n < 0, w.m < 0))", "all(); "),
    "all rows elsewhere": (
        "def none_is_negative(w: World) -> bool:\n    return all(row.x >= 0 for key, row in w.deep.t.items())\n\n\n"
        + WORLD
        + "return not none_is_negative(w)",
        "none_is_negative: all(); ",
    ),
    "membership in a tuple": (WORLD + "return w.n in (0, 1)", "in tuple[int, int]; "),
    "a message as an observer sees it": (
        MESSAGE.replace("Sent", "Step") + "return sent.before == sent.after",
        "the class Step: ",
    ),
    "a message that is compared": (MESSAGE + "return sent == sent", "a comparison of a message with its receipt"),
    "a cast to a world": (MESSAGE + "return cast(World, sent.arguments[0]).n > 0", "a cast to World; "),
    "a leaf that is none": (CONFINED + "return unchanged(before, after, 'deep')", "'deep' as a leaf; "),
    "a leaf that is not written out": (
        CONFINED + "return changes_only(before, after, before.n)",
        "before.n as a leaf; ",
    ),
    "a world by its field": (CONFINED + "return unchanged(before, after.deep, 'n')", "after.deep as a world; "),
    "a function that is called unchanged": (
        "def unchanged(w: World) -> bool:\n    return w.n is w.m\n\n\n" + WORLD + "return unchanged(w)",
        "unchanged: is; ",
    ),
    "a cast of what has a type": (MESSAGE + "return cast(bool, before.n)", "a cast of int; "),
    "an order of what has no type": (
        MESSAGE + "return sent.arguments[0] < 0",
        "a comparison of an argument or an answer",
    ),
    "an argument by an unknown place": (
        MESSAGE + "return sent.arguments[before.n] == 0",
        "[before.n] of the arguments; ",
    ),
    "a name that is written out": (MESSAGE + 'return sent.transition.name == "trap"', "the constant 'trap'; "),
    "a transition that writes": (
        "from trap import pay\n\n\n" + WORLD + "return pay(w) or True",
        "the name pay; ",
    ),
    "a refusal": (WORLD + "require(w.n >= 0, Reason.NO)\n    return True", "Expr in a law; "),
    "a loop": (WORLD + "for x in (1, 2):\n        pass\n    return True", "For in a law; "),
    "an assertion": (WORLD + "assert w.n\n    return True", "Assert in a law; "),
    "a raise": (WORLD + "raise ValueError", "raise in a law; "),
    "a name in passing": (WORLD + "return (x := w.n) >= 0", ":=; "),
    "a text": (WORLD + "return f'{w.n}' == '1'", "f-string; "),
    "a formula that looks through values": (
        FORMULA + "return isinstance(n, int)\n\n\n" + WORLD + "return low(w.n)",
        "low: the name isinstance; ",
    ),
    "a formula that writes": (
        FORMULA.replace("n: int", "n: World") + "n.n = 0\n    return True\n\n\n" + WORLD + "return low(w)",
        "low: Assign in a law; ",
    ),
    "a formula by name": (FORMULA + "return n < 0\n\n\n" + WORLD + "return low(n=w.n)", "low with n=; "),
    "a formula of all rows": (
        FORMULA.replace("n: int", "w: World")
        + "return all(row.x >= 0 for key, row in w.deep.t.items())\n\n\n"
        + WORLD
        + "return not low(w)",
        "low: all(); ",
    ),
    "a formula of another name": (
        FORMULA + "return n < 0\n\n\nother = formula(low)\n\n\n" + WORLD + "return other(w.n)",
        "a call of formula in a constant; ",
    ),
    "what stays, as a law": (FRAME.replace("Changes:", "bool:") + "return before.n == a", "a law that returns bool; "),
    "what stays, as a truth value": (FRAME + "return before.n == a", "bool for what is returned; "),
    "a condition that says what changes": (
        "from filspec.kit.frames import Changes\n" + REFUSAL.replace("bool", "Changes") + "return {}",
        "a law that returns what may change; ",
    ),
    "a display of something else": (WORLD + "return w.n == {'n': 1}", "dict display; "),
    "a path that is no leaf": (FRAME + "return {'deep': ANYTHING}", "'deep', which is no leaf; "),
    "a path that is a number": (FRAME + "return {a: ANYTHING}", "a as a path; "),
    "a key of another type": (FRAME + "return {'deep.t': rows((a, a))}", "tuple[int, int] as a key of deep.t; "),
    "a group of another type": (FRAME + "return {'deep.q': rows_under(a)}", "int as a key of deep.q; "),
    "a group of a table without groups": (FRAME + "return {'deep.t': rows_under(a)}", "groups of deep.t; "),
    "rows of a scalar": (FRAME + "return {'n': rows(a)}", "rows of n, which is no table; "),
    "something else that may change": (FRAME + "return {'n': a}", "a as what may change; "),
    "a constant that may change": (FRAME + "return {'n': NO_ROW}", "NO_ROW as what may change; "),
    "rows outside a display": (FRAME + "some = rows(a)\n    return {'deep.t': some}", "the name rows; "),
    "more that may change, which is a number": (FRAME + "return {**a}", "int for more that may change; "),
    "a constant of single rows": (
        FRAME.replace("@frame", "ONE = Rows(keys=(1,))\nSOME: Changes = {'deep.t': ONE}\n\n\n@frame") + "return SOME",
        "the name SOME: a constant with single rows of deep.t; ",
    ),
    "a constant of no leaf": (
        FRAME.replace("@frame", "SOME: Changes = {'nowhere': ANYTHING}\n\n\n@frame") + "return SOME",
        "the name SOME: 'nowhere', which is no leaf; ",
    ),
    "an argument of another type": (
        REFUSAL.replace("a: int", "a: bool") + "return a",
        "the parameters (World, bool); ",
    ),
    "an answer of another type": (
        REFUSAL.replace("a: int", "answer: int") + "return answer < 0",
        "the parameters (World, int); ",
    ),
    "an argument that is called like the answer": (
        REFUSAL.replace("pay_out", "pay_back").replace("a: int", "answer: int") + "return answer < 0",
        "the argument answer of pay_back, which is asked for like what a receipt holds; ",
    ),
    "an acceptance that is a number": (
        REFUSAL.replace("a: int", "accepted: int") + "return accepted < 0",
        "the parameters (World, int); ",
    ),
    "a number that is compared with a truth value": (
        WORLD + "return w.n == (w.m > 0)",
        "a comparison of int with bool; ",
    ),
    "a law that is no truth value": (WORLD + "return w.n", "int for what is returned; "),
    "part of the world in place of the world": (
        "def low(w: World) -> bool:\n    return w.n < 0\n\n\n" + WORLD + "return low(w.deep)",
        "Deep for w of low; ",
    ),
    "a function without types": (
        "def low(x):\n    return x < 0\n\n\n" + WORLD + "return low(w.n)",
        "a parameter or a result without a type; ",
    ),
    "another row": (
        ROW.replace("row: Row", "row: Part") + "return row.size > 0",
        "the parameters (World, int, Part); ",
    ),
    "a key of another shape": (ROW.replace("deep.t", "deep.p") + "return True", "the parameters (World, int, Row); "),
    "no table": (ROW.replace("deep.t", "fixed") + "return True", "fixed, which is no table; "),
    "one world too few": (STEP.replace(", after: World", "") + "return True", "the parameters (World); "),
}

BEFORE = (
    "\n\n@internal()\ndef pay(w: World) -> bool:\n    w.n -= 1\n    return True\n"
    '\n\n@message("Trap")\ndef pay_out(w: World, a: int, row: Row) -> bool:\n    '
    '"""Pay."""\n    w.n -= a\n    return True\n'
    '\n\n@message("Trap")\ndef pay_back(w: World, answer: int) -> int:\n    '
    '"""Pay."""\n    w.n += answer\n    return w.n\n'
)


@pytest.mark.parametrize(("text", "construct"), HOLES.values(), ids=HOLES)
def test_law_that_looks_through_values_is_refused(refused: Callable[..., list[str]], text: str, construct: str) -> None:
    found = refused(text, BEFORE)
    assert any(construct in line for line in found), found
    assert all(": " in line and "; " in line for line in found)
    assert all(line.partition(":")[0].endswith("trap_laws.py") for line in found)


SOUND = {
    "rows": WORLD + "return all(row.x < w.n and key in w.deep.t for key, row in w.deep.t.items())",
    "rows after names": WORLD
    + "n, m = w.n, w.m\n    if n < m:\n        return True\n    return all(x < n for _, x in w.deep.p.items())",
    "a row": ROW + "return row.part.size >= 0 or (row.x, key) != row.place",
    "two worlds": STEP
    + "return after.n >= before.n and (before.fixed == after.fixed or max(after.m, 1) > abs(before.m))",
    "a function beside it": "def low(w: World, n: int) -> bool:\n    return w.n < n\n\n\n"
    + STEP
    + "return low(after, 1) or low(n=2, w=before)",
    "sums": "def x_of(_key: int, row: Row) -> int:\n    return row.x\n\n\n"
    "def by_place(key: int, row: Row) -> tuple[tuple[int, int]]:\n    return ((row.place[0], 1),)\n\n\n"
    + STEP
    + "return total(after.deep.t, x_of) >= total_by(before.deep.t, by_place)[3]",
    "arguments and answers": MESSAGE
    + "a, b = cast(tuple[int, bool], sent.arguments)\n    return sent.receipt.accepted or b or a < 0 "
    + "or sent.arguments[0] == before.n or cast(bool, sent.receipt.answer) or sent.receipt.answer == after.m",
    "a record that a message was given": MESSAGE + "return cast(Row, sent.arguments[1]).x > 0",
    "leaves that stay": CONFINED + "return unchanged(before, after, 'n', 'deep.t') or changes_only(before, after, 'm')",
    "formulas of formulas": FORMULA
    + "return lower(n)\n\n\n@formula\ndef lower(n: int) -> bool:\n    return n < 1\n\n\n"
    + WORLD
    + "return low(w.n) or not lower(w.m)",
    "a refusal": REFUSAL + "return before.n < a",
    "a refusal that says less": REFUSAL.replace("a: int", "accepted: bool, answer: bool, row: Row")
    + "return not (accepted and answer) and row.x < before.n",
    "what may change": FRAME
    + "key: int = before.deep.t[a].x\n    if a < 0:\n        return NOTHING_CHANGES\n    more = "
    + "{'n': ANYTHING, 'deep.t': rows(a, key)}\n    "
    + "return {**more, 'deep.q': rows_under((a, 1)), 'deep.p': rows((a, 1))}",
    "what another function says": FRAME.replace(
        "@frame",
        "ALL: Changes = {'m': ANYTHING}\n\n\n"
        "def of_all(a: int) -> Changes:\n    return {'deep.t': rows(a)}\n\n\n@frame",
    )
    + "return {**of_all(a), **ALL} if a > 0 else ALL",
    "the name of a message": "from trap import pay\n"
    + MESSAGE
    + "return sent.transition.name != transition_of(pay).name",
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_law_that_does_not_is_accepted(refused: Callable[..., list[str]], text: str) -> None:
    assert refused(text, BEFORE) == []


def test_finding_says_where_it_is_and_what_to_write(refused: Callable[..., list[str]]) -> None:
    [first, second] = refused(WORLD + "return isinstance(w.n, w.n) and w.m is w.n")
    assert first.endswith("trap_laws.py:5: holds: the name isinstance; call a registered function by its name")
    assert second.endswith("trap_laws.py:5: holds: is; compare with ==")


def test_function_of_another_package_is_read(
    load: Callable[[str, str], ModuleType], refused: Callable[..., list[str]]
) -> None:
    # Given a function in a module of its own, far from the laws
    load("far_away", "def negative(x: int) -> bool:\n    return isinstance(x, int) and x < 0\n")
    try:
        # When a law calls it
        found = refused("from far_away import negative\n\n\n" + WORLD + "return not negative(w.n)")
    finally:
        del sys.modules["far_away"]
    # Then it is read where it stands
    assert [line for line in found if "far_away.py:2: negative: the name isinstance; " in line]


def test_module_of_a_function_that_a_law_calls_is_linted(refused: Callable[..., list[str]]) -> None:
    unclean = "\n\n@pure\ndef half(n: int) -> int:\n    return n / 2\n"
    found = refused("from trap import half\n\n\n" + WORLD + "return half(w.n) >= 0", unclean)
    assert [line for line in found if "trap.py" in line and "half: /; use // on integers" in line]


def test_law_that_stands_in_no_file_is_refused(
    refused: Callable[..., list[str]], ours: Callable[[str], tuple[Law, ...]]
) -> None:
    assert refused(WORLD + "return True") == []
    [law] = ours(WORLD + "return True")
    scope = dict(law.holds.__globals__)
    exec("def holds(w: World) -> bool:\n    return True", scope)
    hidden = Law(
        name="holds", ids=("X",), quantifier=Quantifier.WORLD, path="", sentence="A law.", holds=scope["holds"]
    )
    with pytest.raises(LawError, match="no function of its module; write it once, at the top, with def"):
        require_provable([hidden])


def test_law_of_a_message_that_is_not_registered_is_refused(
    ours: Callable[[str], tuple[Law, ...]], refused: Callable[..., list[str]]
) -> None:
    assert refused(WORLD + "return True") == []
    [law] = ours(WORLD + "return True")
    with pytest.raises(LawError, match="the transition nowhere, which is not registered; name one that is"):
        require_provable([law.but(quantifier=Quantifier.POSTCONDITION, path="nowhere")])


def test_law_of_another_world_is_refused(
    ours: Callable[[str], tuple[Law, ...]], refused: Callable[..., list[str]]
) -> None:
    assert refused(WORLD + "return True") == []
    [law] = ours(WORLD + "return True")
    require_provable([law], law.holds.__globals__["World"])
    with pytest.raises(LawError, match="a law of World; let it speak of Deep"):
        require_provable([law], law.holds.__globals__["Deep"])


def test_the_catalogue_is_provable() -> None:
    require_provable(catalogue())
    assert not any(findings_of(law.holds) for law in catalogue())  # type: ignore[arg-type]


VERDICT = """
import sys
sys.path[:0] = [{folder!r}]
import trap_of_seeds
from filspec.kit.laws import LAWS
from filspec.symbolic.law_linter import LawError, require_provable
try:
    require_provable([law for law in LAWS.values() if law.holds.__module__ == "trap_of_seeds"])
except LawError as refusal:
    print(refusal)
"""


def test_verdict_is_the_same_under_every_hash_seed(tmp_path: Path, small_world: str) -> None:
    # Given laws that name several functions, of which some are refused, two of one name
    functions = "".join(
        f"def f{place}(x: int) -> bool:\n    return {'isinstance(x, int)' if place % 2 else 'x < 0'}\n\n\n"
        for place in range(6)
    )
    calls = " or ".join(f"f{place}(w.n)" for place in range(6))
    text = f"{small_world}\n\n{functions}f0 = f1\n\n\n{WORLD}return {calls}\n"
    (tmp_path / "trap_of_seeds.py").write_text(text, encoding="utf-8")
    # When they are read in processes with different seeds
    verdicts = [
        subprocess.run(
            [sys.executable, "-c", VERDICT.format(folder=str(tmp_path))],
            env={**os.environ, "PYTHONHASHSEED": str(seed)}, check=True, capture_output=True, text=True,
        ).stdout
        for seed in (0, 1, 2)
    ]  # fmt: skip
    # Then the verdict is one, to the letter
    assert "isinstance" in verdicts[0] and "f0, bound again" in verdicts[0]
    assert len(set(verdicts)) == 1
