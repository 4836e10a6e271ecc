"""Lemmas: small facts that proofs rest on, each shown once.

A sum is at least what some of its rows contribute only if no row contributes less than nothing; a law of steps holds
over a whole loop only if it may be composed. Neither is taken for granted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from filspec.kit.laws import OF_STEPS, Law
from filspec.symbolic.executor import Executor
from filspec.symbolic.goals import steps_hold
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.known import Known
from filspec.symbolic.setting import Setting
from filspec.symbolic.showing import failing
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.sums import Summand
from filspec.symbolic.tables import SymbolicTable
from filspec.symbolic.terms import ZERO, at_most, conjunction, negation
from filspec.symbolic.tracing import Tracer
from filspec.symbolic.worlds import at, copy_of, tables_of, unknown_world

NOTHING_KNOWN = Known()


class Lemmas:
    """Shows lemmas, and remembers them.

    Args:
        world_class: the model's world.
        setting: the laws they rest on.
        solver: who is asked.
        known: what was shown before.
    """

    def __init__(self, world_class: type, setting: Setting, solver: Solver, known: Known = NOTHING_KNOWN) -> None:
        self._world_class, self._setting, self._solver, self._known = world_class, setting, solver, known
        self._nonnegative: dict[tuple[str, Summand], bool] = {}

    def sum_facts(self, executor: Executor) -> list[Fact]:
        """Each sum that was looked at, and has no negative part, is at least what the touched rows contribute."""
        knowledge, facts = executor.knowledge, list[Fact]()
        for read in list(knowledge.reads.values()):
            if self._is_nonnegative(read.table, read.summand):
                keys = knowledge.keys(read.table.path, lawful=True)
                claim = executor.sums.at_least(read, keys)
                facts.append(Fact(claim, f"{read.summand.__name__} is never negative", far=True))
        return facts

    def _is_nonnegative(self, table: SymbolicTable, summand: Summand) -> bool:
        if (table.path, summand) not in self._nonnegative:
            self._nonnegative[table.path, summand] = self._known.is_nonnegative(
                table.path, summand, lambda: self._show_nonnegative(table.path, summand)
            )
        return self._nonnegative[table.path, summand]

    def of_laws(self) -> Mapping[tuple[str, Summand], bool]:
        """The sums that laws of states and of steps speak of, and whether no row contributes less than nothing."""
        setting = Setting(self._setting.laws, self._setting.relations, self._setting.bounds)
        with bystander(self._world_class, setting) as executor:
            for table in tables_of(executor.before):
                executor.touch(table.path, executor.arbitrary_key(table.path))
            executor.knowledge.add_step(executor.before, executor.before)
            executor.knowledge.flush()
            reads = dict.fromkeys((read.table.path, read.summand) for read in executor.knowledge.reads.values())
        return {(path, summand): self._show_nonnegative(path, summand) for path, summand in reads}

    def _show_nonnegative(self, path: str, summand: Summand) -> bool:
        with bystander(self._world_class, self._setting) as executor:
            table: SymbolicTable = at(executor.before, path)
            key = executor.arbitrary_key(path)
            executor.touch(path, key)
            parts = [part for _, part in executor.sums.shares(table, summand, key, table.terms_at(key))]
            claim = conjunction([at_most(ZERO, part) for part in parts])
            facts = [fact.term for fact in executor.facts()]
            found = self._solver.roughly([*facts, table.has(key), negation(claim)])[0]
            return found is Verdict.IMPOSSIBLE


def composable(setting: Setting, world_class: type, laws: Sequence[Law], solver: Solver) -> tuple[Law, ...]:
    """Those laws of steps that hold for doing nothing, and for two steps in a row if they hold for each.

    Every world that a loop comes to is lawful, and that may be used. They are shown together: where some rest on one
    that turns out not to compose, they are asked again without.
    """
    kept = tuple(law for law in laws if law.quantifier in OF_STEPS)
    while True:
        failing = _not_composing(Setting(setting.laws, kept, setting.bounds), world_class, solver)
        if not failing:
            return kept
        kept = tuple(law for law in kept if law.name not in failing)


def _not_composing(setting: Setting, world_class: type, solver: Solver) -> set[str]:
    return _broken_by_nothing(setting, world_class, solver) | _broken_by_two_steps(setting, world_class, solver)


def _broken_by_nothing(setting: Setting, world_class: type, solver: Solver) -> set[str]:
    """The laws that doing nothing may break. No step is assumed: the first that is made would speak for the world."""
    with bystander(world_class, setting) as executor:
        same = copy_of(executor.before, frozen=True)
        goals = steps_hold(setting.relations, executor.before, same, executor.knowledge, executor.arbitrary_key)
        return {goal.name for goal, _ in failing(goals, executor.facts(), solver.roughly)}


def _broken_by_two_steps(setting: Setting, world_class: type, solver: Solver) -> set[str]:
    """The laws that two steps in a row may break, of which each keeps all of them."""
    with bystander(world_class, setting) as executor:
        first, knowledge = executor.before, executor.knowledge
        second, third = (unknown_world(world_class, f"#{place}", executor) for place in ("second", "third"))
        for world in (second, third):
            knowledge.add_world(world)
        knowledge.add_step(first, second)
        knowledge.add_step(second, third)
        goals = steps_hold(setting.relations, first, third, knowledge, executor.arbitrary_key)
        return {goal.name for goal, _ in failing(goals, executor.facts(), solver.roughly)}


@contextmanager
def bystander(world_class: type, setting: Setting) -> Iterator[Executor]:
    """An executor on the only path of nothing: its worlds and what is assumed of them are of interest."""
    executor = Executor(world_class, setting, Tracer(world_class), None, lambda _: True, lambda _: [])
    with executor.installed():
        for _ in executor.explore(lambda _: None):
            yield executor
