"""Goals: the laws, at the places where they have to be shown.

A law of all rows is shown at one arbitrary key, which may be one that the transition touched, or another.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial

from filspec.kit.laws import OF_STEPS, Law, Quantifier
from filspec.kit.runner import Receipt, Step
from filspec.kit.transitions import Transition
from filspec.kit.worlds import shape_of as paths_of
from filspec.symbolic.computation import holds
from filspec.symbolic.knowledge import Knowledge
from filspec.symbolic.memory import Evaluation
from filspec.symbolic.outcomes import Goal
from filspec.symbolic.tables import Key
from filspec.symbolic.terms import TRUE, Term, conjunction, equal, known_truth, simplified
from filspec.symbolic.worlds import World, at, layout_of

ArbitraryKey = Callable[[str], Key]


def laws_hold(laws: Sequence[Law], world: World, knowledge: Knowledge, arbitrary_key: ArbitraryKey) -> list[Goal]:
    """The laws of worlds, rows and keys hold in a world.

    Where a law says of this world word for word what it says of one that is assumed to be lawful, nothing is left to
    be shown, and nothing that the law looks at is of interest.
    """
    goals = []
    for law in laws:
        key = arbitrary_key(law.path) if law.path else ()
        found = knowledge.said(law, (world,), key)
        kept = known_truth(simplified(found.term)) or knowledge.is_assumed(law, found.term, key)
        if not kept:
            knowledge.look_at(found)
        goals.append(Goal(law.name, TRUE if kept else found.term))
    return goals


def steps_hold(
    laws: Sequence[Law], before: World, after: World, knowledge: Knowledge, arbitrary_key: ArbitraryKey
) -> list[Goal]:
    """The laws of steps hold from one world to another."""
    goals = []
    for law in laws:
        if law.quantifier in OF_STEPS:
            found = knowledge.said(law, (before, after), arbitrary_key(law.path) if law.path else ())
            goals.append(_unless_plain(law.name, found, knowledge))
    return goals


def _unless_plain(name: str, found: Evaluation, knowledge: Knowledge) -> Goal:
    if known_truth(simplified(found.term)):
        return Goal(name, TRUE)
    knowledge.look_at(found)
    return Goal(name, found.term)


def message_holds(
    laws: Sequence[Law],
    before: World,
    after: World,
    transition: Transition,
    arguments: Sequence[object],
    receipt: Receipt,
    knowledge: Knowledge,
) -> list[Goal]:
    """The laws of messages hold for this one, and what it promises once accepted."""
    old, new = _leaves(before, before), _leaves(before, after)
    step = Step(transition=transition, arguments=tuple(arguments), before=old, after=new, receipt=receipt)
    goals = []
    for law in laws:
        if law.quantifier is Quantifier.MESSAGE:
            found = knowledge.evaluation(partial(holds, law.holds, (before, after, step)))
            goals.append(_unless_plain(law.name, found, knowledge))
        elif law.quantifier is Quantifier.POSTCONDITION and law.path == transition.name and receipt.accepted:
            found = knowledge.evaluation(partial(holds, law.holds, (before, after, *arguments)))
            goals.append(_unless_plain(law.name, found, knowledge))
    return goals


def _leaves(before: World, after: World) -> tuple[object, ...]:
    """The leaves of ``after``, by identity only: a leaf written as it was before is the same object."""
    layout = layout_of(type(before))
    unchanged: dict[str, Term] = {}
    for path, shape in layout.scalars:
        pairs = zip(shape.flatten(at(before, path)), shape.flatten(at(after, path)), strict=True)
        unchanged[path] = conjunction([equal(old, new) for old, new in pairs])
    for table in layout.tables:
        old, new = at(before, table.path), at(after, table.path)
        pairs = zip((old.present, *old.columns), (new.present, *new.columns), strict=True)
        unchanged[table.path] = conjunction([equal(one, other) for one, other in pairs])
    return tuple(
        sys.intern(f"{path} before") if known_truth(unchanged[path]) else sys.intern(f"{path} after")
        for path in paths_of(type(before)).paths
    )
