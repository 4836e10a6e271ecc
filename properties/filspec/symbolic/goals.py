"""Goals: the laws, at the places where they have to be shown.

A law of all rows is shown at one arbitrary key, which may be one that the transition touched, or another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from filspec.kit.judging import is_kept, speaks_of
from filspec.kit.laws import OF_STEPS, Law
from filspec.kit.runner import Sent
from filspec.symbolic.computation import holds
from filspec.symbolic.knowledge import Knowledge
from filspec.symbolic.memory import Evaluation
from filspec.symbolic.outcomes import Goal
from filspec.symbolic.tables import Key
from filspec.symbolic.terms import TRUE, known_truth, simplified
from filspec.symbolic.worlds import World

ArbitraryKey = Callable[[str], Key]


def laws_hold(laws: Sequence[Law], world: World, knowledge: Knowledge, arbitrary_key: ArbitraryKey) -> list[Goal]:
    """The laws of worlds, rows and keys hold in a world.

    Where a law says of this world word for word what it says of one that is assumed to be lawful, nothing is left to
    be shown, and nothing that the law looks at is of interest.
    """
    goals = []
    for law in laws:
        if knowledge.still_holds(law, world):
            goals.append(Goal(law.name, TRUE))
            continue
        key = arbitrary_key(law.path) if law.path else ()
        found = knowledge.said(law, (world,), key)
        kept = known_truth(simplified(found.term)) or knowledge.is_assumed(law, found.term, key)
        if not kept:
            knowledge.look_at(found)
        goals.append(Goal(law.name, TRUE if kept else found.term))
    return goals


def steps_hold(
    laws: Sequence[Law],
    before: World,
    after: World,
    knowledge: Knowledge,
    arbitrary_key: ArbitraryKey,
    reflexive: Collection[Law] = (),
) -> list[Goal]:
    """The laws of steps hold from one world to another.

    A reflexive law, which was shown to hold for doing nothing, holds where nothing that it looks at has changed.
    """
    goals = []
    for law in laws:
        if law.quantifier in OF_STEPS:
            if law in reflexive and knowledge.is_untouched(law, before, after):
                goals.append(Goal(law.name, TRUE))
                continue
            found = knowledge.said(law, (before, after), arbitrary_key(law.path) if law.path else ())
            goals.append(_unless_plain(law.name, found, knowledge))
    return goals


def _unless_plain(name: str, found: Evaluation, knowledge: Knowledge) -> Goal:
    if known_truth(simplified(found.term)):
        return Goal(name, TRUE)
    knowledge.look_at(found)
    return Goal(name, found.term)


def message_holds(laws: Sequence[Law], before: World, after: World, sent: Sent, knowledge: Knowledge) -> list[Goal]:
    """What laws of messages, and of those of this name, say of this one."""
    goals = []
    for law in laws:
        if speaks_of(law, sent):
            found = knowledge.evaluation(partial(holds, partial(is_kept, law), (before, after, sent)))
            goals.append(_unless_plain(law.name, found, knowledge))
    return goals
