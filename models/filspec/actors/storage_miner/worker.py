"""The miner's worker: the account that sends its messages and signs its blocks."""

from __future__ import annotations

from filspec.actors.ledger.transfers import is_account
from filspec.actors.names import STORAGE_MINER_ACTOR
from filspec.actors.reasons import Reason
from filspec.actors.units import ActorID
from filspec.actors.world import World
from filspec.kit.requirement import require
from filspec.kit.transitions import message


@message(STORAGE_MINER_ACTOR, "ChangeWorker(Address)")
def change_worker(w: World, caller: ActorID, miner: ActorID, worker: ActorID) -> None:
    """Give the miner another worker; blocks and seals from now on need its key."""
    require(miner in w.miner.miners, Reason.NO_SUCH_MINER)
    require(caller == w.miner.miners[miner].owner, Reason.CALLER_IS_NOT_THE_OWNER)
    require(is_account(w, worker), Reason.NO_SUCH_ACTOR)
    w.miner.miners[miner] = w.miner.miners[miner].but(worker=worker)
