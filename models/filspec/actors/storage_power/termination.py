"""Consensus faults on chain: ending a miner, slashing its pledge, rewarding the reporter (A107 to A111)."""

from __future__ import annotations

from filspec.actors.ledger.transfers import burn, is_account, transfer
from filspec.actors.names import STORAGE_POWER_ACTOR
from filspec.actors.oracles import ConsensusFaultProof, valid_consensus_fault
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.failure import handle_failed_deals
from filspec.actors.storage_miner.sectors import remove_sector
from filspec.actors.units import POWER, ActorID, Bytes, Epoch, SectorID, TokenAmount
from filspec.actors.world import World
from filspec.kit.loops import for_each_under
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


@message(STORAGE_POWER_ACTOR, "DeclareConsensusFault(ConsensusFaultProof)")
def declare_consensus_fault(w: World, caller: ActorID, proof: ConsensusFaultProof) -> None:
    """Report a miner for two blocks it must not both have made. Anybody may; the first valid report counts."""
    require(is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(proof.miner in w.miner.miners, Reason.NO_SUCH_MINER)
    require(not w.miner.miners[proof.miner].terminated, Reason.MINER_TERMINATED)
    require(proof.first != proof.second, Reason.NO_SUCH_FAULT)
    require(proof.epoch <= w.epoch, Reason.NO_SUCH_FAULT)
    require(valid_consensus_fault(proof), Reason.INVALID_CONSENSUS_FAULT)

    pledge = w.power.claims[proof.miner].pledge
    terminate_miner(w, proof.miner)
    slash_pledge_collateral(w, caller, pledge, Epoch(w.epoch - proof.epoch))


@internal(STORAGE_POWER_ACTOR, "TerminateMiner(Address)")
def terminate_miner(w: World, miner: ActorID) -> None:
    """Fail the miner's deals (decision 14), take its power and its place in the table; it cannot return."""
    for_each_under(w.miner.sectors, miner, terminate_sector, w)
    claim = w.power.claims[miner]
    w.power.total_power = Bytes(w.power.total_power - claim.active_power)
    w.power.miner_count -= 1
    del w.power.claims[miner]
    w.miner.miners[miner] = w.miner.miners[miner].but(terminated=True)


@internal()
def terminate_sector(w: World, sector_id: SectorID) -> None:
    """Fail the deals of one sector and remove it."""
    handle_failed_deals(w, sector_id[0], sector_id[1])
    remove_sector(w, sector_id)


@internal(STORAGE_POWER_ACTOR, "SlashPledgeCollateral(Address)")
def slash_pledge_collateral(w: World, reporter: ActorID, pledge: TokenAmount, elapsed: Epoch) -> None:
    """Take the whole pledge: a share that grows with the age of the fault to the reporter, the rest is burnt."""
    reward = reporter_reward(w, pledge, elapsed)
    update_balance(w, reporter, reward)
    burn(w, POWER, TokenAmount(pledge - reward))


@internal(STORAGE_POWER_ACTOR, "UpdateBalance(Reward)")
def update_balance(w: World, reporter: ActorID, reward: TokenAmount) -> None:
    """Pay the reporter."""
    transfer(w, POWER, reporter, reward)


@pure
def reporter_reward(w: World, pledge: TokenAmount, elapsed: Epoch) -> TokenAmount:
    """The reporter's share of a pledge, rounded down (decision 13)."""
    known = elapsed if elapsed < w.power.oldest_fault else w.power.oldest_fault
    share = w.power.reporter_shares.get(known, 0)
    return TokenAmount(pledge * share // w.parameters.reporter_share_unit)
