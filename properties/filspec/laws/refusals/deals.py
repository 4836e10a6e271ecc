"""Refusals of deals in sectors: binding a deal to its sector, settling it, closing it, and faults of the sector."""

from __future__ import annotations

from filspec.actors.oracles import proposal_digest, verify_piece_inclusion
from filspec.actors.parameters import FailedPoSt
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.failure import handle_failed_deals, slash_deal, slash_storage_collateral
from filspec.actors.storage_market.sector_deals import (
    PendingPiece,
    PublishedPiece,
    add_pending_deal,
    add_published_deal,
)
from filspec.actors.storage_market.settlement import (
    DealInSector,
    close_expired_storage_deal,
    handle_storage_deal_payment,
)
from filspec.actors.storage_market.state import DealState, StorageDealProposal
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.units import ActorID, Bytes, DealID, ProofBytes, SectorID, SectorNumber
from filspec.actors.world import World
from filspec.kit.laws import refused_for
from filspec.laws.formulas.deals import is_open, is_over
from filspec.laws.formulas.sectors import is_proved_now


@refused_for(add_published_deal, Reason.CALLER_IS_NOT_A_MINER, "D14")
@refused_for(add_pending_deal, Reason.CALLER_IS_NOT_A_MINER, "D14")
@refused_for(handle_storage_deal_payment, Reason.CALLER_IS_NOT_A_MINER, "D17")
@refused_for(slash_storage_collateral, Reason.CALLER_IS_NOT_A_MINER, "D21")
@refused_for(handle_failed_deals, Reason.CALLER_IS_NOT_A_MINER, "M18")
def sender_is_no_miner(before: World, caller: ActorID) -> bool:
    """The sender is no storage miner actor."""
    return caller not in before.miner.miners


@refused_for(add_published_deal, Reason.NO_SUCH_SECTOR, "D14")
@refused_for(add_pending_deal, Reason.NO_SUCH_SECTOR, "D14")
@refused_for(handle_storage_deal_payment, Reason.NO_SUCH_SECTOR, "D17")
@refused_for(slash_storage_collateral, Reason.NO_SUCH_SECTOR, "D21")
@refused_for(handle_failed_deals, Reason.NO_SUCH_SECTOR, "M18")
def miner_has_no_such_sector(before: World, caller: ActorID, number: SectorNumber) -> bool:
    """The miner that sends it has no sector of this number."""
    return (caller, number) not in before.miner.sectors


@refused_for(add_published_deal, Reason.NO_SUCH_DEAL, "D14")
def deal_is_unknown(before: World, piece: PublishedPiece) -> bool:
    """No deal has this number."""
    return piece.deal not in before.market.deals


@refused_for(add_published_deal, Reason.DEAL_NOT_AWAITING_SECTOR, "D14")
def deal_needs_no_sector(before: World, piece: PublishedPiece) -> bool:
    """The deal is in a sector already, or closed."""
    return before.market.deals[piece.deal].state != DealState.PUBLISHED


@refused_for(add_pending_deal, Reason.DEAL_NOT_AWAITING_SECTOR, "D20")
def pending_deal_was_published(before: World, piece: PendingPiece) -> bool:
    """The deal that is said to be pending was published before."""
    return proposal_digest(piece.deal.proposal) in before.market.published


@refused_for(add_published_deal, Reason.DEAL_OF_ANOTHER_PROVIDER, "D14")
def deal_is_of_another(before: World, caller: ActorID, piece: PublishedPiece) -> bool:
    """The deal's provider is not the owner of the miner."""
    return before.market.deals[piece.deal].proposal.provider != before.miner.miners[caller].owner


@refused_for(add_pending_deal, Reason.DEAL_OF_ANOTHER_PROVIDER, "D14")
def pending_deal_is_of_another(before: World, caller: ActorID, piece: PendingPiece) -> bool:
    """The deal's provider is not the owner of the miner."""
    return piece.deal.proposal.provider != before.miner.miners[caller].owner


@refused_for(add_published_deal, Reason.DEAL_TIMED_OUT, "D8")
def deal_missed_its_time(before: World, piece: PublishedPiece) -> bool:
    """The last epoch in which the deal could become active is past."""
    return before.epoch > before.market.deals[piece.deal].activate_by


@refused_for(add_published_deal, Reason.DEAL_OUTLIVES_SECTOR, "D15")
def deal_outlives_the_sector(before: World, caller: ActorID, number: SectorNumber, piece: PublishedPiece) -> bool:
    """The deal ends after the sector."""
    return before.market.deals[piece.deal].proposal.deal_expiry > before.miner.sectors[caller, number].expiration


@refused_for(add_pending_deal, Reason.DEAL_OUTLIVES_SECTOR, "D15")
def pending_deal_outlives_the_sector(before: World, caller: ActorID, number: SectorNumber, piece: PendingPiece) -> bool:
    """The deal ends after the sector."""
    return piece.deal.proposal.deal_expiry > before.miner.sectors[caller, number].expiration


@refused_for(add_published_deal, Reason.PIECE_OVERLAPS, "D16")
def piece_overlaps(before: World, caller: ActorID, number: SectorNumber, piece: PublishedPiece) -> bool:
    """The piece begins before the end of the pieces that are there."""
    return piece.offset < before.miner.sectors[caller, number].used


@refused_for(add_pending_deal, Reason.PIECE_OVERLAPS, "D16")
def pending_piece_overlaps(before: World, caller: ActorID, number: SectorNumber, piece: PendingPiece) -> bool:
    """The piece begins before the end of the pieces that are there."""
    return piece.offset < before.miner.sectors[caller, number].used


@refused_for(add_published_deal, Reason.PIECE_DOES_NOT_FIT, "D16")
def piece_does_not_fit(before: World, caller: ActorID, piece: PublishedPiece) -> bool:
    """The piece ends after the end of the sector."""
    size = before.market.deals[piece.deal].proposal.piece_size
    return piece.offset + size > before.miner.miners[caller].sector_size


@refused_for(add_pending_deal, Reason.PIECE_DOES_NOT_FIT, "D16")
def pending_piece_does_not_fit(before: World, caller: ActorID, piece: PendingPiece) -> bool:
    """The piece ends after the end of the sector."""
    return piece.offset + piece.deal.proposal.piece_size > before.miner.miners[caller].sector_size


def is_elsewhere(w: World, sector_id: SectorID, terms: StorageDealProposal, offset: Bytes, proof: ProofBytes) -> bool:
    """Whether the proof does not show that the sector's data has the piece at this place."""
    comm_d = w.miner.sectors[sector_id].comm_d
    return not verify_piece_inclusion(comm_d, terms.piece_cid, terms.piece_size, offset, proof)


@refused_for(add_published_deal, Reason.PIECE_NOT_IN_SECTOR, "D14")
def piece_is_elsewhere(before: World, caller: ActorID, number: SectorNumber, piece: PublishedPiece) -> bool:
    """The proof does not show that the piece is at this place of the sector."""
    terms = before.market.deals[piece.deal].proposal
    return is_elsewhere(before, (caller, number), terms, piece.offset, piece.inclusion)


@refused_for(add_pending_deal, Reason.PIECE_NOT_IN_SECTOR, "D14")
def pending_piece_is_elsewhere(before: World, caller: ActorID, number: SectorNumber, piece: PendingPiece) -> bool:
    """The proof does not show that the piece is at this place of the sector."""
    return is_elsewhere(before, (caller, number), piece.deal.proposal, piece.offset, piece.inclusion)


@refused_for(handle_storage_deal_payment, Reason.SECTOR_NOT_PROVED, "D17")
def sector_is_not_proved(before: World, caller: ActorID, number: SectorNumber) -> bool:
    """No accepted proof of the current period covers the sector."""
    return not is_proved_now(before, (caller, number))


@refused_for(close_expired_storage_deal, Reason.NO_SUCH_DEAL, "L2")
def closes_nothing(before: World, deal_id: DealID) -> bool:
    """No deal has this number."""
    return deal_id not in before.market.deals


@refused_for(close_expired_storage_deal, Reason.DEAL_ALREADY_CLOSED, "D13", "L2")
def deal_is_closed(before: World, deal_id: DealID) -> bool:
    """The deal is closed already."""
    return not is_open(before.market.deals[deal_id])


@refused_for(close_expired_storage_deal, Reason.DEAL_NOT_EXPIRED, "D12", "L1", "L2")
def deal_goes_on(before: World, deal_id: DealID) -> bool:
    """The deal is not closed, and it can become active still, or it is active and its end is not past.

    Of a deal that is closed this is never said, whenever it was to end: that it is closed is said first, for that is
    for good (D13), and the other would ask to wait for nothing.
    """
    deal = before.market.deals[deal_id]
    return is_open(deal) and not is_over(before, deal)


@refused_for(close_expired_storage_deal, Reason.LAST_EPOCHS_NOT_PROVEN, "D17", "L2")
def last_epochs_wait_for_their_proof(before: World, deal_id: DealID) -> bool:
    """The deal was active to its end, and its last epochs are neither settled nor proved yet."""
    deal = before.market.deals[deal_id]
    settled = deal.paid_until == deal.proposal.deal_expiry
    return deal.state == DealState.ACTIVE and not settled and not is_proved_now(before, deal.sector)


@refused_for(slash_deal, Reason.SECTOR_NOT_FAULTY, "D21")
def sector_of_the_deal_is_not_faulty(before: World, place: DealInSector) -> bool:
    """The sector is not faulty, and the network has no proof that does not verify cost collateral (decision 7)."""
    faulty = before.miner.sectors[place[0]].state == SectorState.FAILING
    return not faulty and before.parameters.failed_post != FailedPoSt.SLASHES
