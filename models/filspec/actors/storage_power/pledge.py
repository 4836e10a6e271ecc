"""Pledge collateral: how much a miner must have at stake, adding to it, and taking it back.

The requirement follows the network: it moves when others join or leave, so a miner may come to owe without acting. It
then goes on mining, its rewards are garnished, and it may commit nothing new (protocol-facts 4.1).
"""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.ledger.transfers import is_account, transfer
from filspec.actors.names import STORAGE_POWER_ACTOR
from filspec.actors.parameters import PledgeRule
from filspec.actors.reasons import Reason
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.actors.units import BURNT_FUNDS, POWER, REWARD, ActorID, Bytes, Epoch, TokenAmount
from filspec.actors.world import World
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


@pure
def available_tokens(w: World) -> TokenAmount:
    """Tokens mined or vested and not burnt."""
    undistributed = w.ledger.accounts.get(REWARD, NO_ACCOUNT).balance
    burnt = w.ledger.accounts.get(BURNT_FUNDS, NO_ACCOUNT).balance
    return TokenAmount(w.ledger.total_supply - undistributed - burnt)


@pure
def required_pledge(w: World, power: Bytes, total_power: Bytes, miners: int) -> TokenAmount:
    """The pledge a miner of this power needs, rounded up.

    ``available * (power_collateral * power / total_power + per_capita_collateral / miners)``; in a network without
    power the first part is left out, and a network without miners counts as one of one.
    """
    if w.parameters.pledge_rule == PledgeRule.CONSTANT:
        return TokenAmount(w.parameters.constant_pledge * (power // w.parameters.sector_size))
    available = available_tokens(w)
    per_capita = w.parameters.per_capita_collateral
    capita_part = rounded_up(available * per_capita.numerator, per_capita.denominator * max(miners, 1))
    if total_power <= 0:
        return TokenAmount(capita_part)
    by_power = w.parameters.power_collateral
    power_part = rounded_up(available * by_power.numerator * power, by_power.denominator * total_power)
    return TokenAmount(capita_part + power_part)


@pure
def rounded_up(numerator: int, denominator: int) -> int:
    """The quotient of a non-negative number and a positive one, rounded up."""
    return (numerator + denominator - 1) // denominator


@pure
def pledge_suffices(w: World, miner: ActorID, added_power: Bytes) -> bool:
    """Whether a miner's free pledge covers its power, active or not, and what is added to it."""
    claim = w.power.claims.get(miner, NO_CLAIM)
    power = Bytes(claim.active_power + claim.inactive_power + added_power)
    total = Bytes(w.power.total_power + claim.inactive_power + added_power)
    return claim.pledge - claim.depledged >= required_pledge(w, power, total, w.power.miner_count)


@pure
def pledge_shortfall(w: World, miner: ActorID) -> TokenAmount:
    """What a miner's free pledge lacks for the power it has."""
    claim = w.power.claims.get(miner, NO_CLAIM)
    required = required_pledge(w, claim.active_power, w.power.total_power, w.power.miner_count)
    return TokenAmount(max(required - (claim.pledge - claim.depledged), 0))


@message(STORAGE_POWER_ACTOR, "AddPledge(Address)")
def add_pledge(w: World, caller: ActorID, value: TokenAmount, miner: ActorID) -> None:
    """Add to a miner's pledge; anybody may pay."""
    require(is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(miner in w.power.claims, Reason.NO_SUCH_MINER)
    require(value > 0, Reason.NOTHING_TO_ADD)
    transfer(w, caller, POWER, value)
    increase_pledge(w, miner, value)


@internal()
def increase_pledge(w: World, miner: ActorID, amount: TokenAmount) -> None:
    """Enter tokens that have arrived as pledge."""
    claim = w.power.claims[miner]
    w.power.claims[miner] = claim.but(pledge=claim.pledge + amount)


@message(STORAGE_POWER_ACTOR, "DePledge(TokenAmount)")
def depledge(w: World, caller: ActorID, miner: ActorID, amount: TokenAmount) -> None:
    """Announce that a part of the pledge is taken back; it stops counting as collateral at once."""
    require(miner in w.power.claims, Reason.NO_SUCH_MINER)
    require(is_worker_or_owner(w, caller, miner), Reason.CALLER_IS_NOT_THE_WORKER_OR_OWNER)
    claim = w.power.claims[miner]
    require(claim.depledged == 0, Reason.DEPLEDGE_PENDING)
    require(amount > 0, Reason.NOTHING_TO_DEPLEDGE)
    require(amount <= claim.pledge, Reason.PLEDGE_TOO_SMALL)
    w.power.claims[miner] = claim.but(depledged=amount, depledge_epoch=Epoch(w.epoch + w.parameters.depledge_cooldown))
    require(pledge_suffices(w, miner, Bytes(0)), Reason.PLEDGE_TOO_SMALL)


@message(STORAGE_POWER_ACTOR, "CollectDePledged()")
def collect_depledged(w: World, caller: ActorID, miner: ActorID) -> None:
    """Pay an announced release to the owner, after its cooldown and if the rest still suffices."""
    require(miner in w.power.claims, Reason.NO_SUCH_MINER)
    require(is_worker_or_owner(w, caller, miner), Reason.CALLER_IS_NOT_THE_WORKER_OR_OWNER)
    claim = w.power.claims[miner]
    require(claim.depledged > 0, Reason.NOTHING_TO_DEPLEDGE)
    require(w.epoch >= claim.depledge_epoch, Reason.DEPLEDGE_PENDING)
    require(pledge_suffices(w, miner, Bytes(0)), Reason.PLEDGE_TOO_SMALL)
    transfer(w, POWER, w.miner.miners[miner].owner, claim.depledged)
    w.power.claims[miner] = claim.but(
        pledge=claim.pledge - claim.depledged, depledged=TokenAmount(0), depledge_epoch=Epoch(0)
    )


@pure
def is_worker_or_owner(w: World, caller: ActorID, miner: ActorID) -> bool:
    """Whether the caller is the miner's worker or owner."""
    return caller == w.miner.miners[miner].worker or caller == w.miner.miners[miner].owner
