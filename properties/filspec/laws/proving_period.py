"""Laws of the proving period: when it ends, and when a proof covers it.

Inside an epoch everything about a sector hangs on two questions: does its miner's period end now, and has its miner
proved? So most laws of a sector's and of a deal's life speak of one epoch, which is true of all that happens within a
message: only the last line of an epoch's end counts the epoch. The end of a period may lie between two worlds of one
epoch; then its end has moved, and what was allowed at that end is allowed of the whole.
"""

from __future__ import annotations

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.storage_miner.state import NO_PERIOD, Miner
from filspec.actors.units import ActorID
from filspec.actors.world import World
from filspec.kit.laws import law_for_each, postcondition, step_law_for_each
from filspec.laws.formulas.sectors import is_challenged, period_ends


def is_one_epoch(before: World, after: World) -> bool:
    """Whether the epoch did not end in between."""
    return before.epoch == after.epoch


def fault_can_take_effect(w: World, miner: ActorID) -> bool:
    """Whether a sector of the miner can become faulty in this epoch: before the challenge, or at the period's end."""
    return not is_challenged(w, miner) or period_ends(w, miner)


def is_proved_between(before: World, after: World, miner: ActorID) -> bool:
    """Whether a proof covered the miner's period before or after, or its period ended or began in between."""
    if miner not in before.miner.miners or miner not in after.miner.miners:
        return miner in after.miner.miners
    old, new = before.miner.miners[miner], after.miner.miners[miner]
    return old.proved or new.proved or new.proving_period_end != old.proving_period_end


@law_for_each("miner.miners", "M15")
def proving_period_is_current(w: World, miner: ActorID, record: Miner) -> bool:
    """The proving period of a registered miner ends now or later, and within one period."""
    if record.proving_period_end == NO_PERIOD:
        return not record.proved
    ahead = record.proving_period_end - w.epoch
    return record.terminated or (ahead >= 0 and ahead <= w.parameters.proving_period)


@step_law_for_each("miner.miners", "M15")
def proving_period_never_runs_back(before: World, after: World, miner: ActorID) -> bool:
    """The end of a miner's proving period never moves back."""
    return after.miner.miners[miner].proving_period_end >= before.miner.miners[miner].proving_period_end


@step_law_for_each("miner.miners", "M15")
def proving_period_moves_at_its_end(before: World, after: World, miner: ActorID) -> bool:
    """Within one epoch a proving period moves only when it ends, or begins with the first sector, and then by one."""
    old, new = before.miner.miners[miner].proving_period_end, after.miner.miners[miner].proving_period_end
    if not is_one_epoch(before, after) or new == old:
        return True
    return (old == before.epoch or old == NO_PERIOD) and new == before.epoch + before.parameters.proving_period


@step_law_for_each("miner.miners", "D17", "M15")
def proof_lasts_until_the_period_ends(before: World, after: World, miner: ActorID) -> bool:
    """What an accepted proof covers stays proved until the proving period ends."""
    old, new = before.miner.miners[miner], after.miner.miners[miner]
    return new.proved or not old.proved or new.proving_period_end != old.proving_period_end


@step_law_for_each("miner.miners", "M15", "S6")
def terminated_miner_has_no_periods(before: World, after: World, miner: ActorID) -> bool:
    """The proving period of a terminated miner never ends again."""
    old, new = before.miner.miners[miner], after.miner.miners[miner]
    return not old.terminated or new.proving_period_end == old.proving_period_end


@postcondition(end_of_epoch, "M15")
def epoch_moves_the_periods_that_end(before: World, after: World, caller: ActorID) -> bool:
    """At the end of an epoch those proving periods that end move by one period, and no others."""
    return all(
        after.miner.miners[miner].proving_period_end
        == (
            before.epoch + before.parameters.proving_period
            if record.proving_period_end == before.epoch and not record.terminated
            else record.proving_period_end
        )
        for miner, record in before.miner.miners.items()
    )
