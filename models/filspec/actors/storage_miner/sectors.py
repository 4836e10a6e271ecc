"""Moving sectors between states: the one place where a sector, its count and its power change together."""

from __future__ import annotations

from filspec.actors.storage_miner.state import Sector, SectorCounts, SectorState
from filspec.actors.storage_power.power_table import recompute_miner_power
from filspec.actors.units import ActorID, SectorID
from filspec.actors.world import World
from filspec.kit.transitions import internal, pure


@internal()
def add_sector(w: World, sector_id: SectorID, sector: Sector) -> None:
    """Enter a new sector; its number and its comm_r are used for ever."""
    w.miner.sectors[sector_id] = sector
    w.miner.used_numbers[sector_id] = True
    w.miner.sealed[sector.comm_r] = sector_id
    w.market.live_deals[sector_id] = 0
    count_sector(w, sector_id[0], sector.state, 1)


@internal()
def store_sector(w: World, sector_id: SectorID, sector: Sector) -> None:
    """Replace a sector's row, and move its count and power to the new state."""
    before = w.miner.sectors[sector_id].state
    w.miner.sectors[sector_id] = sector
    if before != sector.state:
        count_sector(w, sector_id[0], before, -1)
        count_sector(w, sector_id[0], sector.state, 1)
        recompute_miner_power(w, sector_id[0])


@internal()
def remove_sector(w: World, sector_id: SectorID) -> None:
    """Let a sector without live deals leave."""
    before = w.miner.sectors[sector_id].state
    del w.miner.sectors[sector_id]
    del w.market.live_deals[sector_id]
    count_sector(w, sector_id[0], before, -1)
    recompute_miner_power(w, sector_id[0])


@internal()
def count_sector(w: World, miner: ActorID, state: SectorState, change: int) -> None:
    """Change one of a miner's counts."""
    record = w.miner.miners[miner]
    w.miner.miners[miner] = record.but(counts=counted(record.counts, state, change))


@pure
def counted(counts: SectorCounts, state: SectorState, change: int) -> SectorCounts:
    """The counts with that of one state changed."""
    if state == SectorState.COMMITTED:
        return counts.but(committed=counts.committed + change)
    if state == SectorState.ACTIVE:
        return counts.but(active=counts.active + change)
    if state == SectorState.FAILING:
        return counts.but(failing=counts.failing + change)
    return counts.but(recovering=counts.recovering + change)
