"""Stories of sectors: proved, faulty, recovered, lost, given up and expired."""

from __future__ import annotations

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.parameters import FailedPoSt
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.failure import FaultKind, slash_storage_collateral
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import add_faults, update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.proving_period import proving_period_update
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import POWER, SYSTEM, ActorID, Epoch, ProofBytes
from filspec.machines.small_chain import OWNER, STRANGER, WORKER
from filspec.symbolic.stories.stage import FOR_LONG, Stage, story


def with_a_deal(stage: Stage) -> ActorID:
    """A miner with an active deal, in the first epoch."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner)
    return miner


@story()
def storage_fault(stage: Stage) -> None:
    """A sector is not proved in time, and the deals in it cost their provider."""
    miner = with_a_deal(stage)
    stage.pass_to(10)
    stage.send(slash_storage_collateral, miner, 0, FaultKind.DETECTED)


@story()
def faulty_miner_is_reported(stage: Stage) -> None:
    """A miner whose power is inactive makes two blocks of one epoch."""
    miner = stage.create_miner()
    stage.commit(miner)
    stage.end_epochs()
    stage.prove(miner)
    stage.pass_to(8)
    stage.refuse(Reason.CALLER_IS_NOT_THE_POWER_ACTOR, proving_period_update, OWNER, miner)
    stage.send(proving_period_update, POWER, miner)
    stage.send(declare_consensus_fault, STRANGER, stage.fault_of(miner))


@story()
def storage_loss(stage: Stage) -> None:
    """A sector stays unproved for longer than the threshold: it is gone, and its deals have failed."""
    stage.register()
    miner = stage.create_miner()
    deals = (stage.publish(), stage.publish(piece_cid=12))
    stage.commit(miner, 0, deals)
    stage.commit(miner, 1)
    stage.end_epochs()
    stage.prove(miner)
    stage.pass_to(26)


@story()
def recovery(stage: Stage) -> None:
    """A fault is declared, the sector recovers, and is proved again."""
    miner = with_a_deal(stage)
    stage.declare(miner, faults=(0,))
    stage.refuse(Reason.SECTOR_ALREADY_FAULTY, update_sector_status, WORKER, miner, (0,), ())
    stage.declare(miner, recovered=(0,))
    stage.refuse(Reason.SECTOR_NOT_FAULTY, update_sector_status, WORKER, miner, (), (0,))
    stage.pass_to(6)
    stage.prove(miner)
    stage.prove_to(miner, 9)


@story()
def recovery_from_two_faults(stage: Stage) -> None:
    """A deal that failed twice is given back the price of both times, one after the other."""
    miner = with_a_deal(stage)
    for next_period in (6, 14):
        stage.declare(miner, faults=(0,))
        stage.declare(miner, recovered=(0,))
        stage.pass_to(next_period)
        stage.prove(miner)
        stage.prove_to(miner, next_period + 3)


@story()
def recovery_after_the_end_of_a_deal(stage: Stage) -> None:
    """A deal ends while its sector is faulty; the proof that comes then settles it before it closes it."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner, deal_expiry=17, storage_price=165)
    stage.prove_to(miner, 13)
    stage.declare(miner, faults=(0,))
    stage.declare(miner, recovered=(0,))
    stage.pass_to(18)
    stage.prove(miner)


@story()
def ended_deal_holds_its_sector(stage: Stage) -> None:
    """A sector whose deal has ended, and is closed by the next proof, is not given up by that proof."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner, deal_expiry=17)
    stage.prove_to(miner, 17)
    stage.end_epochs()
    challenge, proof = stage.challenge(miner)
    stage.refuse(Reason.SECTOR_HAS_LIVE_DEALS, submit_post, WORKER, miner, challenge, proof, (0,))
    stage.prove(miner)


@story()
def fault_behind_the_challenge(stage: Stage) -> None:
    """A fault that is declared when the challenge is out takes effect at the end of the period."""
    miner = with_a_deal(stage)
    stage.commit(miner, 1)
    stage.pass_to(3)
    stage.send(add_faults, WORKER, miner, (0, 1))
    stage.refuse(Reason.SECTOR_ALREADY_FAULTY, add_faults, WORKER, miner, (0,))
    stage.refuse(Reason.SECTOR_ALREADY_FAULTY, update_sector_status, WORKER, miner, (0,), ())
    stage.pass_to(5)
    stage.declare(miner, recovered=(0,))
    stage.pass_to(7)
    stage.declare(miner, faults=(0,))
    stage.pass_to(9)


@story()
def proofs_are_refused(stage: Stage) -> None:
    """Every reason for which a proof of spacetime, or a declaration, is not accepted."""
    stage.register()
    miner = stage.create_miner()
    stage.end_epochs(3)
    challenge, proof = stage.challenge(miner)
    stage.refuse(Reason.NO_PROVING_PERIOD, submit_post, WORKER, miner, challenge, proof, ())
    stage.commit(miner, 0, (stage.publish(),))
    stage.refuse(Reason.NO_SUCH_MINER, submit_post, WORKER, OWNER, challenge, proof, ())
    stage.refuse(Reason.CHALLENGE_OF_ANOTHER_PERIOD, submit_post, WORKER, miner, challenge, proof, ())
    stage.end_epochs()
    challenge, proof = stage.challenge(miner)
    stage.refuse(Reason.CALLER_IS_NOT_THE_WORKER, submit_post, OWNER, miner, challenge, proof, ())
    stage.refuse(Reason.CHALLENGE_OUT_OF_WINDOW, submit_post, WORKER, miner, Epoch(4), proof, ())
    stage.refuse(Reason.CHALLENGE_OUT_OF_WINDOW, submit_post, WORKER, miner, Epoch(1), proof, ())
    stage.refuse(Reason.INVALID_POST, submit_post, WORKER, miner, challenge, ProofBytes(0), ())
    stage.refuse(Reason.NO_SUCH_SECTOR, submit_post, WORKER, miner, challenge, proof, (5,))
    stage.refuse(Reason.SECTOR_HAS_LIVE_DEALS, submit_post, WORKER, miner, challenge, proof, (0,))
    stage.refuse(Reason.NO_SUCH_MINER, update_sector_status, WORKER, OWNER, (), ())
    stage.refuse(Reason.CALLER_IS_NOT_THE_WORKER, update_sector_status, OWNER, miner, (), ())
    stage.refuse(Reason.NO_SUCH_SECTOR, update_sector_status, WORKER, miner, (5,), ())
    stage.refuse(Reason.NO_SUCH_SECTOR, update_sector_status, WORKER, miner, (), (5,))
    stage.refuse(Reason.NO_SUCH_MINER, add_faults, WORKER, OWNER, (0,))
    stage.refuse(Reason.CALLER_IS_NOT_THE_WORKER, add_faults, OWNER, miner, (0,))
    stage.refuse(Reason.NO_SUCH_SECTOR, add_faults, WORKER, miner, (5,))
    stage.refuse(Reason.CALLER_IS_NOT_THE_POWER_ACTOR, proving_period_update, OWNER, miner)
    stage.refuse(Reason.NO_SUCH_MINER, proving_period_update, POWER, OWNER)
    stage.refuse(Reason.NO_PROVING_PERIOD, proving_period_update, POWER, miner)
    stage.refuse(Reason.CALLER_IS_NOT_THE_SYSTEM, end_of_epoch, OWNER)
    stage.send(declare_consensus_fault, STRANGER, stage.fault_of(miner))
    stage.refuse(Reason.MINER_TERMINATED, submit_post, WORKER, miner, challenge, proof, ())
    stage.refuse(Reason.MINER_TERMINATED, update_sector_status, WORKER, miner, (), ())
    stage.refuse(Reason.MINER_TERMINATED, add_faults, WORKER, miner, ())


@story()
def sectors_are_given_up(stage: Stage) -> None:
    """Sectors without live deals go, whatever state they are in; one that is faulty needs no proof."""
    stage.register()
    miner = stage.create_miner()
    for number in range(4):
        stage.commit(miner, number)
    stage.end_epochs()
    stage.prove(miner)
    stage.declare(miner, faults=(1, 2))
    stage.declare(miner, recovered=(2,))
    stage.prove(miner, done=(1,))
    stage.commit(miner, 4)
    stage.prove(miner, done=(0, 2, 4))
    stage.pass_to(4)
    stage.send(proving_period_update, POWER, miner)
    stage.end_epochs()
    stage.refuse(Reason.NO_PROVING_PERIOD, proving_period_update, POWER, miner)
    again = stage.sealed(miner, 0, comm_r=stage.sealed(miner, 9).comm_r)
    stage.refuse(Reason.SECTOR_NUMBER_USED, commit_sector, WORKER, again, FOR_LONG, (), ())
    stage.send(end_of_epoch, SYSTEM)


@story()
def sectors_expire(stage: Stage) -> None:
    """A sector whose promise is over goes at the end of the period, proved or not, with its deals closed."""
    stage.register()
    miner = stage.create_miner()
    deals = (stage.publish(deal_expiry=17), stage.publish(piece_cid=12, deal_expiry=18))
    stage.commit(miner, 0, deals[:1], expiration=17)
    stage.commit(miner, 1, deals[1:], expiration=18)
    stage.end_epochs()
    stage.prove_to(miner, 16)
    stage.declare(miner, faults=(1,))
    stage.pass_to(22)


@story(failed_post=FailedPoSt.SLASHES)
def failed_proofs_slash(stage: Stage) -> None:
    """The literal variant: a proof that does not verify costs collateral."""
    miner = with_a_deal(stage)
    stage.commit(miner, 1, (stage.publish(piece_cid=12),))
    stage.send(slash_storage_collateral, miner, 1, FaultKind.DECLARED)
    stage.end_epochs()
    stage.send(submit_post, WORKER, miner, Epoch(1), ProofBytes(0), ())
    stage.send(submit_post, WORKER, miner, Epoch(1), ProofBytes(0), ())
    stage.pass_to(5)
    stage.send(submit_post, WORKER, miner, Epoch(4), ProofBytes(0), ())
    stage.declare(miner, faults=(0,))
    stage.send(submit_post, WORKER, miner, Epoch(4), ProofBytes(0), ())


@story(failed_post=FailedPoSt.SLASHES)
def ended_deals_are_not_slashed(stage: Stage) -> None:
    """A deal that has ended, and was not closed, loses no collateral."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner, deal_expiry=17)
    stage.prove_to(miner, 17)
    stage.end_epochs()
    stage.send(submit_post, WORKER, miner, Epoch(17), ProofBytes(0), ())
