"""Sampling: transitions run on ordinary values as they always do, and each of them is kept, and each turn of a loop.

The sampler stands at the seam where a prover stands. It answers as the kit itself does without one, and notes what it
sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from filspec.kit import engine, frames, sums
from filspec.kit.oracles import Answers
from filspec.kit.requirement import Rejected, require
from filspec.kit.runner import Receipt
from filspec.kit.tables import PairTable, Table
from filspec.kit.transitions import transition_of
from filspec.kit.worlds import fork, is_actor, shape_of
from filspec.symbolic.samples import Sample, Seen
from filspec.symbolic.worlds import World

AnyTable = Table[object, object]


class _Run:
    """A transition that runs now: what it saw so far, and where its loops left the world."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.behind: list[World] = []
        self.in_turn = False


class Sampler:
    """Runs transitions on ordinary values and keeps them as samples. Not shared between threads.

    Args:
        answers: who answers for the world outside the chain.
        origin: the story that is run.

    Attributes:
        samples: every transition and every turn so far, in the order in which they ended.
    """

    def __init__(self, answers: Answers, origin: str = "") -> None:
        self._answers, self._origin = answers, origin
        self._running: list[_Run] = []
        self.samples: list[Sample] = []

    def run(self, transition: Callable[..., object], world: World, *arguments: object) -> Receipt:
        """Run a transition on a world; a refused one leaves it as it was.

        A crash is no sample: it is raised, and the world is left as it was.
        """
        before = fork(world)
        try:
            with engine.answered_by(self):
                return self._sampled(transition, world, arguments)
        except Rejected as rejected:
            _restore(world, before)
            return Receipt(accepted=False, reason=rejected.reason, answer=None)
        except BaseException:
            _restore(world, before)
            raise

    def _sampled(self, transition: Callable[..., object], world: World, arguments: tuple[object, ...]) -> Receipt:
        before, run = fork(world), _Run()
        self._running.append(run)
        try:
            receipt = Receipt(accepted=True, reason=None, answer=transition(world, *arguments))
            self._keep(transition, before, arguments, run, fork(world), receipt)
            return receipt
        except Rejected as rejected:
            receipt = Receipt(accepted=False, reason=rejected.reason, answer=None)
            self._keep(transition, before, arguments, run, before, receipt)
            raise
        finally:
            self._running.pop()

    def _keep(
        self,
        transition: Callable[..., object],
        before: World,
        arguments: tuple[object, ...],
        run: _Run,
        after: World,
        receipt: Receipt,
    ) -> None:
        self.samples.append(
            Sample(
                subject=transition_of(transition).name,
                transition=transition,
                origin=self._origin,
                before=before,
                arguments=arguments,
                answers=self._answers,
                seen=tuple(run.seen),
                behind=tuple(run.behind),
                after=after,
                receipt=receipt,
                in_turn=run.in_turn,
            )
        )

    def require(self, condition: object, reason: Enum) -> None:
        """Refuse where the condition does not hold."""
        with engine.answered_by(None):
            require(condition, reason)  # type: ignore[arg-type]

    def compute(self, function: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """Compute; what it asks on the way is noted."""
        return function(*arguments)

    def ask(self, oracle: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """Let the outside world answer; an answer that depends on the world is noted."""
        answering = self._answers.get(oracle.__name__)
        if answering is None:
            raise LookupError(f"nobody answers the oracle {oracle.__name__}: give the sampler a rung that does")
        with engine.answered_by(None):
            answer = answering(*arguments)
        if any(is_actor(type(argument)) for argument in arguments):
            self._running[-1].seen.append(Seen(oracle.__name__, answer))
        return answer

    def loop(self, over: object, group: object, step: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Go through the rows or items, each turn being a sample of its own."""
        world, *extra = arguments
        run = self._running[-1]
        for item in _items(over, group):
            try:
                self._sampled(step, world, (item, *extra))
            except Rejected:
                run.in_turn = True
                run.behind.append(self.samples[-1].before)
                raise
        run.behind.append(fork(world))

    def attempt(self, step: Callable[..., object], arguments: tuple[object, ...]) -> bool:
        """Run a step that may be refused; then it has changed nothing."""
        world = arguments[0]
        before = fork(world)
        try:
            step(*arguments)
        except Rejected:
            _restore(world, before)
            self._running[-1].in_turn = False
            return False
        return True

    def total(self, table: object, amount: Callable[..., object]) -> object:
        """The sum over all rows."""
        with engine.answered_by(None):
            return sums.total(table, amount)  # type: ignore[arg-type]

    def total_by(self, table: object, shares: Callable[..., object]) -> object:
        """The sums over all rows, by group."""
        with engine.answered_by(None):
            return sums.total_by(table, shares)  # type: ignore[arg-type]

    def unchanged(self, before: object, after: object, paths: Sequence[str]) -> object:
        """Whether leaves have the same values in two worlds."""
        with engine.answered_by(None):
            return frames.unchanged(before, after, *paths)

    def confined(self, before: object, after: object, changes: frames.Changes) -> object:
        """Whether two worlds differ only in what may change."""
        with engine.answered_by(None):
            return frames.confined(before, after, changes)


def _items(over: object, group: object) -> Iterator[object]:
    """The keys or items that a loop goes through, in its order; a row that is gone when its turn comes has none."""
    if isinstance(over, tuple):
        yield from over
        return
    assert isinstance(over, Table)
    if group is engine.Over.ROWS:
        keys = over.keys_in_order()
    else:
        assert isinstance(over, PairTable)
        keys = over.keys_under(group)
    for key in keys:
        if key in over:
            yield key


def _restore(world: World, before: World) -> None:
    shape = shape_of(type(world))
    shape.restore(world, shape.leaves(before))
