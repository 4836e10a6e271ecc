"""Laws of the messages a storage miner receives: what only they may change, and what they ask for."""

from __future__ import annotations

from typing import cast

from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.world import World
from filspec.kit.laws import message_law
from filspec.kit.runner import Sent
from filspec.kit.transitions import transition_of
from filspec.laws.formulas.sectors import period_ends
from filspec.laws.interpreter import is_accepted
from filspec.laws.proving_period import is_one_epoch
from filspec.laws.sector_life import has_to_leave


@message_law("D17", "M6")
def miner_is_proved_by_its_worker(before: World, after: World, sent: Sent) -> bool:
    """Until an epoch ends, a miner becomes proved only by a verified proof of spacetime that its worker sent."""
    verified = is_accepted(sent, transition_of(submit_post).name) and cast(bool, sent.receipt.answer)
    return all(
        record.proved
        or not after.miner.miners[miner].proved
        or not is_one_epoch(before, after)
        or (verified and sent.arguments[1] == miner and sent.arguments[0] == record.worker)
        for miner, record in before.miner.miners.items()
    )


@message_law("T6", "M16")
def worker_is_changed_by_the_owner(before: World, after: World, sent: Sent) -> bool:
    """A miner's worker is changed by its owner only."""
    changed = is_accepted(sent, transition_of(change_worker).name)
    return all(
        after.miner.miners[miner].worker == record.worker
        or (changed and sent.arguments[1] == miner and sent.arguments[0] == record.owner)
        for miner, record in before.miner.miners.items()
    )


@message_law("M12", "M18", "M19")
def sector_leaves_for_a_reason(before: World, after: World, sent: Sent) -> bool:
    """A sector leaves with its miner, by a proof that gives it up, or when its period ends and it has to."""
    ended = is_accepted(sent, transition_of(declare_consensus_fault).name)
    given_up = is_accepted(sent, transition_of(submit_post).name) and cast(bool, sent.receipt.answer)
    return all(
        sector_id in after.miner.sectors
        or (ended and after.miner.miners[sector_id[0]].terminated)
        or (given_up and sent.arguments[1] == sector_id[0])
        or (period_ends(before, sector_id[0]) and has_to_leave(before, sector_id))
        for sector_id, _ in before.miner.sectors.items()
    )
