"""Effects of a miner's messages: a committed sector, a proved one, and a change of worker.

The power that follows from a miner's sectors is stated by the laws of the power table, and what becomes of the deals by
the laws of settlement: here a frame lets them change, and no more.
"""

from __future__ import annotations

from filspec.actors.oracles import OnChainSealVerifyInfo
from filspec.actors.storage_market.failure import FaultKind
from filspec.actors.storage_miner.commitment import add_pending_piece, add_published_piece, commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import (
    credit_proved_sector,
    give_up_sector,
    slash_unproved_sector,
    submit_post,
)
from filspec.actors.storage_miner.state import NO_PERIOD, Sector, SectorState
from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.units import BURNT_FUNDS, MARKET, ActorID, Bytes, Epoch, SectorID, SectorNumber
from filspec.actors.world import World
from filspec.kit.frames import ANYTHING, NOTHING_CHANGES, Changes, rows, rows_under
from filspec.kit.laws import frame, postcondition
from filspec.laws.effects.failures import is_slashed
from filspec.laws.formulas.sectors import has_to_be_proved


@frame(commit_sector, "M7", "M8")
def commit_changes(before: World, info: OnChainSealVerifyInfo) -> Changes:
    """A commit enters its sector and power, and does with deals and balances what publishing and binding deals do."""
    sector_id = (info.miner, info.number)
    return {
        "miner.sectors": rows(sector_id),
        "miner.used_numbers": rows(sector_id),
        "miner.sealed": rows(info.comm_r),
        "miner.miners": rows(info.miner),
        "power.claims": rows(info.miner),
        "power.total_power": ANYTHING,
        "market.live_deals": rows(sector_id),
        "market.deals_in_sector": rows_under(sector_id),
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "market.published": ANYTHING,
        "market.next_deal": ANYTHING,
    }


@postcondition(commit_sector, "M7", "M8", "M9")
def commit_enters_the_sector(before: World, after: World, info: OnChainSealVerifyInfo, expiration: Epoch) -> bool:
    """The sector is entered as it was sealed; its number and comm_r are used; only a first one has to be proved now."""
    sector_id = (info.miner, info.number)
    entered = Sector(
        state=SectorState.COMMITTED,
        proving=before.miner.miners[info.miner].proving_period_end == NO_PERIOD,
        fault_next=False,
        fault_count=0,
        comm_r=info.comm_r,
        comm_d=info.comm_d,
        seal_epoch=info.seal_epoch,
        expiration=expiration,
        used=Bytes(after.miner.sectors[sector_id].used),
    )
    known = sector_id in after.miner.used_numbers and after.miner.sealed[info.comm_r] == sector_id
    return known and after.miner.sectors[sector_id] == entered


@postcondition(commit_sector, "M15", "S2")
def first_commit_starts_the_period(before: World, after: World, info: OnChainSealVerifyInfo) -> bool:
    """A miner's first sector starts its proving period; nothing else of the miner changes but its counts."""
    old, new = before.miner.miners[info.miner], after.miner.miners[info.miner]
    claim = after.power.claims[info.miner]
    entered = old.counts.but(committed=old.counts.committed + 1)
    ends = Epoch(before.epoch + before.parameters.proving_period)
    starts = old.but(counts=entered, proving_period_end=ends, proved=False)
    expected = starts if old.proving_period_end == NO_PERIOD else old.but(counts=entered)
    kept = before.power.claims[info.miner].but(active_power=claim.active_power, inactive_power=claim.inactive_power)
    return new == expected and claim == kept


@frame(add_published_piece, "D14")
def published_piece_changes(before: World, sector_id: SectorID) -> Changes:
    """A published piece changes deals, and what its sector lists and uses."""
    return {
        "market.deals": ANYTHING,
        "market.deals_in_sector": rows_under(sector_id),
        "market.live_deals": rows(sector_id),
        "miner.sectors": rows(sector_id),
    }


@frame(add_pending_piece, "D14", "D20")
def pending_piece_changes(before: World, sector_id: SectorID) -> Changes:
    """A pending piece registers its deal, and changes what its sector lists and uses."""
    return {
        "market.escrow": ANYTHING,
        "market.published": ANYTHING,
        "market.next_deal": ANYTHING,
        "market.deals": ANYTHING,
        "market.deals_in_sector": rows_under(sector_id),
        "market.live_deals": rows(sector_id),
        "miner.sectors": rows(sector_id),
    }


@frame(submit_post, "M14", "D21")
def proof_changes(before: World, miner: ActorID, answer: bool) -> Changes:
    """A proof changes the miner's rows, deals and balances; one that does not verify costs collateral at most."""
    of_deals: Changes = {
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
    }
    if not answer:
        return of_deals
    return {
        **of_deals,
        "market.deals_in_sector": ANYTHING,
        "market.live_deals": ANYTHING,
        "miner.sectors": rows_under(miner),
        "miner.miners": rows(miner),
        "power.claims": rows(miner),
        "power.total_power": ANYTHING,
    }


@postcondition(submit_post, "M6", "M15")
def proof_covers_the_period(before: World, after: World, miner: ActorID, answer: bool) -> bool:
    """A proof that verifies covers the period; the period ends when it would, and only the counts change besides."""
    old, new = before.miner.miners[miner], after.miner.miners[miner]
    return new == (old.but(proved=True, counts=new.counts) if answer else old)


@frame(give_up_sector, "M19")
def giving_up_changes(before: World, number: SectorNumber, miner: ActorID) -> Changes:
    """Giving up a sector changes that sector, and the counts and power of its miner."""
    return {
        "miner.sectors": rows((miner, number)),
        "market.live_deals": rows((miner, number)),
        "miner.miners": rows(miner),
        "power.claims": rows(miner),
        "power.total_power": ANYTHING,
    }


@postcondition(give_up_sector, "M19")
def given_up_sector_is_gone(before: World, after: World, number: SectorNumber, miner: ActorID) -> bool:
    """A sector that is given up leaves."""
    return (miner, number) not in after.miner.sectors


@frame(credit_proved_sector, "M6", "D17")
def credit_changes(before: World, sector_id: SectorID) -> Changes:
    """A sector that is proved changes itself, its miner's counts and power, and its deals; no other changes."""
    if not has_to_be_proved(before.miner.sectors[sector_id]):
        return NOTHING_CHANGES
    return {
        "miner.sectors": rows(sector_id),
        "miner.miners": rows(sector_id[0]),
        "power.claims": rows(sector_id[0]),
        "power.total_power": ANYTHING,
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "market.deals_in_sector": ANYTHING,
        "market.live_deals": ANYTHING,
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
    }


@postcondition(credit_proved_sector, "M6", "M12")
def proved_sector_is_active(before: World, after: World, sector_id: SectorID) -> bool:
    """A sector that had to be proved is active, and its faults are forgotten."""
    old, new = before.miner.sectors[sector_id], after.miner.sectors[sector_id]
    return new == (old.but(state=SectorState.ACTIVE, fault_count=0) if has_to_be_proved(old) else old)


@frame(slash_unproved_sector, "M14", "D21")
def failed_proof_changes(before: World, sector_id: SectorID) -> Changes:
    """A sector that had to be proved changes what a slash changes; no other changes anything."""
    if not has_to_be_proved(before.miner.sectors[sector_id]):
        return NOTHING_CHANGES
    return {
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
    }


@postcondition(slash_unproved_sector, "M14", "T7")
def failed_proof_costs_as_a_detected_fault(before: World, after: World, sector_id: SectorID) -> bool:
    """Where a proof that does not verify costs collateral, it costs what a detected fault costs (decision 7)."""
    return all(
        place[0] != sector_id
        or not has_to_be_proved(before.miner.sectors[sector_id])
        or is_slashed(before, after, place[1], FaultKind.DETECTED)
        for place, _ in before.market.deals_in_sector.items()
    )


@frame(change_worker, "M16")
def change_of_worker_changes(before: World, miner: ActorID) -> Changes:
    """A change of worker changes the miner."""
    return {"miner.miners": rows(miner)}


@postcondition(change_worker, "M16")
def worker_is_the_new_one(before: World, after: World, miner: ActorID, worker: ActorID) -> bool:
    """The miner has the new worker, and nothing else of it changes."""
    return after.miner.miners[miner] == before.miner.miners[miner].but(worker=worker)
