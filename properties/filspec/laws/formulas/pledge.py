"""Formulas of pledge, reward and penalty (protocol-facts 4.1, 4.5 and 4.6)."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.parameters import PledgeRule
from filspec.actors.storage_power.state import Claim
from filspec.actors.units import BURNT_FUNDS, REWARD, ActorID, Bytes, Epoch, TokenAmount
from filspec.actors.world import World
from filspec.kit.laws import formula


@formula
def balance(w: World, who: ActorID) -> TokenAmount:
    """The tokens of an actor; none of one that is not there."""
    return w.ledger.accounts.get(who, NO_ACCOUNT).balance


@formula
def required(w: World, power: Bytes, total_power: Bytes, miners: int) -> TokenAmount:
    """``availableFil * (0.2 * power / totalNetworkPower + 0.05 / numMiners)``, each part rounded up.

    ``availableFil = mined + vested - burned``. In a network without power the first part is left out, and one without
    miners counts as one of one. By the other rule of decision 12 each sector asks for a constant.
    """
    if w.parameters.pledge_rule == PledgeRule.CONSTANT:
        return TokenAmount(w.parameters.constant_pledge * (power // w.parameters.sector_size))
    available = w.ledger.total_supply - balance(w, REWARD) - balance(w, BURNT_FUNDS)
    per_capita, by_power = w.parameters.per_capita_collateral, w.parameters.power_collateral
    of_miner = rounded_up(available * per_capita.numerator, per_capita.denominator * max(miners, 1))
    if total_power <= 0:
        return TokenAmount(of_miner)
    of_power = rounded_up(available * by_power.numerator * power, by_power.denominator * total_power)
    return TokenAmount(of_miner + of_power)


@formula
def rounded_up(dividend: int, divisor: int) -> int:
    """The least number that is not below the quotient."""
    return (dividend + divisor - 1) // divisor


@formula
def free_pledge(claim: Claim) -> TokenAmount:
    """The pledge without what waits to be released: that is no collateral any more."""
    return TokenAmount(claim.pledge - claim.depledged)


@formula
def all_power(claim: Claim) -> Bytes:
    """The power of a miner, proved or not."""
    return Bytes(claim.active_power + claim.inactive_power)


@formula
def required_with(w: World, claim: Claim, added: Bytes) -> TokenAmount:
    """The pledge for all of a miner's power and some more; power that is not in the network's total yet is added."""
    total = Bytes(w.power.total_power + claim.inactive_power + added)
    return required(w, Bytes(all_power(claim) + added), total, w.power.miner_count)


@formula
def shortfall(w: World, claim: Claim) -> TokenAmount:
    """What the free pledge lacks for the power that a miner has in elections."""
    needed = required(w, claim.active_power, w.power.total_power, w.power.miner_count)
    return TokenAmount(max(needed - free_pledge(claim), 0))


@formula
def reward_of_a_block(w: World) -> TokenAmount:
    """``IV * RemainingInNetworkActor / TotalIssuance``, rounded down."""
    return TokenAmount(w.parameters.reward_initial_value * balance(w, REWARD) // w.parameters.reward_total_issuance)


@formula
def share_of_reporter(w: World, pledge: TokenAmount, age: Epoch) -> TokenAmount:
    """The share of a pledge that the table has for this age of a fault, or for the oldest that it knows; rounded down.

    The rest is burnt (decision 13).
    """
    counted = age if age < w.power.oldest_fault else w.power.oldest_fault
    return TokenAmount(pledge * w.power.reporter_shares.get(counted, 0) // w.parameters.reporter_share_unit)
