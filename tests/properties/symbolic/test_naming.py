"""Naming: a pure function's result by a name, and nothing else that the kit offers."""

import pytest

from filspec.actors.oracles import valid_consensus_fault
from filspec.actors.reasons import Reason
from filspec.actors.storage_power.pledge import rounded_up
from filspec.kit import engine
from filspec.kit.loops import attempt, for_each
from filspec.kit.requirement import require
from filspec.kit.sums import total, total_by
from filspec.symbolic.naming import Naming
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import equal, less, negation, number, same
from filspec.symbolic.values import OutsideTheSubset

X, Y = (shape_of(int).unknown(name) for name in "xy")


def test_the_same_term_has_the_same_name():
    naming = Naming()
    with naming.installed():
        first, second, other = rounded_up(X, 7), rounded_up(X, 7), rounded_up(Y, 7)
    assert same(first.term, second.term)
    assert not same(first.term, other.term)
    assert len(naming.facts) == 2


def test_a_name_stands_for_what_was_computed():
    # Given a named result, when the argument is 8, then it is 2 and cannot be anything else.
    naming = Naming()
    with naming.installed():
        named = rounded_up(X, 7)
    eight = [*naming.facts, equal(X.term, number(8))]
    assert Solver().check([*eight, equal(named.term, number(2))])[0] is Verdict.POSSIBLE
    assert Solver().check([*eight, negation(equal(named.term, number(2)))])[0] is Verdict.IMPOSSIBLE
    assert Solver().check([less(named.term, number(0))])[0] is Verdict.POSSIBLE


def test_ordinary_results_need_no_name():
    naming = Naming()
    with naming.installed():
        assert rounded_up(8, 7) == 2
    assert naming.facts == []


def test_whoever_was_asked_before_is_asked_again():
    with Naming().installed(), Naming().installed():
        pass
    assert engine.active is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: require(X > 0, Reason.NO_SUCH_MINER), "refused for NO_SUCH_MINER: it may call pure functions only"),
        (lambda: for_each("table", rounded_up, "world"), "a lemma runs a loop of rounded_up"),
        (lambda: attempt(rounded_up, "world"), "a lemma attempts rounded_up"),
        (lambda: total("table", rounded_up), "a lemma sums up rounded_up: make it a law"),
        (lambda: total_by("table", rounded_up), "a lemma sums up rounded_up: make it a law"),
        (lambda: valid_consensus_fault(X), "a lemma asks the oracle valid_consensus_fault"),
    ],
)
def test_what_a_lemma_may_not_do_is_refused(call, message):
    with Naming().installed(), pytest.raises(OutsideTheSubset, match=message):
        call()
