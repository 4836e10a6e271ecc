"""Subjects: which transitions are proved, and which of them may not be refused.

Every message is proved for any caller, and so is whatever else may be sent, and what the interpreter does by itself.
Steps of loops are proved where the loop stands, from any world that the loop can come to.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from filspec.actors import genesis_steps
from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.interpreter import include_message
from filspec.actors.methods import METHODS
from filspec.actors.reasons import Reason
from filspec.actors.storage_miner.proof_of_spacetime import credit_proved_sector
from filspec.kit.transitions import REGISTRY, Kind, transition_of
from filspec.symbolic.reports import Promise

PROMISES = (
    Promise(transition_of(end_of_epoch).name, frozenset({Reason.CALLER_IS_NOT_THE_SYSTEM})),
    Promise(transition_of(credit_proved_sector).name, frozenset()),
)
"""L14: what the system sends at the end of an epoch is never refused, or one failing miner would stop the chain.

L5: a proof of spacetime that verifies is not refused for any of the sectors it covers.
"""

_IMPLICIT = (include_message,)


def subjects() -> dict[str, Callable[..., object]]:
    """All transitions to be proved, by name."""
    sendable = {transition_of(method).name: method for method in METHODS.values()}
    messages = {
        name: transition_named(name)
        for name, declared in REGISTRY.items()
        if declared.kind is Kind.MESSAGE and declared.function.__module__.startswith("filspec.actors.")
    }
    return messages | sendable | {transition_of(implicit).name: implicit for implicit in _IMPLICIT}


def transitions_of_a_genesis() -> dict[str, Callable[..., object]]:
    """All transitions by which a genesis may come from the first world, by name.

    They have to keep the laws of worlds, rows and keys.
    """
    return {
        name: transition_named(name)
        for name, declared in REGISTRY.items()
        if declared.kind is Kind.INTERNAL and declared.function.__module__ == genesis_steps.__name__
    }


def transition_named(name: str) -> Callable[..., object]:
    """The registered function of this name, as its module has it.

    Raises:
        KeyError: there is none.
    """
    found: Callable[..., object] = vars(sys.modules[REGISTRY[name].function.__module__])[name]
    return found
