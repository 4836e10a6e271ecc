"""The executor: answers the seam of the kit while a transition runs on symbolic values.

``require`` does not fork: the refusal is noted, for it undoes everything, and the condition is assumed.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import Enum

from filspec.kit import engine
from filspec.kit.frames import Rows
from filspec.kit.requirement import Rejected
from filspec.kit.transitions import REGISTRY, Kind
from filspec.symbolic.comparisons import Comparisons
from filspec.symbolic.computation import CRASHES, MISTAKES, computed, mistake, require_own_crash
from filspec.symbolic.footprints import Concrete
from filspec.symbolic.knowledge import Fact, Knowledge
from filspec.symbolic.loops import Loops
from filspec.symbolic.memory import Memory
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.oracles import Answer, answer_of
from filspec.symbolic.outcomes import Ending, Outcome, Refusal
from filspec.symbolic.paths import Paths
from filspec.symbolic.setting import Footprints, Setting, StepDone, Steps, Turn
from filspec.symbolic.sums import Read, Sums, SymbolicTotals, summed
from filspec.symbolic.tables import Key
from filspec.symbolic.terms import Term, known_truth, negation, simplified
from filspec.symbolic.values import OutsideTheSubset, SymbolicBool, SymbolicInt, deciders, truth_of
from filspec.symbolic.worlds import (
    World,
    copy_of,
    restore,
    scalars_of,
    state_of,
    structure_of,
    table_at,
    unknown_world,
)


class Executor:
    """Runs a transition on all its paths.

    Args:
        world_class: the model's world.
        setting: what is assumed.
        footprints: what steps of loops can write.
        steps: what was shown of steps by themselves; None where nothing is to be shown, but what is written to be seen.
        possible: whether some conditions can hold together; what cannot be told counts as possible.
        sum_facts: what is known of the sums that were looked at.
    """

    def __init__(
        self,
        world_class: type,
        setting: Setting,
        footprints: Footprints,
        steps: Steps | None,
        possible: Callable[[Sequence[Term]], bool],
        sum_facts: Callable[[Executor], Sequence[Fact]],
    ) -> None:
        self.world_class, self.setting = world_class, setting
        self._possible, self._shows = possible, steps is not None
        self.loops = Loops(self, footprints, steps)
        self._memory = Memory()
        self.sum_facts = sum_facts
        self.promise: frozenset[Enum] | None = None
        self.guards: dict[str, None] = {}
        self.computing = 0
        self.sums = Sums(self)
        self._comparisons = Comparisons()
        self.before = unknown_world(world_class, "", self)
        self.world: World = None

    def explore(self, run: Callable[[World], object]) -> Iterator[Outcome]:
        """Every path of a transition; the executor stands at its end while the outcome is looked at."""
        self.paths = Paths(self._can_be)
        while True:
            self._begin()
            yield self._run(run)
            if not self.paths.advance():
                return

    def _begin(self) -> None:
        self.paths.begin()
        self.eras = self.start_eras = 0
        self.attempts = self.guesses = 0
        self._refuser = ""
        self.refusals: list[Refusal] = []
        self.undone: list[tuple[Turn, Refusal]] = []
        self.answers: list[Answer] = []
        self.writes: list[tuple[str, int, Concrete]] = []
        self.start = self.before
        self.turn: Turn | None = None
        self.knowledge = Knowledge(self.setting.laws, self.setting.relations, self._memory, self.setting.spoken)
        self.world = copy_of(self.before, frozen=False)
        self._structure = structure_of(self.world)
        self.knowledge.add_world(self.before, self.setting.bounds(self.before))

    def _run(self, run: Callable[[World], object]) -> Outcome:
        ending, reason, answer = Ending.ACCEPTED, "", None
        deciders.append(self.paths)
        try:
            answer = run(self.world)
        except Rejected as rejected:
            ending, reason = Ending.REFUSED, rejected.reason.name
            self.refusals.append(self._refusal(rejected.reason, self.assumed(), self._refuser))
        except StepDone:
            ending = Ending.STEPPED
        except CRASHES as crash:
            require_own_crash(crash)
            ending, reason = Ending.CRASHED, f"{type(crash).__name__}: {crash.args[0] if crash.args else ''}"
        except MISTAKES as error:
            raise mistake(error) from error
        finally:
            deciders.pop()
        self.require_whole(self.world)
        return Outcome(ending, reason, answer)

    def forget(self) -> None:
        """Let go of all worlds: they know the executor, and would stay until Python looks for such circles."""
        vars(self.loops).clear()
        vars(self).clear()

    def require_whole(self, world: object) -> None:
        """Refuse to go on with anything but the whole world, its actors and tables being those it had.

        Raises:
            OutsideTheSubset: it is another value, or a part of it was replaced.
        """
        if world is not self.world:
            raise OutsideTheSubset("a loop or an attempt is given something else than the world: give it w")
        if any(map(operator.is_not, self._structure, structure_of(self.world))):
            raise OutsideTheSubset("a table or an actor is replaced by another: write its rows and fields")

    def _can_be(self, condition: Term) -> bool:
        if not self._shows:
            return True
        self.knowledge.flush()
        facts = [fact.term for fact in self.knowledge.facts]
        return self._possible([*facts, *self.paths.conditions, condition])

    def facts(self) -> tuple[Fact, ...]:
        """All that is assumed here, sums included."""
        self.knowledge.flush()
        return (*self.knowledge.facts, *self.sum_facts(self))

    def assumed(self) -> list[Fact]:
        """The conditions of the path so far."""
        return [Fact(term, source) for term, source in zip(self.paths.conditions, self.paths.sources, strict=True)]

    def installed(self) -> AbstractContextManager[None]:
        """Answer the seam of the kit until the block ends."""
        return engine.answered_by(self)

    def touch(self, table: str, key: Key) -> None:
        """A key was looked at."""
        self.knowledge.touch(table, key)

    def summed(self, read: Read) -> None:
        """A sum was looked at."""
        self.knowledge.summed(read)

    def wrote(self, table: str, column: int, key: Key) -> None:
        """A column was written."""
        self.writes.append((table, column, key))

    def arbitrary_key(self, table: str) -> Key:
        """The key at which a law of all rows is shown."""
        return table_at(self.world_class, table).key.unknown_terms(name_in(Space.ANY_KEY, table))

    def row_of_all(self, table: str) -> Key:
        """The key of the row that stands for all rows a law goes through; it may be that of the law or another."""
        if self._in_transition():
            raise OutsideTheSubset(f"a transition goes through {table}.items(): use for_each(table, step, w)")
        return table_at(self.world_class, table).key.unknown_terms(name_in(Space.ANY_ROW, table))

    def _in_transition(self) -> bool:
        """Whether the transition runs, or something that it computes, and no law or summand is looked at."""
        decider = deciders[-1] if deciders else None
        while decider is not None and decider is not self.paths:
            decider = getattr(decider, "outer", None)
        return decider is not None

    def require(self, condition: object, reason: Enum) -> None:
        """Assume the condition; where it does not hold, the transition is refused and leaves nothing."""
        term = truth_of(condition)
        if self.computing or deciders[-1] is not self.paths:
            raise OutsideTheSubset(f"a computation refuses ({reason.name}): let the transition do it")
        settled = self.paths.known(term)
        if settled is None:
            settled = known_truth(simplified(term))
        if settled is None and self.attempts:
            settled = self.paths.decide(term)
        if settled is False:
            self._refuser = self._message_that_asks()
            raise Rejected(reason)
        if settled is None:
            opposite = Fact(negation(term), self._guard(reason))
            self.refusals.append(self._refusal(reason, [*self.assumed(), opposite], self._message_that_asks()))
            self.paths.assume(term, self._guard(reason))

    def _refusal(self, reason: Enum, conditions: Sequence[Fact], refuser: str) -> Refusal:
        facts = self.facts() if self._shows else ()
        return Refusal(reason, tuple(conditions), facts, self.turn is not None, refuser, self.paths.taken())

    def _message_that_asks(self) -> str:
        """The innermost message in whose text the guard stands; empty where that is a step by itself."""
        frame = sys._getframe(3)  # noqa: SLF001 (no other way is as cheap)
        while frame.f_back is not None and frame.f_code is not Executor._run.__code__:
            declared = REGISTRY.get(frame.f_code.co_name)
            if declared is not None and declared.function.__code__ is frame.f_code and declared.kind is Kind.MESSAGE:
                return declared.name
            frame = frame.f_back
        return ""

    def _guard(self, reason: Enum) -> str:
        """What a guard is called: the transition it stands in, and its reason."""
        transition = sys._getframe(3).f_code.co_name  # noqa: SLF001 (no other way is as cheap)
        guard = f"{transition}: {reason.name}"
        self.guards[guard] = None
        return guard

    def compute(self, function: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """Merge a computation; it may read the world and not change it."""
        before = scalars_of(self.world)
        self.computing += 1
        try:
            answer = computed(function, arguments)
        finally:
            self.computing -= 1
        if any(map(operator.is_not, before, scalars_of(self.world))):
            raise OutsideTheSubset(f"the computation {function.__name__} changes the world")
        return answer

    def ask(self, oracle: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """An answer of which nothing is known but that the same question has the same answer."""
        answer = answer_of(oracle, arguments, self.world_class, len(self.answers))
        if answer.with_world:
            if not self._in_transition():
                raise OutsideTheSubset(
                    f"a law asks {oracle.__name__} with the world, which may answer otherwise each time"
                )
            self.answers.append(answer)
        return answer.value

    def total(self, table: object, amount: Callable[..., object]) -> SymbolicInt:
        """The sum over a table."""
        return SymbolicInt(self.sums.total(summed(table), amount))

    def total_by(self, table: object, shares: Callable[..., object]) -> SymbolicTotals:
        """The sums over a table, by group."""
        return SymbolicTotals(self.sums, summed(table), shares)

    def unchanged(self, before: World, after: World, paths: Sequence[str]) -> SymbolicBool:
        """Whether leaves have the same values in two worlds."""
        self._require_of_a_message()
        return SymbolicBool(self._comparisons.unchanged(before, after, paths))

    def confined(self, before: World, after: World, changes: Mapping[str, Rows]) -> SymbolicBool:
        """Whether two worlds differ only in what may change."""
        self._require_of_a_message()
        return SymbolicBool(self._comparisons.confined(before, after, changes))

    def _require_of_a_message(self) -> None:
        if self._memory.remembers:
            raise OutsideTheSubset("only a law of messages compares whole leaves of worlds")

    def attempt(self, step: Callable[..., object], arguments: tuple[object, ...]) -> bool:
        """Run a step that may be refused; then it has changed nothing."""
        world = arguments[0]
        self.require_whole(world)
        state, standing = state_of(world), (self.start, self.start_eras, self.turn, list(self.writes))
        self.attempts += 1
        try:
            step(*arguments)
        except Rejected as rejected:
            if self.turn is not None and self.turn is not standing[2]:
                refusal = self._refusal(rejected.reason, self.assumed(), self._refuser)
                self.undone.append((self.turn, refusal))  # the step of a loop in the attempt is refused
            restore(world, state)
            self.start, self.start_eras, self.turn, self.writes = standing
            return False
        finally:
            self.attempts -= 1
        return True

    def loop(self, over: object, group: object, step: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Any number of steps."""
        if self.computing or deciders[-1] is not self.paths:
            raise OutsideTheSubset("a computation loops over rows: let the transition do it")
        self.loops.run(over, group, step, arguments)
