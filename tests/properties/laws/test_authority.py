"""Laws of authority, each broken once: by a message of somebody else, or without a signature."""

import pytest

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.payment_channel.channels import close_payment_channel
from filspec.actors.payment_channel.state import Redemption
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.sector_deals import add_pending_deal
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import add_faults, update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.proving_period import proving_period_update
from filspec.actors.storage_power.pledge import collect_depledged, depledge
from filspec.actors.units import POWER, SYSTEM
from filspec.laws import authority
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER, WORKER

NOTHING_MORE = Redemption(secret=0, condition_proof=0)
UNSIGNED = 0


def end_the_epoch(life, caller):
    return end_of_epoch, (caller,), None


def award_a_block(life, caller):
    return award_block_reward, (caller, life.miner), None


def end_a_period(life, caller):
    return proving_period_update, (caller, life.miner), None


def commit(life, caller):
    return commit_sector, (caller, life.sealed(life.miner, 5), 1_000, (), ()), None


def prove(life, caller):
    return submit_post, (caller, life.miner, 21, 0, ()), True


def fail_to_prove(life, caller):
    return submit_post, (caller, life.miner, 21, 0, ()), False


def declare(life, caller):
    return update_sector_status, (caller, life.miner, (1,), ()), None


def declare_by_the_old_name(life, caller):
    return add_faults, (caller, life.miner, (1,)), None


def announce_a_release(life, caller):
    return depledge, (caller, life.miner, 1), None


def collect_a_release(life, caller):
    return collect_depledged, (caller, life.miner), None


def publish(life, caller):
    return publish_storage_deal, (caller, life.signed(life.proposal())), 0


def publish_again(life, caller):
    known = life.world.market.deals[life.deals.published].proposal
    return publish_storage_deal, (caller, life.signed(known)), life.deals.published


def close(life, caller):
    return close_payment_channel, (caller, life.channels.open), None


def redeem(life, caller):
    return update_channel_state, (caller, life.voucher(life.channels.open), NOTHING_MORE), None


ALLOWED = (
    ("epoch_is_ended_by_the_system", end_the_epoch, {SYSTEM}),
    ("block_is_rewarded_by_the_system", award_a_block, {SYSTEM}),
    ("sector_is_committed_by_the_worker", commit, {WORKER}),
    ("post_is_submitted_by_the_worker", prove, {WORKER}),
    ("post_is_submitted_by_the_worker", fail_to_prove, {WORKER}),
    ("faults_are_declared_by_the_worker", declare, {WORKER}),
    ("faults_are_declared_by_the_worker", declare_by_the_old_name, {WORKER}),
    ("pledge_is_released_by_worker_or_owner", announce_a_release, {WORKER, OWNER}),
    ("pledge_is_released_by_worker_or_owner", collect_a_release, {WORKER, OWNER}),
    ("published_deal_is_that_of_its_parties", publish, {CLIENT, OWNER}),
    ("published_deal_is_that_of_its_parties", publish_again, {CLIENT, OWNER}),
    ("channel_is_closed_by_one_of_its_ends", close, {CLIENT, STRANGER}),
    ("voucher_is_redeemed_by_one_of_the_ends", redeem, {CLIENT, STRANGER}),
)
"""Each law of a caller: the message it speaks of, and who may send that at the end of the life."""

EVERYBODY = (SYSTEM, POWER, CLIENT, OWNER, WORKER, STRANGER)


@pytest.mark.parametrize(("law", "message", "allowed"), ALLOWED)
@pytest.mark.parametrize("caller", EVERYBODY)
def test_a_message_is_that_of_those_who_may_send_it(breaks, holds, law, message, allowed, caller):
    judge = holds if caller in allowed else breaks
    judge(law, lambda w, life: message(life, caller))


@pytest.mark.parametrize(("caller", "is_due"), [(POWER, True), (POWER, False), (SYSTEM, True), (WORKER, True)])
def test_a_due_period_is_ended_by_the_power_actor(breaks, holds, caller, is_due):
    def come_to_the_end_of_the_period(w, life):
        w.epoch = w.miner.miners[life.miner].proving_period_end - (0 if is_due else 1)

    judge = holds if is_due and caller == POWER else breaks
    judge(
        "due_period_is_ended_by_the_power_actor",
        lambda w, life: end_a_period(life, caller),
        given=come_to_the_end_of_the_period,
    )


UNSIGNED_BY = ({"client_signature": UNSIGNED}, {"provider_signature": UNSIGNED})


def publish_with(**signatures):
    return lambda w, life: (publish_storage_deal, (CLIENT, life.signed(life.proposal()).but(**signatures)), 0)


def commit_with(**signatures):
    def commit_pending(w, life):
        piece = life.pending_piece(life.signed(life.proposal()).but(**signatures), life.sealed(life.miner, 4))
        return add_pending_deal, (life.miner, 4, piece), None

    return commit_pending


@pytest.mark.parametrize("missing", UNSIGNED_BY, ids=lambda missing: next(iter(missing)))
@pytest.mark.parametrize(
    ("law", "message"),
    [("published_deal_is_that_of_its_parties", publish_with), ("pending_deal_is_signed_by_both", commit_with)],
)
def test_a_new_deal_needs_both_signatures(breaks, holds, law, message, missing):
    holds(law, message())
    breaks(law, message(**missing))


def test_a_deal_published_before_needs_no_signature_again(holds):
    def publish_again_unsigned(w, life):
        known = life.signed(life.world.market.deals[life.deals.published].proposal)
        return publish_storage_deal, (CLIENT, known.but(client_signature=UNSIGNED)), life.deals.published

    holds("published_deal_is_that_of_its_parties", publish_again_unsigned)


def redeem_with(**tampered):
    def redeem_tampered(w, life):
        return update_channel_state, (STRANGER, life.voucher(life.channels.open).but(**tampered), NOTHING_MORE), None

    return redeem_tampered


@pytest.mark.parametrize("tampered", [{"signature": UNSIGNED}, {"amount": 11}, {"nonce": 5}, {"lane": 1}])
def test_a_voucher_is_what_its_payer_signed(breaks, holds, tampered):
    holds("voucher_is_signed_by_the_payer", redeem_with())
    breaks("voucher_is_signed_by_the_payer", redeem_with(**tampered))


def test_every_law_of_this_file_is_broken_once(laws_of):
    elsewhere = {
        "due_period_is_ended_by_the_power_actor",
        "pending_deal_is_signed_by_both",
        "voucher_is_signed_by_the_payer",
    }
    assert laws_of(authority) == {law for law, _, _ in ALLOWED} | elsewhere


@pytest.mark.parametrize("party", [CLIENT, OWNER])
def test_who_is_not_on_the_chain_has_signed_nothing(breaks, party):
    def leave_the_chain(w, life):
        del w.ledger.accounts[party]

    breaks("pending_deal_is_signed_by_both", commit_with(), given=leave_the_chain)
