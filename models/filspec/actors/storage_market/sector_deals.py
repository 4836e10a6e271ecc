"""Binding deals to sectors: the drawing's two AddDeal messages."""

from __future__ import annotations

from filspec.actors.names import STORAGE_MARKET_ACTOR
from filspec.actors.oracles import proposal_digest, verify_piece_inclusion
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.publication import enter_deal
from filspec.actors.storage_market.state import DealState, StorageDeal
from filspec.actors.units import ActorID, Bytes, DealID, ProofBytes, SectorID, SectorNumber
from filspec.actors.world import World
from filspec.kit.records import Record
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


class PublishedPiece(Record):
    """A published deal whose piece is in the sector (the drawing's &Deal).

    Attributes:
        deal: the deal.
        offset: where in the sector's padded data the piece begins.
        inclusion: proof that it is there.
    """

    deal: DealID
    offset: Bytes
    inclusion: ProofBytes


class PendingPiece(Record):
    """A deal not yet published whose piece is in the sector (the drawing's Deal)."""

    deal: StorageDeal
    offset: Bytes
    inclusion: ProofBytes


@message(STORAGE_MARKET_ACTOR, "AddDeal(SectorID, [&Deal], DealStatusOnChain)")
def add_published_deal(w: World, caller: ActorID, number: SectorNumber, piece: PublishedPiece) -> None:
    """Bind a published deal to a sector of the calling miner."""
    require(caller in w.miner.miners, Reason.CALLER_IS_NOT_A_MINER)
    require((caller, number) in w.miner.sectors, Reason.NO_SUCH_SECTOR)
    require(piece.deal in w.market.deals, Reason.NO_SUCH_DEAL)
    bind_deal(w, (caller, number), piece.deal, piece.offset, piece.inclusion)


@message(STORAGE_MARKET_ACTOR, "AddDeal(SectorID, [Deal], DealStatusPending)")
def add_pending_deal(w: World, caller: ActorID, number: SectorNumber, piece: PendingPiece) -> None:
    """Publish a deal in the same transaction (decision 5) and bind it to a sector of the calling miner."""
    require(caller in w.miner.miners, Reason.CALLER_IS_NOT_A_MINER)
    require((caller, number) in w.miner.sectors, Reason.NO_SUCH_SECTOR)
    digest = proposal_digest(piece.deal.proposal)
    require(digest not in w.market.published, Reason.DEAL_NOT_AWAITING_SECTOR)
    deal_id = enter_deal(w, piece.deal, digest)
    bind_deal(w, (caller, number), deal_id, piece.offset, piece.inclusion)


@internal()
def bind_deal(w: World, sector_id: SectorID, deal_id: DealID, offset: Bytes, inclusion: ProofBytes) -> None:
    """Put a deal into a sector, behind the pieces that are there."""
    deal = w.market.deals[deal_id]
    sector = w.miner.sectors[sector_id]
    proposal = deal.proposal
    require(deal.state == DealState.PUBLISHED, Reason.DEAL_NOT_AWAITING_SECTOR)
    require(proposal.provider == w.miner.miners[sector_id[0]].owner, Reason.DEAL_OF_ANOTHER_PROVIDER)
    require(w.epoch <= deal.activate_by, Reason.DEAL_TIMED_OUT)
    require(proposal.deal_expiry <= sector.expiration, Reason.DEAL_OUTLIVES_SECTOR)
    require(offset >= sector.used, Reason.PIECE_OVERLAPS)
    require(offset + proposal.piece_size <= w.miner.miners[sector_id[0]].sector_size, Reason.PIECE_DOES_NOT_FIT)
    require(
        verify_piece_inclusion(sector.comm_d, proposal.piece_cid, proposal.piece_size, offset, inclusion),
        Reason.PIECE_NOT_IN_SECTOR,
    )
    w.market.deals[deal_id] = deal.but(state=DealState.COMMITTED, sector=sector_id)
    w.market.deals_in_sector[(sector_id, deal_id)] = True
    w.market.live_deals[sector_id] = w.market.live_deals.get(sector_id, 0) + 1
    w.miner.sectors[sector_id] = sector.but(used=offset + proposal.piece_size)


@internal()
def unbind_deal(w: World, deal_id: DealID) -> None:
    """Take a closed deal out of its sector's list."""
    sector_id = w.market.deals[deal_id].sector
    del w.market.deals_in_sector[(sector_id, deal_id)]
    w.market.live_deals[sector_id] = w.market.live_deals[sector_id] - 1


@pure
def is_live(state: DealState) -> bool:
    """Whether a deal still holds locked tokens."""
    return is_in_sector(state) or state == DealState.PUBLISHED


@pure
def is_in_sector(state: DealState) -> bool:
    """Whether a sector holds the deal's piece."""
    return state == DealState.COMMITTED or state == DealState.ACTIVE or state == DealState.FAILING


@pure
def holds_live_deals(w: World, sector_id: SectorID) -> bool:
    """Whether the sector holds a deal that is not closed."""
    return w.market.live_deals.get(sector_id, 0) > 0
