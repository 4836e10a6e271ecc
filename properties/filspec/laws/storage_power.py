"""Laws of the power table: power is that of the sectors, and every pledge is there."""

from __future__ import annotations

from filspec.actors.parameters import PowerCounts
from filspec.actors.storage_miner.state import Sector, SectorState
from filspec.actors.storage_power.state import Claim
from filspec.actors.units import POWER, ActorID, Epoch, SectorID
from filspec.actors.world import World
from filspec.kit.laws import law, law_for_each, step_law, step_law_for_each
from filspec.kit.sums import total, total_by
from filspec.laws.formulas.pledge import balance


def active_power_of(_miner: ActorID, claim: Claim) -> int:
    """Summand: the power a miner has in elections."""
    return claim.active_power


def pledge_of(_miner: ActorID, claim: Claim) -> int:
    """Summand: the pledge of a miner."""
    return claim.pledge


def one_for_each_claim(_miner: ActorID, _claim: Claim) -> int:
    """Summand: one registered miner."""
    return 1


def one_if_proved(sector_id: SectorID, sector: Sector) -> tuple[tuple[ActorID, int]]:
    """Summand: one for an active sector of its miner."""
    return ((sector_id[0], 1 if sector.state == SectorState.ACTIVE else 0),)


def one_if_waiting(sector_id: SectorID, sector: Sector) -> tuple[tuple[ActorID, int]]:
    """Summand: one for a sector of its miner that waits for its first proof."""
    return ((sector_id[0], 1 if sector.state == SectorState.COMMITTED else 0),)


@law("M3")
def power_adds_up(w: World) -> bool:
    """The total power is the sum of the power of all registered miners."""
    return w.power.total_power == total(w.power.claims, active_power_of)


@law("M16")
def miners_are_counted(w: World) -> bool:
    """The number of registered miners is that of the claims."""
    return w.power.miner_count == total(w.power.claims, one_for_each_claim)


@law("S1")
def pledge_is_backed(w: World) -> bool:
    """The power actor's tokens are the pledges of all registered miners."""
    return balance(w, POWER) == total(w.power.claims, pledge_of)


@law_for_each("power.claims", "M4")
def claim_has_its_miner(w: World, miner: ActorID, claim: Claim) -> bool:
    """Only a miner actor has power, and power is never negative."""
    return miner in w.miner.miners and claim.active_power >= 0 and claim.inactive_power >= 0


@law_for_each("power.claims", "M2", "M17")
def power_is_that_of_the_counts(w: World, miner: ActorID, claim: Claim) -> bool:
    """A miner's power is its sector size times the number of its own sectors that count, so nobody else changes it."""
    record = w.miner.miners[miner]
    proved, waiting = record.counts.active * record.sector_size, record.counts.committed * record.sector_size
    if w.parameters.power_counts == PowerCounts.AT_COMMIT:
        return claim.active_power == proved + waiting and claim.inactive_power == 0
    return claim.active_power == proved and claim.inactive_power == waiting


@law_for_each("power.claims", "M2", "M5")
def power_is_that_of_the_sectors(w: World, miner: ActorID, claim: Claim) -> bool:
    """Only active sectors count as power (by the variant AT_COMMIT also those not yet proved); faulty ones never do."""
    proved = total_by(w.miner.sectors, one_if_proved)[miner]
    waiting = total_by(w.miner.sectors, one_if_waiting)[miner]
    counting = proved + waiting if w.parameters.power_counts == PowerCounts.AT_COMMIT else proved
    return claim.active_power == w.miner.miners[miner].sector_size * counting


@law_for_each("power.claims", "S1")
def pledge_covers_its_release(w: World, miner: ActorID, claim: Claim) -> bool:
    """No pledge is negative, and what waits to be released is a part of it."""
    return claim.depledged >= 0 and claim.depledged <= claim.pledge


@law("S8")
def oldest_fault_has_a_share(w: World) -> bool:
    """The table of reporter shares begins at age 0 and ends at the oldest fault it knows."""
    return Epoch(0) in w.power.reporter_shares and w.power.oldest_fault in w.power.reporter_shares


@law_for_each("power.reporter_shares", "S8")
def reporter_share_is_a_share(w: World, age: Epoch, share: int) -> bool:
    """A reporter's share is a part of the whole, and never falls with the age of the fault."""
    older = w.power.reporter_shares.get(Epoch(age + 1), share)
    return share >= 0 and share <= older and share <= w.parameters.reporter_share_unit


@step_law_for_each("power.claims", "M16", "S6")
def claim_ends_with_its_miner(before: World, after: World, miner: ActorID) -> bool:
    """A miner leaves the power table only when a consensus fault ends it."""
    return miner in after.power.claims or after.miner.miners[miner].terminated


@step_law("S8")
def oldest_fault_is_constant(before: World, after: World) -> bool:
    """The age from which the reporter's share grows no more never changes."""
    return after.power.oldest_fault == before.power.oldest_fault


@step_law_for_each("power.reporter_shares", "S8")
def reporter_shares_are_constant(before: World, after: World, age: Epoch) -> bool:
    """The reporter's share of a fault of some age never changes."""
    return after.power.reporter_shares[age] == before.power.reporter_shares[age]
