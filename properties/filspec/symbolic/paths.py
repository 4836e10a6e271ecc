"""Paths: all ways through a function, found by running it again for each.

No state is ever copied in the middle of a run. A path is its list of decisions; the next one repeats all but the last
and takes that the other way. On a repeated stretch the function must ask the very same questions, else it is not
deterministic and nothing is proved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from filspec.symbolic.terms import Term, known_truth, negation, same, simplified
from filspec.symbolic.values import OutsideTheSubset

A_DECISION = "a decision"
"""Where a condition of a path comes from, if it is that of an ``if``."""

MOST_DECISIONS = 300
"""A path with more is taken for a loop without end."""


class Decision:
    """One decision: the condition, the way taken, and whether the other way remains to be seen."""

    __slots__ = ("condition", "open", "taken")

    def __init__(self, condition: Term | None, taken: bool, remains: bool) -> None:
        self.condition, self.taken, self.open = condition, taken, remains


Outcome = tuple[Term, object]
"""The condition of a path, and what the function returned on it."""


class Computed(NamedTuple):
    """What a computation gives.

    Attributes:
        returned: what it returns on each of its paths.
        crashes: on which condition it crashes.
        crash: how; None if it never does.
        answer: all that it returns, as one value, if it never crashes.
    """

    returned: Sequence[Outcome]
    crashes: Term
    crash: Exception | None
    answer: object


class _Repeated(NamedTuple):
    """A computation on a path: how many decisions there were before it, what was asked, and what it gives."""

    position: int
    question: Sequence[object]
    found: Computed


class Paths:
    """The decisions of the path that runs now, and what is known on it.

    Args:
        possible: whether a condition can hold on the path so far.
        outer: the paths of the caller, whose knowledge holds here too.
        computes: whether they are those of a computation, whose only effect is what it gives.
    """

    def __init__(self, possible: Callable[[Term], bool], outer: Paths | None = None, computes: bool = False) -> None:
        self.possible, self.outer, self.computes = possible, outer, computes
        self.decisions: list[Decision] = []
        self._repeated: list[_Repeated] = []
        self.begin()

    def begin(self) -> None:
        """Start to run the path anew."""
        self.position = self._calls = 0
        self.conditions: list[Term] = []
        self.sources: list[str] = []
        self._known: dict[Term, bool] = {}

    def assume(self, condition: Term, source: str = A_DECISION) -> None:
        """From here on the condition holds, and that is where it comes from."""
        self.conditions.append(condition)
        self.sources.append(source)
        self._known[condition] = True
        self._known[negation(condition)] = False

    def known(self, condition: Term) -> bool | None:
        """The truth value of a condition that the path or its caller has settled."""
        settled = known_truth(condition)
        if settled is not None:
            return settled
        found = self._known.get(condition)
        return self.outer.known(condition) if found is None and self.outer is not None else found

    def decide(self, condition: Term) -> bool:
        """The truth value of the condition on this path; both are seen, on two paths, if both are possible."""
        settled = self.known(condition)
        if settled is None:
            settled = known_truth(simplified(condition))
        if settled is not None:
            return settled
        taken = self._next(condition)
        self.assume(condition if taken else negation(condition))
        return taken

    def choose(self) -> bool:
        """A choice that depends on nothing: both ways are seen."""
        return self._next(None)

    def taken(self) -> tuple[bool, ...]:
        """The ways taken so far."""
        return tuple([decision.taken for decision in self.decisions[: self.position]])

    def _next(self, condition: Term | None) -> bool:
        if self.position == len(self.decisions):
            taken = condition is None or self.possible(condition)
            remains = taken and (condition is None or self.possible(negation(condition)))
            self.decisions.append(Decision(condition, taken, remains))
        decision = self.decisions[self.position]
        if not _alike(decision.condition, condition):
            raise OutsideTheSubset("the function is not deterministic: run again, it asks something else")
        self.position += 1
        if self.position > MOST_DECISIONS:
            raise OutsideTheSubset(f"more than {MOST_DECISIONS} decisions on one path: a loop without end?")
        return decision.taken

    def repeated(self, question: Sequence[object], compute: Callable[[], Computed]) -> Computed:
        """What a computation gives here; where the path repeats an earlier one, what it gave there.

        Raises:
            OutsideTheSubset: something else was computed there.
        """
        if self._calls == len(self._repeated):
            self._repeated.append(_Repeated(self.position, question, compute()))
        position, asked, found = self._repeated[self._calls]
        if (position, asked) != (self.position, question):
            raise OutsideTheSubset("the function is not deterministic: run again, it computes something else")
        self._calls += 1
        return found

    def advance(self) -> bool:
        """Turn to the next path; whether there is one."""
        while self.decisions and not self.decisions[-1].open:
            self.decisions.pop()
        if not self.decisions:
            return False
        last = self.decisions[-1]
        last.taken, last.open = not last.taken, False
        while self._repeated and self._repeated[-1].position >= len(self.decisions):
            self._repeated.pop()
        return True


def _alike(repeated: Term | None, condition: Term | None) -> bool:
    if repeated is None or condition is None:
        return repeated is condition
    return same(repeated, condition)
