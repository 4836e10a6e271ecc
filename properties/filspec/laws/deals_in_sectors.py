"""Laws of deals in sectors: who holds which piece, on both sides of the binding."""

from __future__ import annotations

from filspec.actors.oracles import proposal_digest, verify_piece_inclusion
from filspec.actors.storage_market.sector_deals import (
    PendingPiece,
    PublishedPiece,
    add_pending_deal,
    add_published_deal,
    is_in_sector,
)
from filspec.actors.storage_market.settlement import DealInSector
from filspec.actors.storage_market.state import Deal, DealState
from filspec.actors.storage_miner.state import Sector
from filspec.actors.units import ActorID, Bytes, DealID, ProofBytes, SectorID, SectorNumber
from filspec.actors.world import World
from filspec.kit.laws import law_for_each, law_for_every_key, postcondition
from filspec.kit.sums import total_by


def one_in_sector(_number: DealID, deal: Deal) -> tuple[tuple[SectorID, int]]:
    """Summand: one live deal of the sector that holds it."""
    return ((deal.sector, 1 if is_in_sector(deal.state) else 0),)


def bytes_in_sector(_number: DealID, deal: Deal) -> tuple[tuple[SectorID, int]]:
    """Summand: the padded bytes of a live deal, in the sector that holds it."""
    return ((deal.sector, deal.proposal.piece_size if is_in_sector(deal.state) else 0),)


@law_for_each("market.deals", "D14", "M18")
def deal_in_sector_has_its_sector(w: World, number: DealID, deal: Deal) -> bool:
    """A live deal in a sector is in a sector of its provider, which is there and lists it; no sector leaves before."""
    if not is_in_sector(deal.state):
        return True
    listed = deal.sector in w.miner.sectors and (deal.sector, number) in w.market.deals_in_sector
    return listed and w.miner.miners[deal.sector[0]].owner == deal.proposal.provider


@law_for_each("market.deals", "D15")
def sector_outlives_its_deal(w: World, number: DealID, deal: Deal) -> bool:
    """A deal in a sector ends before its sector does."""
    if not is_in_sector(deal.state):
        return True
    return deal.proposal.deal_expiry <= w.miner.sectors[deal.sector].expiration


@law_for_each("market.deals_in_sector", "D14")
def listed_deal_is_in_its_sector(w: World, place: DealInSector, _present: bool) -> bool:
    """A sector lists only live deals that are in it."""
    if place[1] not in w.market.deals:
        return False
    deal = w.market.deals[place[1]]
    return is_in_sector(deal.state) and deal.sector == place[0]


@law_for_each("miner.sectors", "D16")
def pieces_fit_into_their_sector(w: World, sector_id: SectorID, sector: Sector) -> bool:
    """The pieces of a sector fit into what is used of it, and that into the sector."""
    held = total_by(w.market.deals, bytes_in_sector)[sector_id]
    return held <= sector.used and sector.used <= w.miner.miners[sector_id[0]].sector_size


@law_for_every_key("market.live_deals", "D14", "M19")
def live_deals_are_counted(w: World, sector_id: SectorID) -> bool:
    """Each sector counts its live deals; what is no sector counts none."""
    counted = w.market.live_deals.get(sector_id, 0)
    kept = (sector_id in w.market.live_deals) == (sector_id in w.miner.sectors)
    return kept and counted == total_by(w.market.deals, one_in_sector)[sector_id]


@postcondition(add_published_deal, "D14")
def published_piece_is_in_its_sector(
    before: World, after: World, caller: ActorID, number: SectorNumber, piece: PublishedPiece
) -> bool:
    """A published deal is committed once, where its piece is proved to be, behind the pieces that are there."""
    was_published = before.market.deals[piece.deal].state == DealState.PUBLISHED
    return was_published and is_placed(before, after, (caller, number), piece.deal, piece.offset, piece.inclusion)


@postcondition(add_pending_deal, "D14", "D20")
def pending_piece_is_in_its_sector(
    before: World, after: World, caller: ActorID, number: SectorNumber, piece: PendingPiece
) -> bool:
    """A pending deal is published for the first time, and committed where its piece is proved to be."""
    is_new = proposal_digest(piece.deal.proposal) not in before.market.published
    deal = before.market.next_deal
    return is_new and is_placed(before, after, (caller, number), deal, piece.offset, piece.inclusion)


def is_placed(
    before: World, after: World, sector_id: SectorID, number: DealID, offset: Bytes, inclusion: ProofBytes
) -> bool:
    """Whether the deal was put into the sector at this offset, with a proof that its piece is there."""
    deal, old, new = after.market.deals[number], before.miner.sectors[sector_id], after.miner.sectors[sector_id]
    terms = deal.proposal
    bound = deal.state == DealState.COMMITTED and deal.sector == sector_id
    behind = offset >= old.used and new.used == offset + terms.piece_size
    return bound and behind and verify_piece_inclusion(old.comm_d, terms.piece_cid, terms.piece_size, offset, inclusion)
