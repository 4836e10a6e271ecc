"""Laws of the messages a storage miner receives: what only they may change, and what they ask for."""

from __future__ import annotations

from typing import cast

from filspec.actors.oracles import OnChainSealVerifyInfo, Purpose, randomness_at, verify_seal
from filspec.actors.parameters import FailedPoSt
from filspec.actors.storage_market.sector_deals import PendingPiece, PublishedPiece
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.proving_period import proving_period_ends_now
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import ActorID, Epoch, ProofBytes, SectorNumber
from filspec.actors.world import World
from filspec.kit.laws import message_law, postcondition
from filspec.kit.runner import Step
from filspec.kit.transitions import transition_of
from filspec.laws.interpreter import changed_leaves, is_accepted
from filspec.laws.proving_period import is_one_epoch
from filspec.laws.sector_life import has_to_leave

COLLATERAL = frozenset({"market.deals", "market.escrow", "ledger.accounts"})
"""What a slash of storage collateral changes."""


@postcondition(commit_sector, "M8")
def committed_sector_is_sealed(
    before: World,
    after: World,
    caller: ActorID,
    info: OnChainSealVerifyInfo,
    expiration: Epoch,
    published: tuple[PublishedPiece, ...],
    pending: tuple[PendingPiece, ...],
) -> bool:
    """A committed sector is proved to be sealed with the chain's randomness, and waits for its first proof."""
    sector = after.miner.sectors[info.miner, info.number]
    honest = verify_seal(info) and info.seed == randomness_at(Purpose.SEAL, info.seal_epoch, info.miner)
    return honest and sector.state == SectorState.COMMITTED and sector.comm_r == info.comm_r


@postcondition(commit_sector, "M8", "M12")
def sector_promises_epochs_to_come(
    before: World,
    after: World,
    caller: ActorID,
    info: OnChainSealVerifyInfo,
    expiration: Epoch,
    published: tuple[PublishedPiece, ...],
    pending: tuple[PendingPiece, ...],
) -> bool:
    """A sector is committed for at least one epoch to come, and keeps the expiration it was committed with."""
    return expiration > before.epoch and after.miner.sectors[info.miner, info.number].expiration == expiration


@postcondition(submit_post, "M6")
def proved_challenge_is_recent(
    before: World,
    after: World,
    caller: ActorID,
    miner: ActorID,
    challenge_epoch: Epoch,
    proof: ProofBytes,
    done: tuple[SectorNumber, ...],
) -> bool:
    """A proof of spacetime answers a challenge that is past, and no older than the time there is to answer it."""
    age = before.epoch - challenge_epoch
    return age > 0 and age <= before.parameters.post_challenge_time


@message_law("M14")
def invalid_proof_is_refused(before: World, after: World, step: Step) -> bool:
    """A proof that does not verify is refused, unless the network has it cost collateral."""
    if not is_accepted(step, transition_of(submit_post).name) or before.parameters.failed_post == FailedPoSt.SLASHES:
        return True
    return cast(bool, step.receipt.answer)


@message_law("D17", "M6")
def miner_is_proved_by_its_worker(before: World, after: World, step: Step) -> bool:
    """Until an epoch ends, a miner becomes proved only by a verified proof of spacetime that its worker sent."""
    verified = is_accepted(step, transition_of(submit_post).name) and cast(bool, step.receipt.answer)
    return all(
        record.proved
        or not after.miner.miners[miner].proved
        or not is_one_epoch(before, after)
        or (verified and step.arguments[1] == miner and step.arguments[0] == record.worker)
        for miner, record in before.miner.miners.items()
    )


@message_law("M14")
def rejected_proof_costs_collateral_at_most(before: World, after: World, step: Step) -> bool:
    """A proof that does not verify leaves sectors, power and proving period alone; at most it costs collateral."""
    if not is_accepted(step, transition_of(submit_post).name) or cast(bool, step.receipt.answer):
        return True
    return changed_leaves(step.before, step.after) <= COLLATERAL


@message_law("T6", "M16")
def worker_is_changed_by_the_owner(before: World, after: World, step: Step) -> bool:
    """A miner's worker is changed by its owner only."""
    changed = is_accepted(step, transition_of(change_worker).name)
    return all(
        after.miner.miners[miner].worker == record.worker
        or (changed and step.arguments[1] == miner and step.arguments[0] == record.owner)
        for miner, record in before.miner.miners.items()
    )


@message_law("M12", "M18", "M19")
def sector_leaves_for_a_reason(before: World, after: World, step: Step) -> bool:
    """A sector leaves with its miner, by a proof that gives it up, or when its period ends and it has to."""
    ended = is_accepted(step, transition_of(declare_consensus_fault).name)
    given_up = is_accepted(step, transition_of(submit_post).name) and cast(bool, step.receipt.answer)
    return all(
        sector_id in after.miner.sectors
        or (ended and after.miner.miners[sector_id[0]].terminated)
        or (given_up and step.arguments[1] == sector_id[0])
        or (proving_period_ends_now(before, sector_id[0]) and has_to_leave(before, sector_id))
        for sector_id, _ in before.miner.sectors.items()
    )
