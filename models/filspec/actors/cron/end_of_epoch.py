"""CronActor: what happens at the end of every epoch, null epochs included (decision 2)."""

from __future__ import annotations

from filspec.actors.names import CRON_ACTOR, STORAGE_POWER_ACTOR
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.proving_period import proving_period_ends_now, proving_period_update
from filspec.actors.units import POWER, SYSTEM, ActorID, Epoch
from filspec.actors.world import World
from filspec.kit.loops import for_each
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message


@message(CRON_ACTOR, "EpochTick()")
def end_of_epoch(w: World, caller: ActorID) -> None:
    """The last step of every epoch: end the proving periods that are due, then count the epoch."""
    require(caller == SYSTEM, Reason.CALLER_IS_NOT_THE_SYSTEM)
    on_epoch_tick_end(w)
    w.epoch = Epoch(w.epoch + 1)


@internal(STORAGE_POWER_ACTOR, "OnEpochTickEnd()")
def on_epoch_tick_end(w: World) -> None:
    """Go through all registered miners, by number."""
    for_each(w.power.claims, end_proving_period_if_due, w)


@internal()
def end_proving_period_if_due(w: World, miner: ActorID) -> None:
    """End one miner's proving period if this is its last epoch."""
    if proving_period_ends_now(w, miner):
        proving_period_update(w, POWER, miner)
