"""Laws of the interpreter: what becomes of a message as a whole, which no pair of worlds alone can tell.

A message is included (its nonce and fee are taken) and then run, in two transitions of the runner. So "a failed message
changes only the sender's nonce and the fee" (T5) is two laws: a refused transition changes nothing, and inclusion
changes nothing else.
"""

from __future__ import annotations

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.interpreter import include_message
from filspec.actors.ledger.state import Account
from filspec.actors.units import ActorID
from filspec.actors.world import World
from filspec.kit.frames import changes_only
from filspec.kit.laws import law, message_law, step_law
from filspec.kit.runner import Sent
from filspec.kit.sums import total
from filspec.kit.transitions import transition_of


def nonce_of(_who: ActorID, account: Account) -> int:
    """Summand: how many messages of an actor have been included."""
    return account.nonce


def is_accepted(sent: Sent, name: str) -> bool:
    """Whether the message is an accepted transition of this name."""
    return sent.receipt.accepted and sent.transition.name == name


@message_law("T5", "M14")
def refused_message_changes_nothing(before: World, after: World, sent: Sent) -> bool:
    """A refused message leaves every leaf of the world as it was."""
    return sent.receipt.accepted or changes_only(before, after)


@message_law("T6")
def nonces_count_inclusions(before: World, after: World, sent: Sent) -> bool:
    """The nonces of all accounts together grow by one with each included message, and never otherwise."""
    included = 1 if is_accepted(sent, transition_of(include_message).name) else 0
    return total(after.ledger.accounts, nonce_of) == total(before.ledger.accounts, nonce_of) + included


@message_law("B9")
def every_epoch_ends_once(before: World, after: World, sent: Sent) -> bool:
    """The epoch moves by one at its end, and never otherwise."""
    ended = 1 if is_accepted(sent, transition_of(end_of_epoch).name) else 0
    return after.epoch == before.epoch + ended


@law("B9")
def time_begins_at_genesis(w: World) -> bool:
    """The epoch is never negative."""
    return w.epoch >= 0


@step_law("B9")
def time_never_runs_back(before: World, after: World) -> bool:
    """The epoch never falls."""
    return after.epoch >= before.epoch
