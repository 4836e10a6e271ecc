"""Worlds are compared by value in a proof as in a run."""

from collections.abc import Callable

import pytest

from filspec.symbolic.reports import Report
from filspec.symbolic.solver import Verdict
from filspec.symbolic.values import OutsideTheSubset

LAW = '''
from filspec.kit.frames import ANYTHING, NOTHING_CHANGES, changes_only, confined, rows, rows_under, unchanged
from filspec.kit.laws import postcondition


@postcondition(trap, "X1")
def claim(before: World, after: World) -> bool:
    """What is claimed of the two worlds."""
    return {}
'''

FRAME = '''
from filspec.kit.frames import ANYTHING, NOTHING_CHANGES, Changes, rows, rows_under
from filspec.kit.laws import frame


@frame(trap, "X1")
def claim(before: World, a: int, b: int) -> Changes:
    """What may change."""
    return {}
'''

STEP = '''

@internal()
def give(w: World, key: tuple[int, int], a: int) -> None:
    """A row of a group gets something."""
    w.deep.p[key] = a


@internal()
def drop(w: World, key: int) -> None:
    """A row is lost."""
    del w.deep.t[key]
'''

BLUE = "w.deep.t[a] = NO_ROW.but(colour=Colour.BLUE)"
GIVE_ALL = "for_each_under(w.deep.p, a, give, w, b)"


@pytest.fixture
def found(prove: Callable[..., Report]) -> Callable[[str, str, str], Verdict]:
    """What is found of a claim about a message with this body."""

    def claimed(body: str, claim: str, law: str = LAW) -> Verdict:
        name = "claim" if law is LAW else "trap/frame"
        return prove(body, law.replace("{}", claim), STEP, witnesses=False).verdicts[name]

    return claimed


@pytest.mark.parametrize(
    ("body", "claim"),
    [
        ("w.n = w.n + 0", 'unchanged(before, after, "n")'),
        ("w.n = w.m\nw.m = w.n", 'changes_only(before, after, "n")'),
        ("w.fixed = Part(size=w.fixed.size, whole=w.fixed.whole)", "changes_only(before, after)"),
        ("if a in w.deep.t:\n    w.deep.t[a] = w.deep.t[a].but(x=w.deep.t[a].x)", "changes_only(before, after)"),
        (f"require(a not in w.deep.t, Reason.NO)\n{BLUE}\ndel w.deep.t[a]", "changes_only(before, after)"),
        ("w.n = w.n + 1", 'not unchanged(before, after, "n")'),
        (f"require(a not in w.deep.t, Reason.NO)\n{BLUE}", 'not unchanged(before, after, "deep.t")'),
        (GIVE_ALL, 'changes_only(before, after, "deep.p")'),
        (GIVE_ALL, 'unchanged(before, after, "n", "deep.t")'),
    ],
)
def test_true_comparison_is_proved(found: Callable[..., Verdict], body: str, claim: str) -> None:
    assert found(body, claim) is Verdict.IMPOSSIBLE


@pytest.mark.parametrize(
    ("body", "claim"),
    [
        ("w.n = a", 'not unchanged(before, after, "n")'),
        ("w.n = a", 'unchanged(before, after, "n")'),
        ("w.n = a", 'changes_only(before, after, "m")'),
        (BLUE, 'not unchanged(before, after, "deep.t")'),
        (BLUE, 'unchanged(before, after, "deep.t")'),
        (f"require(a not in w.deep.t, Reason.NO)\n{BLUE}\ndel w.deep.t[a]", 'not unchanged(before, after, "deep.t")'),
        (GIVE_ALL, 'unchanged(before, after, "deep.p")'),
        (GIVE_ALL, 'not unchanged(before, after, "deep.p")'),
        ("for_each(w.deep.t, drop, w)", "changes_only(before, after)"),
        ("for_each(w.deep.t, drop, w)", "not changes_only(before, after)"),
    ],
)
def test_false_comparison_is_not_proved(found: Callable[..., Verdict], body: str, claim: str) -> None:
    assert found(body, claim) is not Verdict.IMPOSSIBLE


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        ("w.n = a", '{"n": ANYTHING}'),
        ("w.n = w.n + 0", "NOTHING_CHANGES"),
        (BLUE, '{"deep.t": rows(a)}'),
        (f"require(a == b, Reason.NO)\n{BLUE}", '{"deep.t": rows(b)}'),
        ("w.deep.p[(a, b)] = 1", '{"deep.p": rows((a, b))}'),
        ("w.deep.p[(a, 1)] = 1\nw.deep.p[(a, 2)] = 1", '{"deep.p": rows_under(a)}'),
        (GIVE_ALL, '{"deep.p": rows_under(a)}'),
        (GIVE_ALL, '{"deep.p": ANYTHING}'),
        ("if a > 0:\n    w.n = b", '{"n": ANYTHING} if a > 0 else NOTHING_CHANGES'),
    ],
)
def test_true_frame_is_proved(found: Callable[..., Verdict], body: str, changes: str) -> None:
    assert found(body, changes, FRAME) is Verdict.IMPOSSIBLE


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        ("w.n = a", "NOTHING_CHANGES"),
        ("w.n = a\nw.m = a", '{"n": ANYTHING}'),
        (BLUE, '{"deep.t": rows(b)}'),
        (f"{BLUE}\nw.deep.t[b] = NO_ROW", '{"deep.t": rows(a)}'),
        ("w.deep.p[(a, b)] = 1", '{"deep.p": rows_under(b)}'),
        (GIVE_ALL, '{"deep.p": rows_under(b)}'),
        (GIVE_ALL, '{"deep.p": rows((a, b))}'),
        ("if a > 0:\n    w.n = b", '{"n": ANYTHING} if b > 0 else NOTHING_CHANGES'),
        ("for_each(w.deep.t, drop, w)", '{"deep.t": rows(a)}'),
    ],
)
def test_false_frame_is_not_proved(found: Callable[..., Verdict], body: str, changes: str) -> None:
    assert found(body, changes, FRAME) is not Verdict.IMPOSSIBLE


LAW_OF_STEPS = '''
from filspec.kit.frames import changes_only


@step_law("X1")
def claim(before: World, after: World) -> bool:
    """Only n changes."""
    return changes_only(before, after, "n")
'''


def test_law_of_steps_that_compares_leaves_is_refused(prove: Callable[..., Report]) -> None:
    with pytest.raises(OutsideTheSubset, match="only a law of messages compares whole leaves of worlds"):
        prove("w.n = a", LAW_OF_STEPS)
