"""Laws of the ledger: tokens are neither made nor lost, and the actors that hold them are there for ever."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT, Account, ActorKind
from filspec.actors.storage_market.state import Deal
from filspec.actors.storage_miner.state import Miner
from filspec.actors.units import BURNT_FUNDS, FIRST_USER, MARKET, POWER, REWARD, ActorID, DealID
from filspec.actors.world import World
from filspec.kit.laws import law, law_for_each, step_law, step_law_for_each
from filspec.kit.sums import total
from filspec.laws.formulas.pledge import balance


def balance_of(_who: ActorID, account: Account) -> int:
    """Summand: the tokens of an actor."""
    return account.balance


def collateral_slashed(_number: DealID, deal: Deal) -> int:
    """Summand: the storage collateral of a deal that was burnt."""
    return deal.slashed


def one_if_terminated(_number: ActorID, miner: Miner) -> int:
    """Summand: one for a miner that a consensus fault ended."""
    return 1 if miner.terminated else 0


@law("T1")
def supply_is_conserved(w: World) -> bool:
    """The balances of all actors add up to the total supply."""
    return total(w.ledger.accounts, balance_of) == w.ledger.total_supply


@law("T1")
def system_actors_exist(w: World) -> bool:
    """The actors that hold tokens for others exist, and new actors get numbers behind theirs."""
    return (
        w.ledger.accounts.get(MARKET, NO_ACCOUNT).kind == ActorKind.SYSTEM
        and w.ledger.accounts.get(POWER, NO_ACCOUNT).kind == ActorKind.SYSTEM
        and w.ledger.accounts.get(REWARD, NO_ACCOUNT).kind == ActorKind.SYSTEM
        and w.ledger.accounts.get(BURNT_FUNDS, NO_ACCOUNT).kind == ActorKind.SYSTEM
        and w.init.next_id >= FIRST_USER
    )


@law_for_each("ledger.accounts", "T2")
def no_balance_is_negative(w: World, who: ActorID, account: Account) -> bool:
    """No actor has a negative balance."""
    return account.balance >= 0


@law_for_each("ledger.accounts", "T1")
def actor_number_was_given_out(w: World, who: ActorID, account: Account) -> bool:
    """Every actor has a number that was given out, and is of some kind."""
    return who >= 0 and who < w.init.next_id and account.kind != ActorKind.NONE


@law_for_each("ledger.accounts", "T6")
def only_accounts_send(w: World, who: ActorID, account: Account) -> bool:
    """A nonce is never negative, and zero for an actor that signs no messages."""
    return account.nonce >= 0 and (account.kind == ActorKind.ACCOUNT or account.nonce == 0)


@step_law("T1")
def supply_is_constant(before: World, after: World) -> bool:
    """The total supply never changes."""
    return after.ledger.total_supply == before.ledger.total_supply


@step_law("T1", "D8", "S8")
def parameters_are_constant(before: World, after: World) -> bool:
    """The parameters of a network never change."""
    return after.parameters == before.parameters


@step_law("T3")
def burnt_tokens_stay_burnt(before: World, after: World) -> bool:
    """Burnt funds never fall."""
    return balance(after, BURNT_FUNDS) >= balance(before, BURNT_FUNDS)


@step_law("T4")
def undistributed_rewards_only_fall(before: World, after: World) -> bool:
    """The reward actor never receives tokens."""
    return balance(after, REWARD) <= balance(before, REWARD)


@step_law("T7")
def burnt_tokens_were_slashed(before: World, after: World) -> bool:
    """What is burnt was slashed from the collateral of a deal, or else from the pledge of a miner terminated by it."""
    burnt = balance(after, BURNT_FUNDS) - balance(before, BURNT_FUNDS)
    slashed = total(after.market.deals, collateral_slashed) - total(before.market.deals, collateral_slashed)
    terminated = total(after.miner.miners, one_if_terminated) - total(before.miner.miners, one_if_terminated)
    return terminated >= 0 and (burnt == slashed if terminated == 0 else burnt >= slashed)


@step_law("T1")
def actor_numbers_only_rise(before: World, after: World) -> bool:
    """No actor number is given out twice."""
    return after.init.next_id >= before.init.next_id


@step_law_for_each("ledger.accounts", "T6")
def actor_is_for_ever(before: World, after: World, who: ActorID) -> bool:
    """An actor stays, of the same kind and with the same key, and its nonce never falls."""
    old, new = before.ledger.accounts[who], after.ledger.accounts[who]
    return new.kind == old.kind and new.key == old.key and new.nonce >= old.nonce
