"""RewardActor: block rewards, and the fees of messages."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.ledger.transfers import transfer
from filspec.actors.names import REWARD_ACTOR
from filspec.actors.reasons import Reason
from filspec.actors.storage_power.pledge import increase_pledge, pledge_shortfall
from filspec.actors.units import POWER, REWARD, SYSTEM, ActorID, TokenAmount
from filspec.actors.world import World
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


@message(REWARD_ACTOR, "AwardBlockReward(Address)")
def award_block_reward(w: World, caller: ActorID, miner: ActorID) -> TokenAmount:
    """Pay a block's reward: what the miner's pledge lacks is garnished, the rest goes to its owner."""
    require(caller == SYSTEM, Reason.CALLER_IS_NOT_THE_SYSTEM)
    require(miner in w.power.claims, Reason.NO_SUCH_MINER)
    reward = block_reward(w)
    garnished = TokenAmount(min(reward, pledge_shortfall(w, miner)))
    transfer(w, REWARD, POWER, garnished)
    increase_pledge(w, miner, garnished)
    transfer(w, REWARD, w.miner.miners[miner].owner, TokenAmount(reward - garnished))
    return reward


@pure
def block_reward(w: World) -> TokenAmount:
    """``IV * remaining / TotalIssuance``, rounded down (protocol-facts 4.6)."""
    remaining = w.ledger.accounts.get(REWARD, NO_ACCOUNT).balance
    return TokenAmount(w.parameters.reward_initial_value * remaining // w.parameters.reward_total_issuance)


@internal()
def pay_fee(w: World, sender: ActorID, miner: ActorID, fee: TokenAmount) -> None:
    """Pay a message's fee to the owner of the miner whose block carries it first."""
    transfer(w, sender, w.miner.miners[miner].owner, fee)
