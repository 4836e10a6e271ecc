"""The executor: answers the seam of the kit while a transition runs on symbolic values.

``require`` does not fork: the refusal is noted, for it undoes everything, and the condition is assumed. A loop is
whatever a number of steps can make of the world that nobody counted: a lawful world in which only what is in the step's
footprint has changed, and changed only as laws of steps allow. That a step keeps to this is shown once for all loops
with this step. What could not be shown of it by itself is shown on the way: the path forks, one branch runs a single
step from a world that this loop can come to, and the other goes on behind the loop.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum

from filspec.kit import engine
from filspec.kit.requirement import Rejected
from filspec.kit.transitions import transition_of
from filspec.symbolic.computation import CRASHES, computed
from filspec.symbolic.footprints import Concrete, Footprint, forget
from filspec.symbolic.goals import laws_hold
from filspec.symbolic.knowledge import Fact, Knowledge, Visit
from filspec.symbolic.memory import Memory
from filspec.symbolic.oracles import Answer, answer_of
from filspec.symbolic.outcomes import NEVER_REFUSED, Ending, Goal, Outcome, Refusal
from filspec.symbolic.paths import Paths
from filspec.symbolic.setting import Footprints, Loop, Setting, Shown, StepDone, Steps, Turn, loop_of
from filspec.symbolic.shapes import shape_of, shape_of_value
from filspec.symbolic.sums import Read, Sums, SymbolicTotals
from filspec.symbolic.tables import Key, SymbolicTable
from filspec.symbolic.terms import Term, constant, known_truth, negation, same, simplified
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt, SymbolicSequence, deciders, truth_of
from filspec.symbolic.worlds import (
    World,
    at,
    copy_of,
    key_shape,
    restore,
    scalar_terms,
    state_of,
    tables_of,
    unknown_world,
)


THE_LOOP = "a loop comes to rows that are there"
"""What a turn of a loop may assume of its row."""


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
        self._footprints, self._possible, self._steps = footprints, possible, steps
        self._entered: set[tuple[tuple[bool, ...], int]] = set()
        self._memory = Memory()
        self.sum_facts = sum_facts
        self.promise: frozenset[Enum] | None = None
        self.looks_at_refusals = False
        self.at_loop: Callable[[Sequence[Goal], str], None] = lambda _goals, _step: None
        self.shown: dict[Loop, Shown] = {}
        self.guards: dict[str, None] = {}
        self.computing = 0
        self.sums = Sums(self)
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
        self.attempts = 0
        self.refusals: list[Refusal] = []
        self.answers: list[Answer] = []
        self.item: object = None
        self.writes: list[tuple[str, int, Concrete]] = []
        self.start = self.before
        self.turn: Turn | None = None
        self.knowledge = Knowledge(self.setting.laws, self.setting.relations, self._memory)
        self.world = copy_of(self.before, frozen=False)
        self._tables = tables_of(self.world)
        self.knowledge.add_world(self.before, self.setting.bounds(self.before))

    def _run(self, run: Callable[[World], object]) -> Outcome:
        ending, reason, answer = Ending.ACCEPTED, "", None
        deciders.append(self.paths)
        try:
            answer = run(self.world)
        except Rejected as rejected:
            ending, reason = Ending.REFUSED, rejected.reason.name
            self.refusals.append(Refusal(rejected.reason, tuple(self.assumed()), self.facts()))
        except StepDone:
            ending = Ending.STEPPED
        except CRASHES as crash:
            ending, reason = Ending.CRASHED, f"{type(crash).__name__}: {crash.args[0] if crash.args else ''}"
        finally:
            deciders.pop()
        if any(map(operator.is_not, self._tables, tables_of(self.world))):
            raise OutsideTheSubset("a table is replaced by another: write its rows")
        return Outcome(ending, reason, answer)

    def _can_be(self, condition: Term) -> bool:
        if self._steps is None:
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

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Answer the seam of the kit until the block ends."""
        outer = engine.active
        engine.active = self
        try:
            yield
        finally:
            engine.active = outer

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
        shape = key_shape(self.world_class, table)
        return tuple(constant(f"any {table}{name}", sort) for name, sort in shape.leaves)

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
            raise Rejected(reason)
        if settled is None:
            conditions = (*self.assumed(), Fact(negation(term), self._guard(reason)))
            self.refusals.append(Refusal(reason, conditions, self.facts() if self.looks_at_refusals else ()))
            self.paths.assume(term, self._guard(reason))

    def _guard(self, reason: Enum) -> str:
        """What a guard is called: the transition it stands in, and its reason."""
        transition = sys._getframe(3).f_code.co_name
        guard = f"{transition}: {reason.name}"
        self.guards[guard] = None
        return guard

    def compute(self, function: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """Merge a computation; it may read the world and not change it."""
        worlds = [argument for argument in arguments if isinstance(argument, self.world_class)]
        leaves = [state_of(world)[0] for world in worlds]
        self.computing += 1
        try:
            answer = computed(function, arguments)
        finally:
            self.computing -= 1
        for world, before in zip(worlds, leaves, strict=True):
            if any(now is not then for now, then in zip(state_of(world)[0], before, strict=True)):
                raise OutsideTheSubset(f"the computation {function.__name__} changes the world")
        return answer

    def ask(self, oracle: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """An answer of which nothing is known but that the same question has the same answer."""
        answer = answer_of(oracle, arguments, self.world_class, len(self.answers))
        self.answers.append(answer)
        return answer.value

    def total(self, table: object, amount: Callable[..., object]) -> SymbolicInt:
        """The sum over a table."""
        assert isinstance(table, SymbolicTable)
        return SymbolicInt(self.sums.total(table, amount))

    def total_by(self, table: object, shares: Callable[..., object]) -> SymbolicTotals:
        """The sums over a table, by group."""
        assert isinstance(table, SymbolicTable)
        return SymbolicTotals(self.sums, table, shares)

    def attempt(self, step: Callable[..., object], arguments: tuple[object, ...]) -> bool:
        """Run a step that may be refused; then it has changed nothing."""
        world = arguments[0]
        state, standing = state_of(world), (self.start, self.start_eras, self.turn, list(self.writes))
        self.attempts += 1
        try:
            step(*arguments)
        except Rejected:
            restore(world, state)
            self.start, self.start_eras, self.turn, self.writes = standing
            return False
        finally:
            self.attempts -= 1
        return True

    def loop(self, over: object, group: object, step: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Any number of steps: show for one of them that it keeps what is assumed behind the loop."""
        world, *extra = arguments
        if self.computing or deciders[-1] is not self.paths:
            raise OutsideTheSubset("a computation loops over rows: let the transition do it")
        if isinstance(over, tuple):
            for item in over:
                step(world, item, *extra)
            return
        loop = loop_of(step, over, group)
        given = [*_terms_of(group), *(term for value in extra for term in shape_of_value(value).flatten(value))]
        footprint = self._footprints.of(loop)
        entry = self._enter(loop.name)
        left = self._leave(entry, footprint, given)
        if self._steps is not None:
            shown = self.shown[loop] = self._steps.shown(loop)
            if self.attempts and shown.reasons and self.paths.choose():
                raise Rejected(shown.reasons[0])
            wanted = shown.open if self._is_kept(shown.reasons) else shown.open | {NEVER_REFUSED}
            if wanted and self.paths.choose():
                self._take_turn(Turn(loop, over, group, tuple(extra), entry, wanted), given)
            visit = Visit(loop.path, tuple(_terms_of(group)), tuple(extra), entry, left)
            self.knowledge.add_visits(shown.visits, visit)

    def _is_kept(self, reasons: Sequence[Enum]) -> bool:
        """Whether the promise allows to be refused for these reasons."""
        return self.promise is None or self.promise.issuperset(reasons)

    def _enter(self, step: str) -> World:
        """The world at the beginning of a loop, where every law has to hold."""
        self.eras += 1
        entry = copy_of(self.world, frozen=True)
        beginning = tuple(decision.taken for decision in self.paths.decisions[: self.paths.position])
        if self._steps is not None and (beginning, self.eras) not in self._entered:
            self._entered.add((beginning, self.eras))
            laws = self.setting.laws if self.turn is None else self.turn.wants(self.setting.laws)
            self.at_loop(laws_hold(laws, entry, self.knowledge, self.arbitrary_key), step)
        return entry

    def _leave(self, entry: World, footprint: Footprint, given: Sequence[Term]) -> World:
        """The world after some number of steps, as far as it is known."""
        frames = forget(self.world, footprint, given, f"#{self.eras}")
        self.writes += footprint.written(given)
        left = copy_of(self.world, frozen=True)
        self.knowledge.add_world(left)
        self.knowledge.add_step(entry, left)
        self.knowledge.add_frames(frames)
        return left

    def take_any_turn(self, loop: Loop, extra: Sequence[object]) -> None:
        """Run a step by itself: from any lawful world, for any row that is there or any item."""
        item = loop.item.unknown("item")
        if loop.path:
            key = tuple(loop.item.flatten(item))
            self.touch(loop.path, key)
            self.paths.assume(at(self.world, loop.path).has(key), THE_LOOP)
        self.item = item
        given = [] if loop.group is None else loop.item.flatten(item)[: len(loop.group.leaves)]
        given += [term for value in extra for term in shape_of_value(value).flatten(value)]
        loop.step(self.world, item, *extra)
        self._check_footprint(loop, given)

    def _take_turn(self, turn: Turn, given: Sequence[Term]) -> None:
        """Run a single step in this loop, for any row or item."""
        self.start, self.start_eras, self.turn = copy_of(self.world, frozen=True), self.eras, turn
        self.writes = []
        item = self._arbitrary_item(turn)
        self.turn = turn._replace(item=item)
        turn.loop.step(self.world, item, *turn.extra)
        self._check_footprint(turn.loop, given)
        raise StepDone

    def _check_footprint(self, loop: Loop, given: Sequence[Term]) -> None:
        footprint = self._footprints.of(loop)
        before, after = scalar_terms(self.start), scalar_terms(self.world)
        changed = {path for path in before if not all(map(same, before[path], after[path]))}
        if not changed <= footprint.scalars or not all(footprint.covers(*write, given) for write in self.writes):
            raise OutsideTheSubset(f"the step {loop.name} writes what it was not seen to write")

    def _arbitrary_item(self, turn: Turn) -> object:
        """A row or item of which only that is known that the loop comes to it."""
        if isinstance(turn.over, SymbolicSequence):
            return shape_of(turn.over.items).unknown(f"item{self.eras}")
        assert isinstance(turn.over, SymbolicTable)
        table = turn.over
        given = _terms_of(turn.group)
        rest = [constant(f"key{self.eras}{name}", sort) for name, sort in table.key.leaves[len(given) :]]
        key = (*given, *rest)
        self.touch(table.path, key)
        self.paths.assume(at(turn.entry, table.path).has(key), THE_LOOP)
        self.paths.assume(table.has(key), THE_LOOP)
        return table.key.symbolic(key)


def _terms_of(group: object) -> list[Term]:
    return [] if group is None else shape_of_value(group).flatten(group)
