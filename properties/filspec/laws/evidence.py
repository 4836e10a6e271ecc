"""Laws of evidence: what shows something counts for that alone, and no evidence counts twice.

Evidence that is checked by its age alone counts as often as it can be sent while it is young. So each law names the
thing that a piece of evidence counts for: a proving period, a sector, a miner, a voucher's lane, a place in a sector.
"""

from __future__ import annotations

from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.units import ActorID, Epoch, ProofBytes, SectorNumber
from filspec.actors.world import World
from filspec.kit.laws import law, postcondition


@law("M6", "M8")
def challenge_lies_in_its_period(w: World) -> bool:
    """The challenge of a proving period falls into that period, and the freshest seal seed allowed is final."""
    time = w.parameters.post_challenge_time
    in_period = time > 0 and time < w.parameters.proving_period
    return in_period and w.parameters.sealing_slack <= w.parameters.sealing_time


@postcondition(submit_post, "M6", "M14")
def proof_answers_its_own_period(
    before: World,
    after: World,
    caller: ActorID,
    miner: ActorID,
    challenge_epoch: Epoch,
    proof: ProofBytes,
    done: tuple[SectorNumber, ...],
) -> bool:
    """A proof of spacetime counts in one proving period: that in whose epochs its challenge can first be answered."""
    last = before.miner.miners[miner].proving_period_end
    first = last - before.parameters.proving_period + 1
    return first <= challenge_epoch + 1 and challenge_epoch + 1 <= last
