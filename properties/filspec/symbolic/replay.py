"""Replay: the concrete model runs what the solver found, and the concrete laws judge it.

Only then is a failed proof called confirmed, and only then is a proof called witnessed: laws that contradict each other
prove everything, but no world obeys them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from filspec.kit import engine
from filspec.kit.laws import Law, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.requirement import Rejected
from filspec.kit.worlds import fork
from filspec.symbolic.computation import CRASHES
from filspec.symbolic.concrete import Instance
from filspec.symbolic.worlds import World, at


class Replay(NamedTuple):
    """What became of a world and a message that the solver found.

    Attributes:
        instance: the world before, the message, the oracles.
        after: the world after.
        unlawful: laws that the world before breaks; of a good instance none.
        broken: laws that the step breaks.
        ending: accepted, refused for a reason, or crashed.
        surprises: where an accepted run ends in another world than the proof foresaw; in a sound engine nowhere.
    """

    instance: Instance
    after: World
    unlawful: tuple[str, ...]
    broken: tuple[str, ...]
    ending: str
    surprises: tuple[str, ...]


def replay(transition: Callable[..., object], instance: Instance, laws: Sequence[Law]) -> Replay:
    """Run a transition from the world of the instance."""
    before, after = fork(instance.world), fork(instance.world)
    with _concretely(), answering(instance.answers):
        unlawful = broken_laws(laws, before, before, instance.keys)
        try:
            transition(after, *instance.arguments)
            ending = "accepted"
        except Rejected as rejected:
            after, ending = before, f"refused for {rejected.reason.name}"
        except CRASHES as crash:
            after, ending = before, f"crashed with {crash!r}"
        broken = broken_laws(laws, before, after, instance.keys)
    surprises = tuple(_surprises(instance, after)) if ending == "accepted" else ()
    return Replay(instance, after, unlawful, broken, ending, surprises)


def _surprises(instance: Instance, after: World) -> Iterator[str]:
    for (path, key), foreseen in instance.foreseen.items():
        leaf = at(after, path)
        found = leaf if key is None else leaf.get(key, None)
        if found != foreseen:
            yield f"{path}[{key}] is {found}, and not {foreseen}"


@contextmanager
def _concretely() -> Iterator[None]:
    outer, engine.active = engine.active, None
    try:
        yield
    finally:
        engine.active = outer


def broken_laws(laws: Sequence[Law], before: World, after: World, keys: dict[str, list[object]]) -> tuple[str, ...]:
    """Names of the laws that a step from one ordinary world to another breaks."""
    return tuple(law.name for law in laws if not all(_judge(law, case) for case in _cases(law, before, after, keys)))


def _cases(law: Law, before: World, after: World, keys: dict[str, list[object]]) -> list[tuple[object, ...]]:
    """The arguments for which a law has to hold."""
    match law.quantifier:
        case Quantifier.WORLD:
            return [(after,)]
        case Quantifier.ROW:
            return [(after, key, row) for key, row in at(after, law.path).items_in_order()]
        case Quantifier.KEY:
            table = at(after, law.path)
            return [(after, key) for key in sorted({*table.keys_in_order(), *keys.get(law.path, [])})]
        case Quantifier.STEP:
            return [(before, after)]
        case Quantifier.STEP_ROW:
            return [(before, after, key) for key in at(before, law.path).keys_in_order()]
        case _:
            return []


def _judge(law: Law, case: tuple[object, ...]) -> bool:
    try:
        return law.holds(*case)
    except CRASHES:
        return False
