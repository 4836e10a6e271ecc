"""A village with a bank: the smallest model that uses every word of the kit. No part of the protocol."""

from __future__ import annotations

from enum import Enum

from filspec.kit.loops import attempt, for_each, for_each_in, for_each_under
from filspec.kit.oracles import oracle, unanswered
from filspec.kit.records import Record
from filspec.kit.requirement import require
from filspec.kit.sums import total, total_by
from filspec.kit.tables import PairTable, Table
from filspec.kit.transitions import internal, message, pure, query
from filspec.kit.worlds import actor


class Refusal(Enum):
    """Why the village refuses."""

    NOT_POSITIVE = "the amount is not positive"
    NO_PURSE = "nobody of this name has a purse"
    TOO_POOR = "the purse holds less"
    NO_SUN = "the sun does not shine"


class Purse(Record):
    """What one villager has."""

    coins: int
    gifts: int


class Plot(Record):
    """What grows on a plot."""

    crop: int


EMPTY = Purse(coins=0, gifts=0)


@actor
class Bank:
    """The purses, and how many coins there are."""

    purses: Table[int, Purse]
    coins: int


@actor
class Village:
    """The world: a day, a bank, and the plots of each villager."""

    day: int
    bank: Bank
    plots: PairTable[int, int, Plot]


@oracle("Sky", "IsSunny(day)", "Bool")
def toy_is_sunny(day: int, hour: int) -> bool:
    """Whether the sun shines."""
    return unanswered()


@oracle("Sky", "Weather()")
def toy_weather(w: Village) -> int:
    """How warm it is, which may depend on anything."""
    return unanswered()


@oracle("")
def toy_luck(day: int) -> int:
    """How lucky a day is; nobody is seen to be asked."""
    return unanswered()


@pure
def toy_purse_of(w: Village, who: int) -> Purse:
    """The purse of a villager, empty for a stranger."""
    return w.bank.purses.get(who, EMPTY)


@pure
def toy_coins_of(who: int, purse: Purse) -> int:
    """The coins in a purse."""
    return purse.coins


@pure
def toy_shares_of(who: int, purse: Purse) -> tuple[tuple[int, int], ...]:
    """Coins and gifts, by whether the villager's number is even."""
    return ((who % 2, purse.coins), (who % 2, purse.gifts))


@query("Bank", "Ask(who)", "Coins")
def toy_balance(w: Village, who: int) -> int:
    """The coins of a villager."""
    return toy_purse_of(w, who).coins


@message("Bank", "Pay in(who, amount)", "Receipt")
def toy_pay_in(w: Village, who: int, amount: int) -> int:
    """Put coins into a purse."""
    require(amount > 0, Refusal.NOT_POSITIVE)
    purse = toy_purse_of(w, who)
    w.bank.purses[who] = purse.but(coins=purse.coins + amount)
    w.bank.coins += amount
    return w.bank.coins


@message("Bank")
def toy_spend(w: Village, who: int, amount: int) -> None:
    """Take coins out of a purse. It writes before it asks, so that a refusal has something to undo."""
    require(who in w.bank.purses, Refusal.NO_PURSE)
    w.bank.coins -= amount
    purse = w.bank.purses[who]
    w.bank.purses[who] = purse.but(coins=purse.coins - amount)
    require(purse.coins >= amount, Refusal.TOO_POOR)


@message("Bank")
def toy_stumble(w: Village, who: int) -> None:
    """Write everywhere, then read a row that is not there."""
    w.day += 1
    w.bank.coins += 1
    w.bank.purses[who] = EMPTY.but(gifts=1)
    w.plots[who, 0] = Plot(crop=1)
    del w.bank.purses[who]
    w.day = w.bank.purses[who].coins


@message("Field", "Plant(owner, place, crop)")
def toy_plant(w: Village, owner: int, place: int, crop: int) -> None:
    """Plant a crop on a plot; it grows if it is a sunny day. It writes before it asks, too."""
    w.plots[owner, place] = Plot(crop=crop)
    require(toy_is_sunny(w.day, 12), Refusal.NO_SUN)


@internal()
def toy_give(w: Village, who: int, amount: int) -> None:
    """Give to one villager."""
    purse = w.bank.purses[who]
    w.bank.purses[who] = purse.but(gifts=purse.gifts + amount)


@message("Bank")
def toy_give_all(w: Village, amount: int) -> None:
    """Give to everybody."""
    for_each(w.bank.purses, toy_give, w, amount)


@message("Bank")
def toy_give_all_if(w: Village, amount: int, fair: bool) -> None:
    """Give to everybody, and refuse after that if it is not fair."""
    for_each(w.bank.purses, toy_give, w, amount)
    require(fair, Refusal.TOO_POOR)


@message("Bank")
def toy_try_to_give_all(w: Village, amount: int, fair: bool) -> bool:
    """Give nothing to everybody, and more if it is fair."""
    for_each(w.bank.purses, toy_give, w, 0)
    return attempt(toy_give_all_if, w, amount, fair)


@internal()
def toy_pay_in_one(w: Village, who: int, amount: int) -> None:
    """Pay in for one of a list."""
    toy_pay_in(w, who, amount)


@message("Bank")
def toy_pay_in_for(w: Village, people: tuple[int, ...], amount: int) -> None:
    """Pay in for some, one after the other: all or nobody."""
    for_each_in(people, toy_pay_in_one, w, amount)


@message("Bank")
def toy_try_spend(w: Village, who: int, amount: int) -> bool:
    """Begin a new day; spend if the purse allows it."""
    w.day += 1
    return attempt(toy_spend, w, who, amount)


@internal("Field", "Reap(plot)")
def toy_reap(w: Village, plot: tuple[int, int], day: int) -> None:
    """Harvest a plot, and its right neighbour with it."""
    w.day = day
    del w.plots[plot]
    if (plot[0], plot[1] + 1) in w.plots:
        del w.plots[plot[0], plot[1] + 1]


@message("Field")
def toy_reap_all_of(w: Village, owner: int) -> None:
    """Harvest the plots of one villager."""
    for_each_under(w.plots, owner, toy_reap, w, w.day + 1)


@query("Bank")
def toy_wealth(w: Village) -> int:
    """All coins in purses."""
    return total(w.bank.purses, toy_coins_of)


@query("Bank")
def toy_wealth_of_the_even(w: Village) -> int:
    """All coins and gifts of villagers with an even number."""
    return total_by(w.bank.purses, toy_shares_of)[0]
