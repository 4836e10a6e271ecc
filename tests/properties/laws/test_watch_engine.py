"""The engine of watched laws answers as no engine at all would."""

import pytest

from filspec.actors.oracles import proposal_digest
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.settlement import unsettled_price
from filspec.kit import engine
from filspec.kit.requirement import require
from filspec.kit.sums import total, total_by
from filspec.laws.facets import NOWHERE, sum_of
from filspec.laws.storage_market import in_escrow, owed_by_party
from filspec.laws.watch_engine import WatchEngine
from filspec.laws.watching import CannotBeWatchedError, View
from filspec.machines import outside_world
from filspec.machines.outside_world import ANSWERS
from filspec.machines.small_chain import CLIENT


@pytest.fixture
def notes():
    return set()


@pytest.fixture
def known():
    """The sums that are to be followed from now on."""
    return []


@pytest.fixture
def view(life, notes, known):
    """The world of the life, watched."""
    watching = WatchEngine(notes, lambda *given: known.append(given))
    watching.answers = ANSWERS
    with engine.answered_by(watching):
        yield View(life.world, "", notes)


def test_a_sum_is_noted_in_place_of_its_rows(life, view, notes, known):
    found = total(view.market.escrow, in_escrow)
    assert notes == {(sum_of("market.escrow", in_escrow), NOWHERE)}
    assert known == [("market.escrow", in_escrow, False)]
    assert found == sum(in_escrow(*item) for item in life.world.market.escrow.items())


def test_of_a_sum_by_groups_the_group_is_noted_that_is_read(life, view, notes, known):
    owed = total_by(view.market.deals, owed_by_party)
    assert notes == set()
    assert owed[CLIENT] == life.world.market.escrow[CLIENT].locked
    assert notes == {(sum_of("market.deals", owed_by_party), CLIENT)}
    assert known == [("market.deals", owed_by_party, True)]


def test_computations_and_oracles_answer_as_ever(life, view):
    number, deal = next(life.world.market.deals.items_in_order())
    watched = view.market.deals[number]
    assert unsettled_price(watched) == deal.proposal.storage_price - deal.paid - deal.refunded
    assert proposal_digest(watched.proposal) == outside_world.proposal_digest(deal.proposal)


def test_what_laws_do_not_do_is_not_followed(view):
    with pytest.raises(CannotBeWatchedError, match="a law that requires NEGATIVE_AMOUNT"):
        require(view, Reason.NEGATIVE_AMOUNT)
    for asked in (
        lambda: total({1: 2}, in_escrow),
        lambda: engine.active.loop(None, None, in_escrow, ()),
        lambda: engine.active.attempt(in_escrow, ()),
    ):
        with pytest.raises(CannotBeWatchedError):
            asked()
