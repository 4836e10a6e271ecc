"""Settlement of deals: payment, closing, and what happens to what nobody proved.

The deal of these stories costs 103 for the 25 epochs from 1 to 26: 4 an epoch, and 3 left over.
"""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import register_participant, withdrawable
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.settlement import (
    close_expired_storage_deal,
    handle_storage_deal_payment,
    last_epochs_are_proven,
)
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import BURNT_FUNDS
from filspec.machines.small_chain import CLIENT, OWNER, WORKER, SmallChain

LIVE = {DealState.PUBLISHED, DealState.COMMITTED, DealState.ACTIVE, DealState.FAILING}


@pytest.fixture
def story(chain):
    """An active deal in a sector of its own."""
    chain.register()
    miner = chain.create_miner()
    return SimpleNamespace(chain=chain, miner=miner, deal=chain.active_deal(miner))


def settled(chain, deal):
    row = chain.deal(deal)
    return row.state, row.paid, row.refunded, row.slashed


@given(proved=st.lists(st.booleans(), min_size=30, max_size=30), price=st.integers(1, 500))
def test_whatever_is_proved_the_price_ends_with_provider_and_client(proved, price):
    """Given a proof, or none, in each epoch, until long after the deal's end; the laws watch every step."""
    chain = SmallChain()
    for who in (CLIENT, OWNER):
        chain.apply(register_participant, who, 10_000)
    miner = chain.apply(create_storage_miner, OWNER, 100, WORKER, 2048).answer
    deal = chain.apply(publish_storage_deal, CLIENT, chain.signed(chain.proposal(storage_price=price))).answer
    info = chain.sealed(miner, 0)
    chain.apply(commit_sector, WORKER, info, 1000, (chain.published_piece(deal, info),), ())
    for proof_comes in proved:
        chain.end_epochs()
        if proof_comes:
            chain.apply(submit_post, WORKER, miner, *chain.challenge(miner), ())
    chain.apply(close_expired_storage_deal, CLIENT, deal)
    row = chain.world.market.deals[deal]
    assert row.state not in LIVE
    assert row.paid + row.refunded == price
    escrow = chain.world.market.escrow
    assert (escrow[CLIENT].locked, escrow[OWNER].locked) == (0, 0)
    assert escrow[CLIENT].available == 10_000 - row.paid
    assert escrow[OWNER].available == 10_000 + row.paid - row.slashed


def test_the_payment_clock_starts_with_the_first_proof(story):
    """Decision 24: the first proof pays nothing yet."""
    row = story.chain.deal(story.deal)
    assert (row.state, row.paid, row.paid_until, row.epoch_price) == (DealState.ACTIVE, 0, 1, 4)


def test_each_proof_pays_the_epochs_since_the_last(story):
    story.chain.end_epochs(3)
    story.chain.prove(story.miner)
    assert story.chain.deal(story.deal).paid == 12
    assert story.chain.escrow(story.chain.owner).available == 10_000 - 205 + 12
    story.chain.prove(story.miner)
    assert story.chain.deal(story.deal).paid == 12


def test_the_proof_after_the_end_pays_the_rest_and_closes(story):
    story.chain.prove_to(story.miner, 26)
    assert settled(story.chain, story.deal) == (DealState.ACTIVE, 100, 0, 0)
    story.chain.prove_to(story.miner, 27)
    assert settled(story.chain, story.deal) == (DealState.EXPIRED, 103, 0, 0)
    assert story.chain.escrow(story.chain.owner).available == 10_103
    assert story.chain.escrow(story.chain.client).available == 10_000 - 103
    assert story.chain.world.market.live_deals[story.miner, 0] == 0


def test_anybody_closes_an_expired_deal_with_the_same_end(story):
    """Protocol-facts 7.5: the deal closed by a call or by a proof ends the same."""
    story.chain.prove_to(story.miner, 26)
    story.chain.refuses(Reason.DEAL_NOT_EXPIRED, close_expired_storage_deal, story.chain.stranger, story.deal)
    story.chain.end_epochs()
    story.chain.accepts(close_expired_storage_deal, story.chain.stranger, story.deal)
    assert settled(story.chain, story.deal) == (DealState.EXPIRED, 103, 0, 0)
    story.chain.refuses(Reason.DEAL_ALREADY_CLOSED, close_expired_storage_deal, story.chain.stranger, story.deal)


def test_an_unknown_deal_is_not_closed(chain):
    chain.refuses(Reason.NO_SUCH_DEAL, close_expired_storage_deal, chain.client, 0)


def test_the_last_epochs_await_the_proof_of_their_period(chain):
    """Given periods that end at 4, 8 ...; a deal that ends at 18; and a last proof at 16, the end of a period."""
    chain.register()
    miner = chain.create_miner()
    deal = chain.active_deal(miner, deal_expiry=18)
    chain.prove_to(miner, 16)
    chain.pass_to(19)
    chain.refuses(Reason.LAST_EPOCHS_NOT_PROVEN, close_expired_storage_deal, chain.owner, deal)
    chain.prove(miner)
    assert settled(chain, deal) == (DealState.EXPIRED, 103, 0, 0)


@pytest.mark.parametrize(("left", "proved", "proven"), [(0, False, True), (1, False, False), (1, True, True)])
def test_the_last_epochs_are_proven_once_paid_or_by_a_proof_of_their_period(story, left, proved, proven):
    chain, miner, number = story.chain, story.miner, story.deal
    record = chain.world.miner.miners[miner]
    chain.world.miner.miners[miner] = record.but(proved=proved)
    deal = chain.deal(number)
    assert last_epochs_are_proven(chain.world, deal.but(paid_until=deal.proposal.deal_expiry - left)) == proven


def test_a_sector_that_expires_unproved_pays_only_what_was_proved(chain):
    """Given a deal and its sector that both end at 18, and no proof after 16 (D17).

    The expiry of the sector at the period's end 20 closes the deal; the epochs from 16 on go back to the client.
    """
    chain.register()
    miner = chain.create_miner()
    deal = chain.publish(deal_expiry=18)
    chain.commit(miner, deals=(deal,), expiration=18)
    chain.end_epochs()
    chain.prove(miner)
    chain.prove_to(miner, 16)
    paid = chain.deal(deal).paid
    chain.pass_to(21)
    assert settled(chain, deal) == (DealState.EXPIRED, paid, 103 - paid, 0)
    assert (miner, 0) not in chain.world.miner.sectors


def test_a_terminated_miner_is_not_paid_for_unproved_epochs_of_an_ended_deal(chain):
    """Given a deal that ended at 18 in a period without a proof, and a consensus fault reported at 19 (D17)."""
    chain.register()
    miner = chain.create_miner()
    deal = chain.active_deal(miner, deal_expiry=18)
    chain.prove_to(miner, 16)
    paid = chain.deal(deal).paid
    chain.pass_to(19)
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(miner))
    assert settled(chain, deal) == (DealState.EXPIRED, paid, 103 - paid, 0)


def test_unproved_epochs_are_given_back_to_the_client(story):
    """Given a sector declared faulty in epoch 1, recovered, and proved again in epoch 6."""
    story.chain.accepts(update_sector_status, story.chain.worker, story.miner, (0,), ())
    story.chain.accepts(update_sector_status, story.chain.worker, story.miner, (), (0,))
    story.chain.pass_to(6)
    story.chain.prove(story.miner)
    row = story.chain.deal(story.deal)
    assert (row.state, row.paid, row.refunded, row.paid_until) == (DealState.ACTIVE, 0, 20, 6)


def test_a_deal_that_misses_its_activation_refunds_the_client_and_burns_the_collateral(chain):
    chain.register()
    deal = chain.publish()
    chain.pass_to(16)
    chain.refuses(Reason.DEAL_NOT_EXPIRED, close_expired_storage_deal, chain.client, deal)
    chain.end_epochs()
    chain.accepts(close_expired_storage_deal, chain.client, deal)
    assert settled(chain, deal) == (DealState.TIMED_OUT, 0, 103, 205)
    assert chain.escrow(chain.client).available == 10_000
    assert chain.balance(BURNT_FUNDS) == 205


def test_a_committed_deal_proved_too_late_times_out(chain):
    """Given a deal committed in time, in a sector whose first proof comes after the activation limit."""
    chain.register()
    miner = chain.create_miner()
    chain.commit(miner, number=1)
    deal = chain.publish()
    chain.pass_to(14)
    chain.commit(miner, number=2, deals=(deal,))
    chain.pass_to(17)
    chain.prove(miner)
    assert settled(chain, deal) == (DealState.TIMED_OUT, 0, 103, 205)
    assert chain.world.market.live_deals[miner, 2] == 0


def test_a_failing_deal_past_its_end_returns_its_collateral(story):
    """Given a sector that became faulty in the deal's term and stayed so."""
    story.chain.prove_to(story.miner, 25)
    story.chain.accepts(update_sector_status, story.chain.worker, story.miner, (0,), ())
    assert settled(story.chain, story.deal) == (DealState.FAILING, 96, 0, 2)
    story.chain.pass_to(27)
    story.chain.accepts(close_expired_storage_deal, story.chain.owner, story.deal)
    assert settled(story.chain, story.deal) == (DealState.EXPIRED, 96, 7, 2)
    assert story.chain.escrow(story.chain.owner).available == 10_000 + 96 - 2


def test_a_failing_deal_that_ended_is_settled_by_the_proof_before_it_is_closed(story):
    """Given a sector that was lost in epoch 25 and recovers, and its deal, which ended at 26 with 3 left over.

    When the next proof comes, in epoch 29, then the epoch without a proof goes back to the client, and what division
    left over is the provider's; a deal that is closed before it is settled would give all of it back (decision 24).
    """
    story.chain.prove_to(story.miner, 25)
    story.chain.accepts(update_sector_status, story.chain.worker, story.miner, (0,), ())
    story.chain.accepts(update_sector_status, story.chain.worker, story.miner, (), (0,))
    story.chain.pass_to(29)
    story.chain.prove(story.miner)
    assert settled(story.chain, story.deal) == (DealState.EXPIRED, 96 + 3, 4, 2)
    assert story.chain.deal(story.deal).paid_until == 26


def test_that_a_deal_is_closed_is_said_before_that_its_end_is_not_past(story):
    """Given a deal that failed in its term, when somebody closes it, then it is refused as closed, for good."""
    chain = story.chain
    chain.accepts(declare_consensus_fault, chain.stranger, chain.fault_of(story.miner))
    assert chain.deal(story.deal).state == DealState.FAILED
    assert chain.world.epoch <= chain.deal(story.deal).proposal.deal_expiry
    chain.refuses(Reason.DEAL_ALREADY_CLOSED, close_expired_storage_deal, chain.stranger, story.deal)


def test_what_is_earned_is_free_at_once_beside_what_is_held(chain):
    """Given a provider whose collateral of a deal that ended at 18 came back in epoch 19, and waits for finality.

    When another deal pays in the next epoch, then what is earned may be withdrawn at once, and no more is held.
    """
    chain.register()
    miner = chain.create_miner()
    chain.active_deal(miner, 0, deal_expiry=18)
    chain.active_deal(miner, 1, deal_expiry=27)
    chain.prove_to(miner, 19)
    before, free = chain.escrow(chain.owner), withdrawable(chain.world, chain.owner)
    assert (before.held, before.held_until) == (205, 19 + chain.world.parameters.release_delay)
    chain.prove_to(miner, 20)
    after = chain.escrow(chain.owner)
    assert withdrawable(chain.world, chain.owner) == free + 4
    assert (after.held, after.held_until) == (before.held, before.held_until)


def test_who_is_both_client_and_provider_pays_itself(chain):
    chain.register(chain.owner)
    miner = chain.create_miner()
    deal = chain.active_deal(miner, client=chain.owner)
    chain.prove_to(miner, 27)
    assert settled(chain, deal) == (DealState.EXPIRED, 103, 0, 0)
    assert (chain.escrow(chain.owner).available, chain.escrow(chain.owner).locked) == (10_000, 0)


def test_only_a_miner_is_paid_and_only_for_its_sectors(story):
    chain = story.chain
    chain.refuses(Reason.CALLER_IS_NOT_A_MINER, handle_storage_deal_payment, chain.owner, 0)
    chain.refuses(Reason.NO_SUCH_SECTOR, handle_storage_deal_payment, story.miner, 1)


def test_only_a_proved_sector_is_paid(story):
    """Given a deal proved in epoch 1, whose period ends at 4 (D17)."""
    story.chain.accepts(handle_storage_deal_payment, story.miner, 0)
    story.chain.pass_to(5)
    story.chain.refuses(Reason.SECTOR_NOT_PROVED, handle_storage_deal_payment, story.miner, 0)
    assert story.chain.deal(story.deal).paid == 0


def test_a_sector_without_deals_has_to_be_proved_as_well(story):
    """Given a sector without deals that was committed and not yet proved."""
    story.chain.commit(story.miner, 1)
    story.chain.refuses(Reason.SECTOR_NOT_PROVED, handle_storage_deal_payment, story.miner, 1)
    # When it is proved, then there is nothing to pay
    story.chain.prove_to(story.miner, 5)
    story.chain.accepts(handle_storage_deal_payment, story.miner, 1)


def test_a_proof_of_others_pays_nothing_in_a_faulty_sector(story):
    """Given two sectors proved in epoch 5, one of them declared faulty at once, and the other proved again (D17)."""
    other = story.chain.active_deal(story.miner, number=1)
    story.chain.prove_to(story.miner, 5)
    story.chain.accepts(update_sector_status, story.chain.worker, story.miner, (0,), ())
    story.chain.prove_to(story.miner, 6)
    story.chain.refuses(Reason.SECTOR_NOT_PROVED, handle_storage_deal_payment, story.miner, 0)
    assert (story.chain.deal(story.deal).paid_until, story.chain.deal(other).paid_until) == (5, 6)
