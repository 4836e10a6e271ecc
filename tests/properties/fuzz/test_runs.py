"""Runs break what is claimed and not true, whoever claims it."""

from collections.abc import Callable

import pytest

from filspec.fuzz.laws import LawText
from filspec.fuzz.loading import loaded
from filspec.fuzz.program import Program
from filspec.fuzz.proving import BOUNDS, Proof, Word
from filspec.fuzz.runs import ENOUGH, Runs, runs_of
from filspec.symbolic.outcomes import NO_CRASH

Write, WriteLaw = Callable[..., Program], Callable[[str, str, str, str], LawText]
STEP = '''

@internal()
def keep(w: World, key: int, z: int) -> None:
    """A step."""
    w.t[key] = z
'''


def runs(subject: Program, *claims: str, wanted: str = "") -> Runs:
    """Runs of a program of which this is claimed, without a proof."""
    with loaded(subject) as modules:
        states = frozenset(name for name in modules.laws if name.startswith("law"))
        return runs_of(subject, modules, Proof(Word.PROVED, frozenset(claims), states), "1", wanted)


def test_true_claim_is_not_broken_by_many_runs(written: Write, of_n: tuple[str, str]) -> None:
    found = runs(written("w.n = abs(a)", of_n), "law0", NO_CRASH)
    assert found.broken is None and found.accepted >= ENOUGH


def test_false_claim_is_broken(written: Write, of_n: tuple[str, str]) -> None:
    broken = runs(written("w.n = a", of_n), "law0").broken
    assert broken is not None and broken.claim == "law0" and broken.end == "accepted"


@pytest.mark.parametrize("body", ["w.n = w.t[a]", "assert a < 4", "w.n = 5 // a"])
def test_crash_breaks_the_claim_that_there_is_none(written: Write, body: str) -> None:
    broken = runs(written(body), NO_CRASH).broken
    assert broken is not None and broken.claim == NO_CRASH
    assert runs(written(body)).broken is None


def test_unlawful_worlds_are_no_beginning(written: Write) -> None:
    assert runs(written("w.n += 1", ("w.n >= 0", "w.n = abs(w.n)")), "law0").broken is None


def test_law_of_visits_is_tried_in_loops(written: Write, law: WriteLaw) -> None:
    head = "before: World, after: World, key: int, z: int"
    of_visits = law("of_visits", 'visit_law(keep, "X")', head, "after.t[key] == z + 1")
    subject = written("for_each(w.t, keep, w, a)", before=STEP, laws=(of_visits,))
    assert runs(subject).broken is None
    broken = runs(subject, "of_visits").broken
    assert broken is not None and broken.claim == "of_visits"


def test_parameter_that_leaves_its_bounds_is_noticed(written: Write) -> None:
    broken = runs(written("w.n = a", bounded="n"), BOUNDS).broken
    assert broken is not None and broken.claim == BOUNDS


def test_only_the_wanted_claim_counts(written: Write, of_n: tuple[str, str]) -> None:
    subject = written("w.n = a", of_n, ("w.n != -1", "w.n = 0"))
    broken = runs(subject, "law0", "law1", wanted="law1").broken
    assert broken is not None and broken.claim == "law1"


def test_message_that_is_always_refused_is_soon_given_up(written: Write) -> None:
    assert runs(written("require(a != a, Reason.NO)"), NO_CRASH) == Runs(0, None)
