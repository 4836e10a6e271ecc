"""Judging: whether ordinary worlds keep the laws of a program, by the definition of each kind of law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from filspec.fuzz.answers import Answers
from filspec.kit.frames import Changes, confined
from filspec.kit.laws import OF_STATES, OF_STEPS, Law, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.runner import Step
from filspec.symbolic.worlds import World, at

SOME_KEYS = tuple(range(-2, 4))
"""Numbers at which laws of all keys are judged, beside the keys of the world."""


MESSAGES = (Quantifier.MESSAGE, Quantifier.POSTCONDITION, Quantifier.FRAME)


class Judge:
    """Judges by some laws.

    Args:
        laws: those that are to hold.
        answers: of the oracles.
        keys: keys at which a law of all keys is judged as well, by the path of its table.
    """

    def __init__(self, laws: Sequence[Law], answers: Answers, keys: Mapping[str, Iterable[object]]) -> None:
        self._answers, self._keys = answers, keys
        self.states = [law for law in laws if law.quantifier in OF_STATES]
        self.steps = [law for law in laws if law.quantifier in OF_STEPS]
        self._messages = [law for law in laws if law.quantifier in MESSAGES]
        self._visits = [law for law in laws if law.quantifier is Quantifier.VISIT]

    def unlawful(self, world: World) -> list[str]:
        """The laws that a world breaks."""
        return self._broken((law, self._cases_of_state(law, world)) for law in self.states)

    def broken_by(self, before: World, after: World, step: Step) -> list[str]:
        """The laws that a message broke."""
        found = self.unlawful(after) if step.receipt.accepted else []
        if step.receipt.accepted:
            found += self._broken((law, _cases_of_step(law, before, after)) for law in self.steps)
        return found + self._broken((law, _cases_of_message(law, before, after, step)) for law in self._messages)

    def broken_visits(
        self, step: str, before: World, after: World, keys: Sequence[object], extra: tuple[object, ...]
    ) -> list[str]:
        """The laws of visits that a loop over these rows broke."""
        return self._broken(
            (law, ((before, after, key, *extra) for key in keys)) for law in self._visits if law.path == step
        )

    def _broken(self, cases: Iterable[tuple[Law, Iterable[tuple[object, ...]]]]) -> list[str]:
        self._answers.asked_by_a_law = True
        try:
            with answering(self._answers.by_name):
                return [law.name for law, of_law in cases if not all(_holds(law, case) for case in of_law)]
        finally:
            self._answers.asked_by_a_law = False

    def _cases_of_state(self, law: Law, world: World) -> Iterator[tuple[object, ...]]:
        if law.quantifier is Quantifier.WORLD:
            yield (world,)
        elif law.quantifier is Quantifier.ROW:
            yield from ((world, key, row) for key, row in at(world, law.path).items())
        else:
            own = [key for key, _ in at(world, law.path).items()]
            yield from ((world, key) for key in [*own, *self._keys.get(law.path, ())])


def _cases_of_step(law: Law, before: World, after: World) -> Iterator[tuple[object, ...]]:
    if law.quantifier is Quantifier.STEP:
        yield before, after
    else:
        yield from ((before, after, key) for key, _ in at(before, law.path).items())


def _cases_of_message(law: Law, before: World, after: World, step: Step) -> Iterator[tuple[object, ...]]:
    if law.quantifier is Quantifier.MESSAGE:
        yield before, after, step
    elif step.receipt.accepted:
        given = dict(zip(step.transition.parameters, step.arguments, strict=True))
        worlds = (before, after)
        yield *worlds, *(given[name] for name in law.takes)


def _holds(law: Law, case: tuple[object, ...]) -> bool:
    try:
        if law.quantifier is Quantifier.FRAME:
            before, after, *given = case
            return confined(before, after, cast(Changes, law.holds(before, *given)))
        return bool(law.holds(*case))
    except Exception:  # a law that raises counts as broken, whatever it raises
        return False
