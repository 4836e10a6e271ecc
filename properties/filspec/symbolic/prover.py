"""The prover: every law, for one transition, on all its paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import cache, partial

from filspec.kit import linter
from filspec.kit.laws import OF_ONE_NAME, OF_STATES, Law, Quantifier
from filspec.kit.transitions import transition_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.judge import Case, open_goals
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.known import Known
from filspec.symbolic.law_linter import require_provable
from filspec.symbolic.lemmas import Lemmas, composable
from filspec.symbolic.loop_replay import replay_loop
from filspec.symbolic.outcomes import CLAIMS, NEVER_REFUSED, NO_OTHER_REFUSAL
from filspec.symbolic.replay import replay
from filspec.symbolic.reports import Promise, Report
from filspec.symbolic.samples import Samples
from filspec.symbolic.setting import Loop, Setting, Shown
from filspec.symbolic.solver import BUDGET, Solver
from filspec.symbolic.spoken import spoken_of
from filspec.symbolic.steps_in_line import StepLaws
from filspec.symbolic.sums import Summand
from filspec.symbolic.terms import Term
from filspec.symbolic.tracing import Tracer, unknown_arguments, unknown_item
from filspec.symbolic.transition_proof import MessageProof, StepProof
from filspec.symbolic.worlds import World

NO_SAMPLES = Samples(())
NOTHING_KNOWN = Known()


class Prover:
    """Proves transitions of one world class.

    Args:
        world_class: the model's world.
        laws: what is to hold.
        bounds: what is known of the parameters of a world.
        example: parameters of the worlds in which failures and witnesses are looked for first.
        promises: transitions that may not be refused.
        seed: of the solver's luck.
        witnesses: whether worlds are invented for paths that no sample goes.
        samples: runs of the model, which show that what is proved is not proved of nothing.
        known: what earlier proofs have shown.
        replays: whether failures are run on ordinary values.
        most: resource units that no question to the solver may exceed.

    Attributes:
        reports: what came of the steps by themselves, by the kind of loop: a step may go through several tables.
    """

    def __init__(
        self,
        world_class: type,
        laws: Sequence[Law],
        bounds: Callable[[World], Sequence[Fact]] = lambda _: (),
        example: Callable[[World], Sequence[Term]] = lambda _: (),
        promises: Sequence[Promise] = (),
        seed: int = 0,
        witnesses: bool = True,
        samples: Samples = NO_SAMPLES,
        known: Known = NOTHING_KNOWN,
        replays: bool = True,
        most: int = BUDGET,
    ) -> None:
        require_provable(laws, world_class)
        self._world_class, self._laws, self._witnesses, self._samples = world_class, tuple(laws), witnesses, samples
        self.seed = seed
        self._promises = {promise.transition: promise.reasons for promise in promises}
        self._solver, self._known, self._replays = Solver(seed, most), known, replays
        states = tuple(law for law in laws if law.quantifier in OF_STATES)
        alone = Setting(states, (), bounds, example)
        relations = known.composable(lambda: composable(alone, world_class, laws, self._solver))
        self._setting = Setting(
            states,
            relations,
            bounds,
            example,
            StepLaws(laws, dict.fromkeys(self._promises, NEVER_REFUSED)),
            cache(partial(spoken_of, self._laws, world_class)),
        )
        self._lemmas = Lemmas(world_class, self._setting, self._solver, known)
        self._tracer = Tracer(world_class)
        self._shown: dict[Loop, Shown] = {}
        self.reports: dict[str, Report] = {}

    def prove(self, transition: Callable[..., object]) -> Report:
        """Show all laws on all paths of a transition.

        Raises:
            LintError: the transition, or what it calls, leaves the provable subset.
            OutsideTheSubset: it does so where only a proof can see it.
        """
        declared = transition_of(transition)
        linter.require_linted(declared.function.__module__)
        self._setting.step_laws.require_loops(transition)
        arguments = tuple(unknown_arguments(transition))
        samples = self._samples.of(declared.name)
        run, refutable = partial(replay, declared.function), frozenset({law.name for law in self._laws} | CLAIMS)
        if not self._replays:
            refutable = frozenset()
        case = Case(declared.name, declared.function, arguments, self._laws, run, refutable, self._witnesses, samples)
        with self._executor(self._promises.get(declared.name)) as executor:
            return MessageProof(declared, case, executor, self._solver, self._setting).report()

    def shown(self, loop: Loop) -> Shown:
        """What was shown of the step of a loop by itself; shown once, when it is first met."""
        if loop not in self._shown:
            self._shown[loop] = self._known.shown(loop, lambda: self.prove_step(loop))
        return self._shown[loop]

    @property
    def relations(self) -> tuple[Law, ...]:
        """The laws of steps that may be composed."""
        return self._setting.relations

    def sums(self) -> Mapping[tuple[str, Summand], bool]:
        """The sums that laws speak of, and whether no row contributes less than nothing to them."""
        return self._lemmas.of_laws()

    def promise(self, loop: Loop) -> frozenset[Enum] | None:
        """The only reasons for which the step may be refused where a loop makes it."""
        return self._promises.get(loop.name)

    def prove_step(self, loop: Loop) -> tuple[Shown, Report]:
        """Show all laws of the step of a loop by itself."""
        extra = tuple(unknown_arguments(loop.step)[1:])
        visits = tuple(law for law in self._laws if law.quantifier is Quantifier.VISIT and law.path == loop.name)
        arguments, samples = (unknown_item(loop), *extra), self._samples.of(loop.name)
        alone = {law.name for law in self._laws if law.quantifier in (*OF_ONE_NAME, Quantifier.VISIT)}
        own = {law.name for law in self._laws if law.quantifier in OF_ONE_NAME and law.path == loop.name}
        own_claims = frozenset({*own, NO_OTHER_REFUSAL})
        refutable = own_claims | {law.name for law in visits if loop.path}
        run = partial(replay_loop, loop)
        again = frozenset(law.name for law in (*self._setting.laws, *self._setting.relations))
        case = Case(
            loop.name, loop.step, arguments, self._laws, run, refutable, self._witnesses, samples, own_claims, again
        )
        with self._executor(None) as executor:
            report = StepProof(loop, visits, case, executor, self._solver, self._setting).report()
        self.reports[loop.kind] = report
        unsure = open_goals(report.verdicts)
        kept = tuple(law for law in visits if law.name not in unsure) if loop.path else ()
        return Shown(unsure - alone - {NO_OTHER_REFUSAL}, report.reasons, kept, report.unwitnessed), report

    @contextmanager
    def _executor(self, promise: frozenset[Enum] | None) -> Iterator[Executor]:
        executor = Executor(
            self._world_class, self._setting, self._tracer, self, self._solver.can_hold, self._lemmas.sum_facts
        )
        executor.promise = promise
        try:
            yield executor
        finally:
            executor.forget()
