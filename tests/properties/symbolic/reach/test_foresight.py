"""Foresight: what the solver had in mind is compared with what happened, leaf by leaf and row by row."""

from collections.abc import Iterator
from typing import Any

import pytest

from filspec.symbolic.reach import search
from filspec.symbolic.reach.first_world import CLIENT, OWNER, first_world
from filspec.symbolic.reach.foresight import all_terms, rows_in, surprises
from filspec.symbolic.reach.lifting import lifted
from filspec.symbolic.reach.search import reach
from filspec.symbolic.reach.steps import call
from filspec.symbolic.reports import EngineError
from filspec.symbolic.solver import Model, Solver
from filspec.symbolic.terms import INT, constant, equal, number
from filspec.symbolic.values import SymbolicInt

X, Y = SymbolicInt(constant("x", INT)), constant("y", INT)

pytestmark = pytest.mark.usefixtures("on_a_path")


@pytest.fixture
def model() -> Model:
    """x is 5."""
    found = Solver().check([equal(X.term, number(5))])[1]
    assert found is not None
    return found


def test_same_worlds_hold_no_surprise(model: Model) -> None:
    foreseen, found = lifted(first_world()), first_world()
    foreseen.epoch = X
    found.epoch = 5

    assert list(surprises(foreseen, model, found)) == []


def test_every_difference_is_told(model: Model) -> None:
    # Given a foreseen world that differs in a scalar, a row, a row too many and one too few
    foreseen, found = lifted(first_world()), first_world()
    foreseen.epoch = X
    account = found.ledger.accounts[CLIENT]
    foreseen.ledger.accounts[CLIENT] = account.but(balance=X)
    foreseen.market.published[X] = 3
    found.market.published[8] = 4
    # Then each is told with what was found and what was foreseen
    told = list(surprises(foreseen, model, found))
    assert told[0] == "epoch is 0, and not 5" and len(told) == 4
    assert told[1].startswith("ledger.accounts[100] is Account(") and "balance=5" in told[1]
    assert told[2:] == ["market.published[5] is None, and not 3", "market.published[8] is 4, and not None"]


def test_rows_are_those_that_the_solver_has_present(model: Model) -> None:
    world = lifted(first_world())
    world.market.published[X] = 1
    world.market.published[5] = 2

    assert rows_in(world.market.published, model) == {5: 2}


def test_all_terms_are_those_of_scalars_and_rows() -> None:
    world = lifted(first_world())
    world.epoch = X
    world.market.published[8] = SymbolicInt(Y)

    assert {X.term.number, Y.number} <= {term.number for term in all_terms(world)}


def test_surprise_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given an engine that foresees wrongly
    def wrong(*_: Any) -> Iterator[str]:
        yield "epoch is 0, and not 1"

    monkeypatch.setattr(search, "surprises", wrong)
    # Then nothing is reported as reached
    with pytest.raises(EngineError, match="send: epoch is 0, and not 1"):
        reach([call("send", caller=CLIENT, receiver=OWNER)])
