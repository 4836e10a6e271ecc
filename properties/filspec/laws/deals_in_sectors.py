"""Laws of deals in sectors: who holds which piece, on both sides of the binding."""

from __future__ import annotations

from filspec.actors.storage_market.settlement import DealInSector
from filspec.actors.storage_market.state import Deal, DealState
from filspec.actors.storage_miner.state import Sector
from filspec.actors.units import DealID, SectorID
from filspec.actors.world import World
from filspec.kit.laws import law_for_each, law_for_every_key, step_law_for_each
from filspec.kit.sums import total_by
from filspec.laws.formulas.deals import has_piece_in_sector


def one_in_sector(_number: DealID, deal: Deal) -> tuple[tuple[SectorID, int]]:
    """Summand: one live deal of the sector that holds it."""
    return ((deal.sector, 1 if has_piece_in_sector(deal) else 0),)


def bytes_in_sector(_number: DealID, deal: Deal) -> tuple[tuple[SectorID, int]]:
    """Summand: the padded bytes of a live deal, in the sector that holds it."""
    return ((deal.sector, deal.proposal.piece_size if has_piece_in_sector(deal) else 0),)


@law_for_each("market.deals", "D14", "M18")
def deal_in_sector_has_its_sector(w: World, number: DealID, deal: Deal) -> bool:
    """A live deal in a sector is in a sector of its provider, which is there and lists it; no sector leaves before."""
    if not has_piece_in_sector(deal):
        return True
    listed = deal.sector in w.miner.sectors and (deal.sector, number) in w.market.deals_in_sector
    return listed and w.miner.miners[deal.sector[0]].owner == deal.proposal.provider


@law_for_each("market.deals", "D15")
def sector_outlives_its_deal(w: World, number: DealID, deal: Deal) -> bool:
    """A deal in a sector ends before its sector does."""
    if not has_piece_in_sector(deal):
        return True
    return deal.proposal.deal_expiry <= w.miner.sectors[deal.sector].expiration


@law_for_each("market.deals_in_sector", "D14")
def listed_deal_is_in_its_sector(w: World, place: DealInSector, _present: bool) -> bool:
    """A sector lists only live deals that are in it."""
    if place[1] not in w.market.deals:
        return False
    deal = w.market.deals[place[1]]
    return has_piece_in_sector(deal) and deal.sector == place[0]


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


@step_law_for_each("market.deals", "D14", "D16")
def deal_takes_its_room(before: World, after: World, number: DealID) -> bool:
    """A deal that is bound to a sector takes the room of its piece in it, and is bound in no other way."""
    old, new = before.market.deals[number], after.market.deals[number]
    if old.state != DealState.PUBLISHED or not has_piece_in_sector(new) or new.sector not in before.miner.sectors:
        return True
    used = before.miner.sectors[new.sector].used
    return after.miner.sectors[new.sector].used >= used + new.proposal.piece_size
