"""Formulas of sectors and proving periods (protocol-facts 6.3, 7.1 to 7.4)."""

from __future__ import annotations

from filspec.actors.storage_miner.state import Sector, SectorState
from filspec.actors.units import ActorID, Epoch, SectorID
from filspec.actors.world import World
from filspec.kit.laws import formula


@formula
def is_challenged(w: World, miner: ActorID) -> bool:
    """Whether the challenge of the period is out: it comes ``post_challenge_time`` epochs before the period's end."""
    return w.epoch + w.parameters.post_challenge_time >= w.miner.miners[miner].proving_period_end


@formula
def period_ends(w: World, miner: ActorID) -> bool:
    """Whether this is the last epoch of the miner's proving period."""
    return w.miner.miners[miner].proving_period_end == w.epoch


@formula
def has_to_be_proved(sector: Sector) -> bool:
    """Whether the proof of this period has to cover the sector: it is in the proving set, and not known as faulty."""
    return sector.proving and sector.state != SectorState.FAILING


@formula
def is_proved_now(w: World, sector_id: SectorID) -> bool:
    """Whether an accepted proof of the current period covers the sector."""
    return w.miner.miners[sector_id[0]].proved and w.miner.sectors[sector_id].state == SectorState.ACTIVE


@formula
def is_recent(w: World, challenge: Epoch) -> bool:
    """Whether a challenge is past, and at most ``post_challenge_time`` old."""
    age = w.epoch - challenge
    return age > 0 and age <= w.parameters.post_challenge_time


@formula
def is_in_seal_window(w: World, seal_epoch: Epoch) -> bool:
    """Whether a seal seed is of ``[Z - T - F - G, Z - T - F + G]``.

    Z is now, T the time that sealing takes, F finality and G the slack (protocol-facts 6.3).
    """
    age = w.epoch - seal_epoch
    expected = w.parameters.sealing_time + w.parameters.finality
    return age <= expected + w.parameters.sealing_slack and age >= expected - w.parameters.sealing_slack
