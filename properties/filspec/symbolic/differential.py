"""The differential test: what runs came to, against what a proof says that they come to.

Nothing is proved here. All paths of a transition are explored, and every sample of it is tried on each of them: an
accepted one goes exactly one path, and ends as this path does, sums included; a refused one goes none, and is refused
where it says; none goes a path that crashes. Whatever a proof assumes on a path is true of the samples that go it: laws
of worlds behind loops, laws of steps and of visits, frames, and what is known of sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from filspec.kit.laws import OF_STATES, OF_STEPS, Law, Quantifier
from filspec.kit.transitions import transition_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.lemmas import Lemmas
from filspec.symbolic.matching import differences, goes, rows_in_turn, truths, wrong_sums
from filspec.symbolic.outcomes import Ending, Outcome
from filspec.symbolic.samples import Sample, Samples
from filspec.symbolic.setting import Loop, Setting, Shown
from filspec.symbolic.solver import Solver
from filspec.symbolic.tracing import Tracer, unknown_arguments, unknown_item
from filspec.symbolic.worlds import World, tables_of

LOOKED_INTO = 3
"""How many of the samples that go a path are asked whether all that is assumed there is true of them, in depth."""


class Compared(NamedTuple):
    """What came of the comparison of one transition.

    Attributes:
        samples: how many samples of it there are.
        gone: how many of its accepted paths a sample goes.
        facts: what was assumed and found true of a sample: names of laws, and what else is known.
        reasons: why it is refused, steps of loops included.
        wrong: every difference, in words; none, if the prover is right.
    """

    samples: int
    gone: int
    facts: frozenset[str]
    reasons: tuple[Enum, ...]
    wrong: tuple[str, ...]


class Comparer:
    """Compares transitions of one world class.

    Args:
        world_class: the model's world.
        laws: what holds in it.
        samples: runs of the model.
        bounds: what is known of the parameters of a world.
        in_depth: whether also what is assumed of rows that a path does not touch is looked at, and of more samples.

    Attributes:
        compared: what came of each transition, and of each step of a loop that was met.
    """

    def __init__(
        self,
        world_class: type,
        laws: Sequence[Law],
        samples: Samples,
        bounds: Callable[[World], Sequence[Fact]] = lambda _: (),
        in_depth: bool = False,
    ) -> None:
        states = tuple(law for law in laws if law.quantifier in OF_STATES)
        steps = tuple(law for law in laws if law.quantifier in OF_STEPS)
        self._world_class, self._laws, self._samples = world_class, tuple(laws), samples
        self._setting, self._in_depth = Setting(states, steps, bounds), in_depth
        self._lemmas = Lemmas(world_class, self._setting, Solver())
        self._tracer = Tracer(world_class)
        self.compared: dict[str, Compared] = {}

    def compare(self, transition: Callable[..., object]) -> Compared:
        """Try all samples of a transition that is sent on all its paths."""
        declared = transition_of(transition)
        arguments = unknown_arguments(transition)
        executor = self._executor()
        return self._compare(declared.name, executor, lambda world: declared.function(world, *arguments))

    def shown(self, loop: Loop) -> Shown:
        """What is known of a step of a loop; its samples are tried when it is first met."""
        if loop.name not in self.compared:
            executor, item, extra = (
                self._executor(),
                unknown_item(loop),
                unknown_arguments(loop.step)[1:],
            )
            self._compare(loop.name, executor, lambda _: executor.loops.take_any_turn(loop, item, extra))
        visits = tuple(law for law in self._laws if law.quantifier is Quantifier.VISIT and law.path == loop.name)
        return Shown(frozenset(), self.compared[loop.name].reasons, visits, ())

    def promise(self, _loop: Loop) -> frozenset[Enum] | None:
        """What a step may be refused for; here it may be for anything."""
        return None

    def _executor(self) -> Executor:
        return Executor(self._world_class, self._setting, self._tracer, self, lambda _: True, self._lemmas.sum_facts)

    def _compare(self, name: str, executor: Executor, run: Callable[[World], object]) -> Compared:
        found = _Comparison(self._samples.of(name), executor, self._in_depth)
        with executor.installed():
            for outcome in executor.explore(run):
                found.look_at(outcome)
        self.compared[name] = found.ended()
        return self.compared[name]


class _Comparison:
    """The comparison of one transition."""

    def __init__(self, samples: tuple[Sample, ...], executor: Executor, in_depth: bool) -> None:
        self._samples, self._executor, self._in_depth = samples, executor, in_depth
        self._paths_of = [0] * len(samples)
        self._reasons_of: list[set[Enum]] = [set() for _ in samples]
        self._reasons: dict[Enum, None] = {}
        self._gone, self._facts = 0, set[str]()
        self._wrong: list[str] = []

    def look_at(self, outcome: Outcome) -> None:
        """Try all samples on the path that has just ended."""
        self._look_at_refusals()
        if outcome.ending is Ending.REFUSED:
            return
        gone = [place for place, sample in enumerate(self._samples) if self._may_go(sample)]
        for place in gone:
            self._paths_of[place] += 1
            self._wrong += self._compared(self._samples[place], outcome)
        self._gone += bool(gone)
        if gone:
            some = LOOKED_INTO if self._in_depth else 1
            self._look_into([self._samples[place] for place in gone[:: (len(gone) + some - 1) // some]])

    def _may_go(self, sample: Sample) -> bool:
        """Whether a sample goes the path; one that is refused in a turn of a loop is not known behind it."""
        return not sample.in_turn and goes(sample, self._executor)

    def _look_at_refusals(self) -> None:
        for refusal in self._executor.refusals:
            self._reasons[refusal.reason] = None
            conditions = [fact.term for fact in refusal.conditions]
            for sample, reasons in zip(self._samples, self._reasons_of, strict=True):
                open_to = not sample.in_turn and refusal.reason not in reasons
                if open_to and goes(sample, self._executor, conditions):
                    reasons.add(refusal.reason)

    def _compared(self, sample: Sample, outcome: Outcome) -> Iterator[str]:
        """What is wrong if this sample goes this path."""
        told = _told(sample)
        if outcome.ending is Ending.CRASHED:
            yield f"{told}: goes a path that crashes with {outcome.reason}"
        elif not sample.receipt.accepted:
            yield f"{told}: is refused for {sample.receipt.reason}, and goes an accepted path"
        else:
            yield from (f"{told}: {wrong}" for wrong in differences(sample, self._executor, outcome.answer))

    def _look_into(self, samples: Sequence[Sample]) -> None:
        """See whether all that is assumed on the path is true of these samples, and its sums are theirs."""
        executor = self._executor
        if self._in_depth:
            for table in tables_of(executor.before):
                executor.touch(table.path, executor.arbitrary_key(table.path))
        facts = executor.facts()
        for sample in samples:
            for rows in rows_in_turn(sample, executor) if self._in_depth else [{}]:
                self._judge(sample, facts, truths(sample, executor, facts, rows))
            self._wrong += [f"{_told(sample)}: {wrong}" for wrong in wrong_sums(sample, executor)]

    def _judge(self, sample: Sample, facts: Sequence[Fact], found: Sequence[object]) -> None:
        for fact, holds in zip(facts, found, strict=True):
            if holds:
                self._facts.add(fact.source)
            elif holds is False:
                self._wrong.append(f"{_told(sample)}: it is not true that {fact.source}")

    def ended(self) -> Compared:
        """What came of all paths."""
        reasons = [
            *self._reasons,
            *(reason for shown in self._executor.loops.shown.values() for reason in shown.reasons),
        ]
        for sample, paths, refused in zip(self._samples, self._paths_of, self._reasons_of, strict=True):
            told, expected = _told(sample), {sample.receipt.reason} - {None}
            if sample.in_turn:
                if sample.receipt.reason not in reasons:
                    self._wrong.append(f"{told}: is refused for {sample.receipt.reason}, which no step is")
            elif paths != sample.receipt.accepted:
                self._wrong.append(f"{told}: goes {paths} accepted paths, its receipt being {sample.receipt}")
            elif refused != expected:
                self._wrong.append(f"{told}: is refused for {expected}, and a proof says for {refused}")
        wrong = tuple(dict.fromkeys(self._wrong))
        return Compared(len(self._samples), self._gone, frozenset(self._facts), tuple(dict.fromkeys(reasons)), wrong)


def _told(sample: Sample) -> str:
    return f"{sample.subject} in {sample.origin}"
