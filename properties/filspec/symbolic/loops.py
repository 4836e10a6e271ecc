"""Loops: any number of steps of which nobody knows how many.

A loop is whatever a number of steps can make of the world: a lawful world in which only what is in the step's footprint
has changed, and changed only as laws of steps allow. That a step keeps to this is shown once for all loops with this
step. What could not be shown of it by itself is shown on the way: the path forks, one branch runs a single step from a
world that this loop can come to, and the other goes on behind the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from filspec.kit.engine import Over
from filspec.kit.requirement import Rejected
from filspec.symbolic.footprints import Footprint, forget
from filspec.symbolic.goals import laws_hold
from filspec.symbolic.instances import Visit
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.outcomes import NEVER_REFUSED, WITHIN_BOUNDS, Goal
from filspec.symbolic.setting import Footprints, Loop, Shown, StepDone, Steps, Turn, loop_of, terms_given
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.tables import SymbolicTable
from filspec.symbolic.terms import Term, same
from filspec.symbolic.values import OutsideTheSubset, SymbolicSequence
from filspec.symbolic.worlds import World, at, copy_of, scalar_terms

if TYPE_CHECKING:
    from filspec.symbolic.executor import Executor

THE_LOOP = "a loop comes to rows that are there"
"""What a turn of a loop may assume of its row."""


class _Unshown(Enum):
    """Why the step of a loop is refused, where only what is written is of interest."""

    REASON = "a step is refused"


class Loops:
    """The loops on the paths of one transition.

    Args:
        executor: who runs the transition.
        footprints: what steps can write.
        steps: what was shown of steps by themselves; None where nothing is to be shown, but what is written to be seen.

    Attributes:
        shown: what was shown of the steps that were met.
        wanted: what they leave open, and has to be shown where they stand.
        at_beginning: who shows what has to hold where a loop begins.
    """

    def __init__(self, executor: Executor, footprints: Footprints, steps: Steps | None) -> None:
        self._executor, self._footprints, self._steps = executor, footprints, steps
        self._entered: set[tuple[tuple[bool, ...], int]] = set()
        self._begins = False
        self.wanted: dict[Loop, frozenset[str]] = {}
        self.shown: dict[Loop, Shown] = {}
        self.at_beginning: Callable[[Sequence[Goal], str], None] = lambda _goals, _step: None

    def run(self, over: object, group: object, step: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Come to a loop and go on behind it."""
        executor, (world, *extra) = self._executor, arguments
        executor.require_whole(world)
        if isinstance(over, tuple) and group is Over.ITEMS:
            for item in over:
                executor.setting.step_laws.require_no_item(step)
                step(world, item, *extra)
            return
        loop = loop_of(step, over, group, executor.world_class)
        if isinstance(over, SymbolicTable) and at(world, over.path) is not over:
            raise OutsideTheSubset(f"the loop of {loop.name} goes through a table that is none of the world")
        in_group = [] if loop.group is None else loop.group.flatten(group)
        given = [*in_group, *terms_given(step, extra)]
        footprint = self._footprints.of(loop)  # first, for a step that loops over itself has none
        if self._steps is not None:
            self.shown[loop] = self._steps.shown(loop)
        entry = self._enter(loop.name)
        left = self._leave(entry, footprint, given)
        if self._steps is not None:
            shown = self.shown[loop]
            if executor.attempts and shown.reasons:
                executor.guesses += 1
                if executor.paths.choose():
                    raise Rejected(shown.reasons[0])
            promise = self._promise_of(loop, self._steps)
            kept = promise is None or promise.issuperset(shown.reasons)
            wanted = shown.open if kept else shown.open | {NEVER_REFUSED}
            self.wanted[loop] = self.wanted.get(loop, frozenset()) | wanted
            if wanted and executor.paths.choose():
                turn = Turn(loop, over, group, tuple(extra), entry, wanted, promise, attempts=executor.attempts)
                self._take_turn(turn, given)
            if WITHIN_BOUNDS not in shown.open:
                executor.knowledge.add_facts(executor.setting.bounds(left))
            visit = Visit(loop.path, tuple(in_group), tuple(extra), entry, left)
            executor.knowledge.add_visits(shown.visits, visit)
        elif executor.attempts and executor.paths.choose():
            raise Rejected(_Unshown.REASON)

    def _promise_of(self, loop: Loop, steps: Steps) -> frozenset[Enum] | None:
        """The only reasons for which the step may be refused here: its own, and those of whom its refusal refuses."""
        executor, turn = self._executor, self._executor.turn
        is_undone = executor.attempts > (0 if turn is None else turn.attempts)
        around = executor.promise if turn is None else turn.promise
        promises = [steps.promise(loop), None if is_undone else around]
        given = [promise for promise in promises if promise is not None]
        return frozenset.intersection(*given) if given else None

    @property
    def passed(self) -> bool:
        """Whether the path, or the turn that is run, has passed a loop; one that only begins is not passed."""
        return self._executor.eras - self._begins != self._executor.start_eras

    def _enter(self, step: str) -> World:
        """The world at the beginning of a loop, where every law has to hold."""
        executor = self._executor
        executor.eras += 1
        entry = copy_of(executor.world, frozen=True)
        beginning = (executor.paths.taken(), executor.eras)
        if self._steps is not None and beginning not in self._entered:
            self._entered.add(beginning)
            laws = executor.setting.laws if executor.turn is None else executor.turn.wants(executor.setting.laws)
            self._begins = True
            try:
                self.at_beginning(laws_hold(laws, entry, executor.knowledge, executor.arbitrary_key), step)
            finally:
                self._begins = False
        return entry

    def _leave(self, entry: World, footprint: Footprint, given: Sequence[Term]) -> World:
        """The world after some number of steps, as far as it is known."""
        executor = self._executor
        frames = forget(executor.world, footprint, given, f"#{executor.eras}")
        executor.writes += footprint.written(given)
        left = copy_of(executor.world, frozen=True)
        executor.knowledge.add_world(left)
        executor.knowledge.add_step(entry, left)
        executor.knowledge.add_frames(frames)
        return left

    def take_any_turn(self, loop: Loop, item: object, extra: Sequence[object]) -> object:
        """What a step answers that runs by itself: from any lawful world, for any row that is there or any item."""
        executor, terms = self._executor, loop.item.flatten(item)
        if loop.path:
            executor.touch(loop.path, tuple(terms))
            executor.paths.assume(at(executor.world, loop.path).has(terms), THE_LOOP)
        given = [] if loop.group is None else terms[: len(loop.group.leaves)]
        given += terms_given(loop.step, extra)
        answer = loop.step(executor.world, item, *extra)
        self._check_footprint(loop, given)
        return answer

    def _take_turn(self, turn: Turn, given: Sequence[Term]) -> None:
        """Run a single step in this loop, for any row or item."""
        executor = self._executor
        executor.start, executor.start_eras, executor.turn = copy_of(executor.world, frozen=True), executor.eras, turn
        executor.writes = []
        item = self._arbitrary_item(turn)
        executor.turn = turn._replace(item=item)
        turn.loop.step(executor.world, item, *turn.extra)
        self._check_footprint(turn.loop, given)
        raise StepDone

    def _check_footprint(self, loop: Loop, given: Sequence[Term]) -> None:
        footprint, executor = self._footprints.of(loop), self._executor
        before, after = scalar_terms(executor.start), scalar_terms(executor.world)
        changed = {path for path in before if not all(map(same, before[path], after[path]))}
        if not changed <= footprint.scalars or not all(footprint.covers(*write, given) for write in executor.writes):
            raise OutsideTheSubset(f"the step {loop.name} writes what it was not seen to write")

    def _arbitrary_item(self, turn: Turn) -> object:
        """A row or item of which only that is known that the loop comes to it."""
        executor, table = self._executor, turn.over
        if isinstance(table, SymbolicSequence):
            return shape_of(table.items).unknown(name_in(Space.LOOP_ITEM, str(executor.eras)))
        assert isinstance(table, SymbolicTable)
        given = [] if turn.loop.group is None else turn.loop.group.flatten(turn.group)
        key = (*given, *table.key_shape.unknown_terms(name_in(Space.LOOP_KEY, str(executor.eras)))[len(given) :])
        executor.touch(table.path, key)
        executor.paths.assume(at(turn.entry, table.path).has(key), THE_LOOP)
        executor.paths.assume(table.has(key), THE_LOOP)
        return table.key_shape.symbolic(key)
