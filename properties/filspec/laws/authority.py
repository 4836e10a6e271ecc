"""Laws of authority: who may ask for what, and who has to have signed.

Laws of what a message does leave open who sent it: a stranger may close a channel, and a deal that nobody signed may be
published, without a token lost. So these laws compare the sender, or a signature, with the world the message met.
"""

from __future__ import annotations

from typing import cast

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.oracles import OnChainSealVerifyInfo, proposal_digest, verify_signature, voucher_digest
from filspec.actors.payment_channel.channels import close_payment_channel
from filspec.actors.payment_channel.state import Redemption, Voucher
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.sector_deals import PendingPiece, PublishedPiece, add_pending_deal
from filspec.actors.storage_market.state import StorageDeal
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import add_faults, update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.proving_period import proving_period_update
from filspec.actors.storage_power.pledge import collect_depledged, depledge
from filspec.actors.units import POWER, SYSTEM, ActorID, Epoch, ProofBytes, SectorNumber
from filspec.actors.world import World
from filspec.kit.laws import message_law, postcondition
from filspec.kit.runner import Sent
from filspec.kit.transitions import transition_of
from filspec.laws.interpreter import is_accepted


@postcondition(end_of_epoch, "B9", "L14")
def epoch_is_ended_by_the_system(before: World, after: World, caller: ActorID) -> bool:
    """No participant ends an epoch: the chain does."""
    return caller == SYSTEM


@postcondition(award_block_reward, "T4")
def block_is_rewarded_by_the_system(before: World, after: World, caller: ActorID, miner: ActorID) -> bool:
    """No participant awards a block reward: the chain does, for a block."""
    return caller == SYSTEM


@postcondition(proving_period_update, "M15")
def due_period_is_ended_by_the_power_actor(before: World, after: World, caller: ActorID, miner: ActorID) -> bool:
    """No participant ends a proving period: the power actor does, in the period's last epoch."""
    return caller == POWER and before.miner.miners[miner].proving_period_end == before.epoch


@postcondition(commit_sector, "M8")
def sector_is_committed_by_the_worker(
    before: World,
    after: World,
    caller: ActorID,
    info: OnChainSealVerifyInfo,
    expiration: Epoch,
    published: tuple[PublishedPiece, ...],
    pending: tuple[PendingPiece, ...],
) -> bool:
    """A miner's sectors are committed by its worker."""
    return caller == before.miner.miners[info.miner].worker


@postcondition(submit_post, "M6", "M14")
def post_is_submitted_by_the_worker(
    before: World,
    after: World,
    caller: ActorID,
    miner: ActorID,
    challenge_epoch: Epoch,
    proof: ProofBytes,
    done: tuple[SectorNumber, ...],
) -> bool:
    """A miner's proofs of spacetime, valid or not, are submitted by its worker."""
    return caller == before.miner.miners[miner].worker


@message_law("M13")
def faults_are_declared_by_the_worker(before: World, after: World, sent: Sent) -> bool:
    """A miner's faults and recoveries are declared by its worker, under both names of the message."""
    declared = is_accepted(sent, transition_of(update_sector_status).name)
    if not declared and not is_accepted(sent, transition_of(add_faults).name):
        return True
    return sent.arguments[0] == before.miner.miners[cast(ActorID, sent.arguments[1])].worker


@message_law("S3")
def pledge_is_released_by_worker_or_owner(before: World, after: World, sent: Sent) -> bool:
    """The release of a miner's pledge is announced, and collected, by its worker or its owner."""
    announced = is_accepted(sent, transition_of(depledge).name)
    if not announced and not is_accepted(sent, transition_of(collect_depledged).name):
        return True
    record = before.miner.miners[cast(ActorID, sent.arguments[1])]
    return sent.arguments[0] == record.worker or sent.arguments[0] == record.owner


@postcondition(publish_storage_deal, "D7", "D20")
def published_deal_is_that_of_its_parties(before: World, after: World, caller: ActorID, deal: StorageDeal) -> bool:
    """A deal is published by one of its parties, and for the first time only with the signatures of both."""
    is_party = caller == deal.proposal.client or caller == deal.proposal.provider
    is_known = proposal_digest(deal.proposal) in before.market.published
    return is_party and (is_known or is_signed_by_both(before, deal))


@postcondition(add_pending_deal, "D7", "D20")
def pending_deal_is_signed_by_both(
    before: World, after: World, caller: ActorID, number: SectorNumber, piece: PendingPiece
) -> bool:
    """A deal that a commit publishes has the signatures of both of its parties."""
    return is_signed_by_both(before, piece.deal)


def is_signed_by_both(w: World, deal: StorageDeal) -> bool:
    """Whether client and provider, who are on the chain, both signed the proposal."""
    digest = proposal_digest(deal.proposal)
    client, provider = w.ledger.accounts[deal.proposal.client], w.ledger.accounts[deal.proposal.provider]
    by_client = verify_signature(client.key, digest, deal.client_signature)
    return by_client and verify_signature(provider.key, digest, deal.provider_signature)


@postcondition(close_payment_channel, "C7")
def channel_is_closed_by_one_of_its_ends(before: World, after: World, caller: ActorID, channel: ActorID) -> bool:
    """A channel is closed by its payer or its payee."""
    return is_end_of(before, channel, caller)


@postcondition(update_channel_state, "C4")
def voucher_is_redeemed_by_one_of_the_ends(
    before: World, after: World, caller: ActorID, voucher: Voucher, redemption: Redemption
) -> bool:
    """A voucher is redeemed by the payer or the payee of its channel."""
    return is_end_of(before, voucher.channel, caller)


@postcondition(update_channel_state, "C4")
def voucher_is_signed_by_the_payer(
    before: World, after: World, caller: ActorID, voucher: Voucher, redemption: Redemption
) -> bool:
    """A voucher counts only with the signature of its channel's payer."""
    payer = before.ledger.accounts[before.channel.channels[voucher.channel].payer]
    return verify_signature(payer.key, voucher_digest(voucher), voucher.signature)


def is_end_of(w: World, channel: ActorID, who: ActorID) -> bool:
    """Whether somebody is the payer or the payee of the channel."""
    record = w.channel.channels[channel]
    return who == record.payer or who == record.payee
