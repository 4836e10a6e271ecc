"""Replay: the concrete model runs what the solver found, and the concrete laws judge it.

Only then is a failed proof called confirmed, and only then is a proof called witnessed: laws that contradict each other
prove everything, but no world obeys them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from filspec.kit import engine
from filspec.kit.annotations import annotations_of
from filspec.kit.judging import is_kept_in, speaks_of
from filspec.kit.laws import Law, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.requirement import Rejected
from filspec.kit.runner import Receipt, Sent
from filspec.kit.transitions import REGISTRY, Kind
from filspec.kit.worlds import fork, type_at
from filspec.symbolic.computation import CRASHES
from filspec.symbolic.concrete import Instance
from filspec.symbolic.key_values import keys_of
from filspec.symbolic.setting import Loop
from filspec.symbolic.worlds import World, at


class Broken(NamedTuple):
    """A law that a run breaks, and the first of the places where it does.

    Attributes:
        law: the law.
        case: what it was given there.
    """

    law: Law
    case: tuple[object, ...]


class Replay(NamedTuple):
    """What became of a world and a message that the solver found.

    Attributes:
        instance: the world before, the message, the oracles.
        transition: what was run.
        laws: what the run was judged by.
        after: the world after.
        unlawful: laws that the world before breaks; of a good instance none.
        failed: laws that the step breaks.
        ending: accepted, refused for a reason, or crashed.
        surprises: where an accepted run ends in another world than the proof foresaw; in a sound engine nowhere.
        loop: the kind of loop, if a whole loop with this step was run.
    """

    instance: Instance
    transition: Callable[..., object]
    laws: tuple[Law, ...]
    after: World
    unlawful: tuple[str, ...]
    failed: tuple[Broken, ...]
    ending: str
    surprises: tuple[str, ...]
    loop: Loop | None = None

    @property
    def broken(self) -> tuple[str, ...]:
        """The names of the laws that the step breaks."""
        return tuple(broken.law.name for broken in self.failed)


def replay(transition: Callable[..., object], instance: Instance, laws: Sequence[Law]) -> Replay:
    """Run a transition from the world of the instance."""
    before, after = fork(instance.world), fork(instance.world)
    with engine.answered_by(None), answering(instance.answers):
        unlawful = broken_laws(laws, before, before, instance.keys)
        receipt = None
        try:
            receipt = Receipt(accepted=True, reason=None, answer=transition(after, *instance.arguments))
            ending = "accepted"
        except Rejected as rejected:
            receipt = Receipt(accepted=False, reason=rejected.reason, answer=None)
            after, ending = before, f"refused for {rejected.reason.name}"
        except CRASHES as crash:
            after, ending = before, f"crashed with {crash!r}"
        sent = None if receipt is None else _sent(transition, instance, receipt)
        failed = tuple(_failed(laws, before, after, instance.keys, sent))
    surprises = tuple(_surprises(instance, after)) if ending == "accepted" else ()
    return Replay(instance, transition, tuple(laws), after, unlawful, failed, ending, surprises)


def _sent(transition: Callable[..., object], instance: Instance, receipt: Receipt) -> Sent | None:
    """What a law sees of the run; of what is no transition nothing."""
    declared = REGISTRY.get(transition.__name__)
    if declared is None or declared.kind not in (Kind.MESSAGE, Kind.INTERNAL):
        return None
    return Sent(transition=declared, arguments=instance.arguments, receipt=receipt)


def _surprises(instance: Instance, after: World) -> Iterator[str]:
    for (path, key), foreseen in instance.foreseen.items():
        leaf = at(after, path)
        found = leaf if key is None else leaf.get(key, None)
        if found != foreseen:
            yield f"{path}[{key}] is {found}, and not {foreseen}"


def broken_laws(
    laws: Sequence[Law], before: World, after: World, keys: Mapping[str, Sequence[object]]
) -> tuple[str, ...]:
    """Names of the laws that a step from one ordinary world to another breaks, whatever was sent."""
    return tuple(broken.law.name for broken in _failed(laws, before, after, keys, None))


def unlawful_keys(found: Replay) -> list[tuple[str, object]]:
    """Where the world before breaks laws of rows and keys: of each law the first place, by table and key."""
    instance, laws = found.instance, [law for law in found.laws if law.name in found.unlawful]
    with engine.answered_by(None), answering(instance.answers):
        broken = list(_failed(laws, instance.world, instance.world, instance.keys, None))
    return [(one.law.path, one.case[1]) for one in broken if one.law.quantifier in (Quantifier.ROW, Quantifier.KEY)]


def _failed(
    laws: Sequence[Law], before: World, after: World, keys: Mapping[str, Sequence[object]], sent: Sent | None
) -> Iterator[Broken]:
    for law in laws:
        cases = _cases(law, before, after, keys, sent)
        found = next((case for case in cases if not judged(law, case)), None)
        if found is not None:
            yield Broken(law, found)


def _cases(
    law: Law, before: World, after: World, keys: Mapping[str, Sequence[object]], sent: Sent | None
) -> list[tuple[object, ...]]:
    """The arguments for which a law has to hold."""
    match law.quantifier:
        case Quantifier.WORLD:
            return [(after,)]
        case Quantifier.ROW:
            return [(after, key, row) for key, row in at(after, law.path).items_in_order()]
        case Quantifier.KEY:
            given = () if sent is None else _declared_arguments(sent)
            conceivable = keys_of(after, law.path, type_at(type(after), law.path), given)
            return [(after, key) for key in dict.fromkeys([*conceivable, *keys.get(law.path, [])])]
        case Quantifier.STEP:
            return [(before, after)]
        case Quantifier.STEP_ROW:
            return [(before, after, key) for key in at(before, law.path).keys_in_order()]
        case Quantifier.VISIT:
            return []
        case _:
            return [(before, after, sent)] if sent is not None and speaks_of(law, sent) else []


def _declared_arguments(sent: Sent) -> list[tuple[object, object]]:
    """What a message was given, each with its declared type."""
    hints = annotations_of(sent.transition.function)
    return [(hints[name], value) for name, value in zip(sent.transition.parameters, sent.arguments, strict=True)]


def judged(law: Law, case: tuple[object, ...]) -> bool:
    """Whether a law holds; one that raises is broken."""
    try:
        return is_kept_in(law, case)
    except CRASHES:
        return False
