"""Checks of laws of visits: what makes them due, what of a loop they ask for, and which law is named first."""

import pytest

from filspec.actors.storage_market.settlement import close_deal_if_expired
from filspec.actors.storage_market.state import DealState
from filspec.kit.laws import LAWS
from filspec.kit.runner import Receipt, Step
from filspec.kit.transitions import transition_of
from filspec.kit.visits import Loop
from filspec.kit.worlds import fork, shape_of
from filspec.laws.broken import LawBroken
from filspec.laws.checker import LawChecker
from filspec.laws.checks import loop as of_loop
from filspec.laws.moments import Moment
from filspec.laws.places import Watchlist
from filspec.laws.visit_checks import LawsOfLoops, VisitCheck, leaves_of_loops

EXPIRED, LEFT_ALONE = LAWS["expired_deal_has_left_its_sector"], LAWS["deal_in_its_term_is_left_alone"]
ACTIVE_SECTOR = 1


def check_of(law):
    return VisitCheck(law, Watchlist())


def test_a_law_of_visits_is_due_when_its_loop_has_run():
    assert check_of(LAWS["terminated_sector_is_gone"]).triggers == {of_loop("terminate_sector")}


def test_of_a_loop_those_leaves_are_asked_for_that_one_of_its_laws_can_read():
    asked = leaves_of_loops([check_of(law) for law in (EXPIRED, LEFT_ALONE, LAWS["terminated_sector_is_gone"])])
    assert asked["terminate_sector"] == {"miner.sectors"}
    assert asked["close_deal_if_expired"] >= {"market.deals", "market.deals_in_sector", "epoch"}
    assert asked["close_deal_if_expired"].isdisjoint({"ledger.accounts", "market.escrow", "miner.sectors"})


@pytest.mark.parametrize("order", [1, -1])
def test_what_several_laws_of_one_loop_can_read_is_asked_for_together(order):
    laws = [LAWS["covered_sector_is_active"], LAWS["covered_sector_has_deals_that_run"]][::order]
    reads = [check_of(law).reads for law in laws]
    assert reads[0] != reads[1]
    assert leaves_of_loops(map(check_of, laws)) == {"credit_proved_sector": reads[0] | reads[1]}


def test_checks_that_are_not_of_visits_ask_for_no_loop():
    assert leaves_of_loops([]) == {}


@pytest.fixture
def closing(life):
    """A loop that closes the expired deals of a sector, of which nothing is expired; its worlds, and its step."""
    place, before = ((life.miner, ACTIVE_SECTOR), life.deals.active), fork(life.world)
    after = fork(before)

    def step():
        looks_at = leaves_of_loops([check_of(EXPIRED), check_of(LEFT_ALONE)])["close_deal_if_expired"]
        part, shape = shape_of(type(before)).part(looks_at), shape_of(type(before))
        loop = Loop(
            step=transition_of(close_deal_if_expired), keys=(place,), extra=(), part=part,
            before=part.leaves(before), after=part.leaves(after),
        )  # fmt: skip
        receipt = Receipt(accepted=True, reason=None, answer=None)
        leaves = shape.leaves(before)
        return Step(
            transition=loop.step, arguments=(place,), receipt=receipt, before=leaves, after=leaves, loops=(loop,)
        )  # fmt: skip

    return before, after, place, step


def moment_of(step):
    moment = Moment()
    moment.enter(step.before, step.after, step)
    return moment


def test_all_laws_of_a_loop_are_asked_as_one_and_counted_row_by_row(closing):
    *_, step = closing
    checks = [check_of(EXPIRED), check_of(LEFT_ALONE)]
    assert LawsOfLoops(checks).hold(moment_of(step()))
    assert [check.judge.count for check in checks] == [1, 1]


def test_one_law_that_a_loop_breaks_is_enough(closing):
    """Given a deal that is not over, and is changed all the same."""
    _, after, (_, deal), step = closing
    after.market.deals[deal] = after.market.deals[deal].but(state=DealState.FAILING)
    assert LawsOfLoops([check_of(EXPIRED)]).hold(moment_of(step()))
    assert not LawsOfLoops([check_of(EXPIRED), check_of(LEFT_ALONE)]).hold(moment_of(step()))


@pytest.mark.parametrize("laws", [(EXPIRED, LEFT_ALONE), (LEFT_ALONE, EXPIRED)])
def test_of_two_laws_that_a_loop_breaks_the_first_in_the_order_of_laws_is_named(closing, laws):
    """Given a deal that is over at the end of the loop and still in its sector, and was not over at its beginning."""
    _, after, (place, deal), step = closing
    after.epoch = after.market.deals[deal].proposal.deal_expiry + 1
    after.market.deals[deal] = after.market.deals[deal].but(paid_until=after.epoch)
    checker = LawChecker(laws)
    with pytest.raises(LawBroken) as broken:
        checker(step())
    assert (broken.value.law, broken.value.place) == (laws[0], ((place, deal),))
