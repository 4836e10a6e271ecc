"""Effects on accounts: who pays whom when a message is sent, included or rewarded.

A frame names all rows that a message may change. Beside it stands what becomes of these rows; an account that pays
itself keeps what it has.
"""

from __future__ import annotations

from filspec.actors.interpreter import include_message
from filspec.actors.ledger.transfers import send
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.units import POWER, REWARD, ActorID, Nonce, TokenAmount
from filspec.actors.world import World
from filspec.kit.frames import Changes, rows
from filspec.kit.laws import formula, frame, postcondition
from filspec.laws.formulas.pledge import balance, reward_of_a_block, shortfall


@formula
def is_paid(before: World, after: World, payer: ActorID, payee: ActorID, amount: TokenAmount) -> bool:
    """Whether the payer has paid the payee just this, and nothing else of their accounts has changed."""
    old, new = before.ledger.accounts, after.ledger.accounts
    if payer == payee:
        return new[payer] == old[payer]
    paid = new[payer] == old[payer].but(balance=old[payer].balance - amount)
    return paid and new[payee] == old[payee].but(balance=old[payee].balance + amount)


@frame(send, "T1", "T2")
def transfer_changes(before: World, caller: ActorID, receiver: ActorID) -> Changes:
    """A transfer changes the accounts of its sender and its receiver."""
    return {"ledger.accounts": rows(caller, receiver)}


@postcondition(send, "T1")
def transfer_pays_the_receiver(
    before: World, after: World, caller: ActorID, value: TokenAmount, receiver: ActorID
) -> bool:
    """The sender pays the receiver just what is sent."""
    return is_paid(before, after, caller, receiver, value)


@frame(include_message, "T5")
def inclusion_changes(before: World, sender: ActorID, miner: ActorID) -> Changes:
    """Including a message changes the accounts of its sender and of the owner of the block's miner."""
    return {"ledger.accounts": rows(sender, before.miner.miners[miner].owner)}


@postcondition(include_message, "T5", "T6")
def inclusion_takes_nonce_and_fee(
    before: World, after: World, sender: ActorID, nonce: Nonce, fee: TokenAmount, miner: ActorID
) -> bool:
    """The sender's nonce grows by one, and the sender pays the fee to the owner of the block's miner."""
    owner = before.miner.miners[miner].owner
    old, new = before.ledger.accounts, after.ledger.accounts
    if owner == sender:
        return new[sender] == old[sender].but(nonce=nonce + 1)
    paid = new[sender] == old[sender].but(nonce=nonce + 1, balance=old[sender].balance - fee)
    return paid and new[owner] == old[owner].but(balance=old[owner].balance + fee)


@frame(award_block_reward, "T4")
def reward_changes(before: World, miner: ActorID) -> Changes:
    """A reward changes the miner's claim, and the accounts of the reward actor, the power actor and the owner."""
    owner = before.miner.miners[miner].owner
    return {"ledger.accounts": rows(REWARD, POWER, owner), "power.claims": rows(miner)}


@postcondition(award_block_reward, "T4")
def reward_follows_the_formula(before: World, after: World, answer: TokenAmount) -> bool:
    """The reward actor pays the reward of the formula, and it is answered."""
    reward = reward_of_a_block(before)
    return answer == reward and balance(after, REWARD) == balance(before, REWARD) - reward


@postcondition(award_block_reward, "T4", "S1")
def reward_fills_the_pledge_first(before: World, after: World, miner: ActorID) -> bool:
    """What the pledge lacks is kept of the reward, as pledge; the rest is the owner's (protocol-facts 4.1)."""
    reward, claim, owner = reward_of_a_block(before), before.power.claims[miner], before.miner.miners[miner].owner
    kept = min(reward, shortfall(before, claim))
    pledged = after.power.claims[miner] == claim.but(pledge=claim.pledge + kept)
    held = balance(after, POWER) == balance(before, POWER) + kept
    return pledged and held and balance(after, owner) == balance(before, owner) + reward - kept
