"""Laws of a deal's life, each broken once."""

import pytest

from filspec.actors.parameters import FailedPoSt
from filspec.actors.storage_market.state import NO_SECTOR, DealState
from filspec.actors.storage_miner.state import SectorState
from filspec.kit.worlds import fork
from filspec.laws import deal_life


def change_deal(w, number, **fields):
    w.market.deals[number] = w.market.deals[number].but(**fields)


def give_a_number_again(w, life):
    w.market.next_deal -= 1


def change_terms(w, life):
    change_deal(w, life.deals.published, activate_by=99)


def take_a_payment_back(w, life):
    change_deal(w, life.deals.active, paid=w.market.deals[life.deals.active].paid - 1)


def raise_the_price(w, life):
    change_deal(w, life.deals.active, epoch_price=w.market.deals[life.deals.active].epoch_price + 1)


def refund_a_closed_deal(w, life):
    change_deal(w, life.deals.expired, refunded=1)


def commit_again(w, life):
    change_deal(w, life.deals.active, state=DealState.COMMITTED)


def slash_after_the_end(w, life):
    change_deal(w, life.deals.expired, slashed=1)


def fail_after_the_end(w, life):
    change_deal(w, life.deals.expired, state=DealState.FAILED)


def move_to_another_sector(w, life):
    change_deal(w, life.deals.active, sector=NO_SECTOR)


def fail_after_the_challenge(w, life):
    """Given the challenge of the period, which ends later, and a sector that is not faulty."""
    change_deal(w, life.deals.active, state=DealState.FAILING)


TAMPERINGS = {
    "deal_numbers_only_rise": give_a_number_again,
    "deal_terms_are_for_ever": change_terms,
    "settlement_is_never_taken_back": take_a_payment_back,
    "epoch_price_is_fixed": raise_the_price,
    "closed_deal_is_final": refund_a_closed_deal,
    "deal_never_goes_back": commit_again,
    "ended_deal_is_not_slashed": slash_after_the_end,
    "ended_deal_does_not_fail": fail_after_the_end,
    "deal_keeps_its_sector": move_to_another_sector,
    "deal_fails_with_its_sector": fail_after_the_challenge,
}

STEPS = {
    "deal_becomes_active_in_time",
    "only_proved_epochs_are_paid",
    "failing_deal_is_not_paid",
    "deal_is_active_by_a_proof",
    "deal_is_committed_in_time",
}
"""Laws that nothing breaks at the life's end, whose period is proved: steps made up below break them."""


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(deal_life) == set(TAMPERINGS) | STEPS


def step_of_deal(life, number, old, new, epoch=22, proved=True):
    """Two worlds of one epoch between which one deal changes."""
    before, after = fork(life.world), fork(life.world)
    for world, fields in ((before, old), (after, {**old, **new})):
        world.epoch = epoch
        change_deal(world, number, **fields)
        world.miner.miners[life.miner] = world.miner.miners[life.miner].but(proved=proved)
    return before, after


@pytest.mark.parametrize("becomes", [DealState.ACTIVE, DealState.FAILING, DealState.EXPIRED])
def test_a_deal_becomes_active_until_its_limit_and_not_after(life, becomes):
    number = life.deals.committed
    limit = life.world.market.deals[number].activate_by
    for epoch, lawful in ((limit, True), (limit + 1, False)):
        step = step_of_deal(life, number, {}, {"state": becomes}, epoch)
        assert deal_life.deal_becomes_active_in_time(*step, number) is lawful


@pytest.mark.parametrize("becomes", [DealState.COMMITTED, DealState.FAILED, DealState.TIMED_OUT])
def test_a_deal_is_committed_until_its_limit_and_then_times_out(life, becomes):
    number = life.deals.published
    limit = life.world.market.deals[number].activate_by
    for epoch, in_time in ((limit, True), (limit + 1, False)):
        step = step_of_deal(life, number, {}, {"state": becomes}, epoch)
        assert deal_life.deal_is_committed_in_time(*step, number) is (in_time or becomes is DealState.TIMED_OUT)


@pytest.mark.parametrize("is_settled", [True, False])
@pytest.mark.parametrize("proved", [True, False])
def test_a_provider_is_paid_for_proved_periods_and_for_what_division_left(life, is_settled, proved):
    number = life.deals.active
    deal = life.world.market.deals[number]
    old = {"paid_until": deal.proposal.deal_expiry} if is_settled else {}
    step = step_of_deal(life, number, old, {"paid": deal.paid + 1}, proved=proved)
    assert deal_life.only_proved_epochs_are_paid(*step, number) is (is_settled or proved)


@pytest.mark.parametrize("proved", [True, False])
def test_epochs_are_settled_by_a_proof(life, proved):
    number = life.deals.active
    step = step_of_deal(life, number, {}, {"paid_until": life.world.epoch + 1}, proved=proved)
    assert deal_life.only_proved_epochs_are_paid(*step, number) is proved


def test_a_deal_in_no_sector_is_not_paid_by_anybodys_proof(life):
    number = life.deals.published
    step = step_of_deal(life, number, {}, {"paid": 1})
    assert not deal_life.only_proved_epochs_are_paid(*step, number)


@pytest.mark.parametrize("proved", [True, False])
@pytest.mark.parametrize(("deal", "becomes"), [("committed", DealState.ACTIVE), ("failing", DealState.ACTIVE)])
def test_a_deal_begins_and_resumes_by_a_proof(life, proved, deal, becomes):
    number = getattr(life.deals, deal)
    step = step_of_deal(life, number, {}, {"state": becomes}, proved=proved)
    assert deal_life.deal_is_active_by_a_proof(*step, number) is proved


@pytest.mark.parametrize(("epoch", "lawful"), [(21, True), (22, False), (23, False), (24, True)])
def test_a_deal_fails_before_the_challenge_or_when_the_period_ends(life, epoch, lawful):
    """Given a period that ends with epoch 24 and is challenged from epoch 22 on."""
    step = step_of_deal(life, life.deals.active, {}, {"state": DealState.FAILING}, epoch)
    assert deal_life.deal_fails_with_its_sector(*step, life.deals.active) is lawful


def test_a_deal_fails_with_a_sector_that_is_faulty_already(life):
    step = step_of_deal(life, life.deals.active, {}, {"state": DealState.FAILING})
    sector_id = life.world.market.deals[life.deals.active].sector
    for world in step:
        world.miner.sectors[sector_id] = world.miner.sectors[sector_id].but(state=SectorState.FAILING, proving=False)
    assert deal_life.deal_fails_with_its_sector(*step, life.deals.active)


def test_a_literal_slash_needs_no_faulty_sector(life):
    step = step_of_deal(life, life.deals.active, {}, {"state": DealState.FAILING})
    for world in step:
        world.parameters = world.parameters.but(failed_post=FailedPoSt.SLASHES)
    assert deal_life.deal_fails_with_its_sector(*step, life.deals.active)


@pytest.mark.parametrize("paid", [0, 1])
def test_a_failing_deal_is_paid_nothing_more(life, paid):
    number = life.deals.active
    deal = life.world.market.deals[number]
    step = step_of_deal(life, number, {"state": DealState.FAILING}, {"paid": deal.paid + paid})
    assert deal_life.failing_deal_is_not_paid(*step, number) is (paid == 0)
