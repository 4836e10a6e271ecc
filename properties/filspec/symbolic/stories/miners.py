"""Stories of miners: registering, pledging, and being ended."""

from __future__ import annotations

from filspec.actors.parameters import PledgeRule
from filspec.actors.reasons import Reason
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.storage_market.failure import handle_failed_deals
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.storage_power.pledge import add_pledge, collect_depledged, depledge, required_pledge
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import MARKET, SYSTEM, ActorID, Bytes, Epoch
from filspec.machines.outside_world import fault_evidence
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER, WORKER
from filspec.symbolic.stories.stage import FOR_LONG, Stage, story


@story()
def miners_are_registered(stage: Stage) -> None:
    """A miner has an owner and a worker, which may be one, and gets another worker."""
    size = stage.world.parameters.sector_size
    stage.send(create_storage_miner, CLIENT, 0, CLIENT, size)
    miner = stage.create_miner()
    stage.refuse(Reason.CALLER_IS_NOT_AN_ACCOUNT, create_storage_miner, MARKET, 1, WORKER, size)
    stage.refuse(Reason.NO_SUCH_ACTOR, create_storage_miner, OWNER, 1, MARKET, size)
    stage.refuse(Reason.UNSUPPORTED_SECTOR_SIZE, create_storage_miner, OWNER, 1, WORKER, size * 2)
    stage.refuse(Reason.PLEDGE_TOO_SMALL, create_storage_miner, OWNER, -1, WORKER, size)
    stage.refuse(Reason.INSUFFICIENT_FUNDS, create_storage_miner, OWNER, 2_000_000, WORKER, size)
    stage.send(change_worker, OWNER, miner, STRANGER)
    stage.refuse(Reason.CALLER_IS_NOT_THE_OWNER, change_worker, STRANGER, miner, WORKER)
    stage.refuse(Reason.NO_SUCH_ACTOR, change_worker, OWNER, miner, MARKET)
    stage.refuse(Reason.NO_SUCH_MINER, change_worker, OWNER, OWNER, WORKER)


@story(depledge_cooldown=Epoch(5))
def pledge(stage: Stage) -> None:
    """A miner adds to its pledge, takes it back, and waits for it."""
    miner = stage.create_miner()
    stage.send(add_pledge, STRANGER, 7, miner)
    stage.refuse(Reason.CALLER_IS_NOT_AN_ACCOUNT, add_pledge, MARKET, 7, miner)
    stage.refuse(Reason.NO_SUCH_MINER, add_pledge, OWNER, 7, OWNER)
    stage.refuse(Reason.NOTHING_TO_ADD, add_pledge, OWNER, 0, miner)
    stage.refuse(Reason.INSUFFICIENT_FUNDS, add_pledge, OWNER, 2_000_000, miner)
    stage.commit(miner)
    stage.refuse(Reason.PLEDGE_TOO_SMALL, depledge, OWNER, miner, 98)
    stage.refuse(Reason.PLEDGE_TOO_SMALL, depledge, OWNER, miner, 108)
    stage.refuse(Reason.NOTHING_TO_DEPLEDGE, depledge, OWNER, miner, 0)
    stage.refuse(Reason.NO_SUCH_MINER, depledge, OWNER, OWNER, 1)
    stage.refuse(Reason.CALLER_IS_NOT_THE_WORKER_OR_OWNER, depledge, STRANGER, miner, 1)
    stage.refuse(Reason.NOTHING_TO_DEPLEDGE, collect_depledged, WORKER, miner)
    stage.send(depledge, OWNER, miner, 97)
    stage.refuse(Reason.DEPLEDGE_PENDING, depledge, OWNER, miner, 1)
    stage.refuse(Reason.DEPLEDGE_PENDING, collect_depledged, WORKER, miner)
    stage.refuse(Reason.PLEDGE_TOO_SMALL, commit_sector, WORKER, stage.sealed(miner, 1), FOR_LONG, (), ())
    stage.pass_to(4)
    stage.refuse(Reason.DEPLEDGE_PENDING, collect_depledged, WORKER, miner)
    stage.pass_to(5)
    stage.refuse(Reason.NO_SUCH_MINER, collect_depledged, WORKER, OWNER)
    stage.refuse(Reason.CALLER_IS_NOT_THE_WORKER_OR_OWNER, collect_depledged, STRANGER, miner)
    stage.send(collect_depledged, WORKER, miner)
    without_sectors = stage.create_miner(pledge=100)
    stage.send(depledge, OWNER, without_sectors, 100)


@story(pledge_rule=PledgeRule.FORMULA)
def pledge_by_formula(stage: Stage) -> None:
    """Pledges in a network where the requirement follows power, with and without power in it."""
    miner = stage.create_miner(pledge=900_000)
    stage.send(depledge, WORKER, miner, 1_000)
    stage.send(add_pledge, STRANGER, 500_000, miner)
    stage.commit(miner)
    stage.end_epochs()
    stage.prove(miner)
    stage.pass_to(4)
    stage.send(collect_depledged, OWNER, miner)
    stage.send(depledge, OWNER, miner, 399_000)
    for _ in range(5):
        stage.send(award_block_reward, SYSTEM, miner)
    stage.pass_to(8)
    stage.refuse(Reason.PLEDGE_TOO_SMALL, collect_depledged, OWNER, miner)


@story(pledge_rule=PledgeRule.FORMULA)
def pledge_that_just_suffices(stage: Stage) -> None:
    """In a network with power a miner begins with the least pledge; another takes back all that it does not need."""
    miner = stage.create_miner(pledge=900_000)
    stage.send(add_pledge, STRANGER, 500_000, miner)
    stage.commit(miner)
    stage.end_epochs()
    stage.prove(miner)
    w = stage.world
    stage.create_miner(pledge=required_pledge(w, Bytes(0), w.power.total_power, w.power.miner_count + 1))
    needed = required_pledge(w, w.power.total_power, w.power.total_power, w.power.miner_count)
    stage.send(depledge, OWNER, miner, 1_400_000 - needed)
    stage.pass_to(5)
    stage.send(collect_depledged, OWNER, miner)


@story()
def consensus_fault(stage: Stage) -> None:
    """A miner makes two blocks of one epoch, and whoever tells gets a share of its pledge."""
    stage.register()
    miner = stage.create_miner()
    stage.active_deal(miner)
    stage.commit(miner, 1, (stage.publish(piece_cid=12), stage.publish(piece_cid=13)))
    stage.declare(miner, faults=(0,))
    stage.send(declare_consensus_fault, STRANGER, stage.fault_of(miner))
    stage.refuse(Reason.MINER_TERMINATED, declare_consensus_fault, STRANGER, stage.fault_of(miner))
    stage.refuse(Reason.MINER_TERMINATED, commit_sector, WORKER, stage.sealed(miner, 2), FOR_LONG, (), ())
    stage.end_epochs()


@story()
def consensus_fault_of_an_old_block(stage: Stage) -> None:
    """The older the fault, the greater the share, up to the end of the table."""
    stage.register()
    miner, ended = stage.create_miner(), stage.publish(deal_expiry=17)
    stage.commit(miner, 0, (ended,))
    stage.end_epochs()
    stage.prove(miner)
    stage.pass_to(18)
    stage.send(handle_failed_deals, miner, 0)
    oldest = stage.world.power.oldest_fault
    stage.pass_to(oldest + 3)
    again = stage.create_miner()
    stage.send(declare_consensus_fault, STRANGER, stage.fault_of(again))


@story()
def consensus_fault_of_a_later_block(stage: Stage) -> None:
    """The age of a fault is counted from its epoch, and not from the beginning."""
    stage.pass_to(9)
    miner = stage.create_miner(pledge=100_000)
    stage.send(declare_consensus_fault, STRANGER, stage.fault_of(miner, 6))


@story()
def reports_are_refused(stage: Stage) -> None:
    """Every reason for which a report of a consensus fault is not believed."""
    miner = stage.create_miner()
    fault = stage.fault_of(miner)
    stage.refuse(Reason.CALLER_IS_NOT_AN_ACCOUNT, declare_consensus_fault, ActorID(5), fault)
    stage.refuse(Reason.NO_SUCH_MINER, declare_consensus_fault, STRANGER, stage.fault_of(OWNER))
    once = fault_evidence(miner, fault.first, fault.first)
    stage.refuse(Reason.NO_SUCH_FAULT, declare_consensus_fault, STRANGER, fault.but(second=fault.first, blocks=once))
    stage.refuse(Reason.NO_SUCH_FAULT, declare_consensus_fault, STRANGER, stage.fault_of(miner, 1))
    stage.refuse(Reason.INVALID_CONSENSUS_FAULT, declare_consensus_fault, STRANGER, fault.but(blocks=0))
