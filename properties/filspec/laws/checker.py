"""The checker: all laws, checked on ordinary values after every transition of a run.

Checking everything after everything would cost more than the run. Most of it is unnecessary, for rows and maps never
change: a leaf of the world that is the same object is the same value, and a law none of whose leaves changed holds as
before. So each law says what makes it due (``filspec.laws.checks``: a leaf, a message, a loop), and only laws that are
due are looked at; those of rows only at rows for which something changed (``filspec.laws.places``). What a step costs
does not depend on how many laws there are of other messages.

Laws of visits are asked of the loops of an accepted message, with the worlds at both ends of the loop. A refused
message or attempt has undone its loops; nobody can rely on them, and they are not judged.

The induction needs a beginning: a world that no checked step led to is checked as a whole, or, where another world is
known to be lawful, in all that differs from that one.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import is_not
from types import MappingProxyType

from filspec.kit import oracles, trace
from filspec.kit.laws import Law, Quantifier
from filspec.kit.runner import Step
from filspec.kit.worlds import Leaves
from filspec.laws.answers import RememberedAnswers
from filspec.laws.catalogue import catalogue
from filspec.laws.checks import (
    ALWAYS,
    Check,
    MessageCheck,
    NamedCheck,
    StepCheck,
    Trigger,
    WorldCheck,
    leaf,
    loop,
    message,
)
from filspec.laws.laws_of_message import LawsOfMessage
from filspec.laws.moments import Moment
from filspec.laws.places import Watchlist
from filspec.laws.row_checks import KeyCheck, RowCheck, StepRowCheck
from filspec.laws.visit_checks import LawsOfLoops, VisitCheck, leaves_of_loops

CHECKS: MappingProxyType[Quantifier, type[Check]] = MappingProxyType(
    {
        Quantifier.WORLD: WorldCheck,
        Quantifier.ROW: RowCheck,
        Quantifier.KEY: KeyCheck,
        Quantifier.STEP: StepCheck,
        Quantifier.STEP_ROW: StepRowCheck,
        Quantifier.MESSAGE: MessageCheck,
        Quantifier.POSTCONDITION: NamedCheck,
        Quantifier.REFUSAL: NamedCheck,
        Quantifier.FRAME: NamedCheck,
        Quantifier.VISIT: VisitCheck,
    }
)
"""How each kind of law is checked."""


class LawChecker:
    """An observer for ``filspec.kit.runner.Runner`` that raises ``LawBroken`` at the first law that does not hold.

    One checker may watch several runs, or the branches of one.

    Args:
        laws: the laws to check, in this order; all unless told otherwise.

    Attributes:
        laws: the laws that are checked.
        loops_of: the steps whose loops these laws are about, each with the leaves that its laws can read.
    """

    def __init__(self, laws: Iterable[Law] | None = None) -> None:
        self.laws = catalogue() if laws is None else tuple(laws)
        self._watchlist = Watchlist()
        self._checks = [CHECKS[law.quantifier](law, self._watchlist) for law in self.laws]
        self.loops_of = leaves_of_loops(self._checks)
        self._triggered: dict[Trigger, list[int]] = {}
        for place, check in enumerate(self._checks):
            for trigger in check.triggers:
                self._triggered.setdefault(trigger, []).append(place)
        self._due: dict[tuple[object, ...], Due] = {}
        self._moment = Moment()
        self._answers = RememberedAnswers({})
        self._lawful: Leaves | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How often each law was checked, by its name."""
        return {check.law.name: check.judge.count for check in self._checks}

    def __call__(self, step: Step) -> None:
        """Check what the step can have broken.

        Raises:
            LawBroken: a law does not hold.
        """
        if self._lawful is None:
            self.check_world(step.before)
        elif any(map(is_not, self._lawful, step.before)):
            self._look(self._lawful, step.before, None)
        self._look(step.before, step.after, step)

    def check_world(self, leaves: Leaves) -> None:
        """Check all laws of states, everywhere in one world.

        Raises:
            LawBroken: a law does not hold.
        """
        self._lawful = None
        self._moment.enter(leaves, leaves, None)
        self._ask(None)
        self._lawful = leaves

    def _look(self, before: Leaves, after: Leaves, step: Step | None) -> None:
        """Check what may differ between two worlds. What is broken once stays so: everything is then begun anew."""
        self._lawful = None
        self._moment.enter(before, after, step)
        self._ask(self._due_at(self._moment))
        self._lawful = after

    def _ask(self, due: Due | None) -> None:
        """Let the checks that are due look where something changed, or all of them everywhere.

        What they ask of oracles is remembered, and is no part of the run's trace.
        """
        rung, recorder = oracles.install(self._answers), trace.active
        if self._answers.rung is not rung:
            self._answers = RememberedAnswers(rung)
            oracles.install(self._answers)
        trace.active = None
        self._moment.engine.answers = self._answers
        try:
            self._look_at_all() if due is None else self._look_at_touched(due)
        finally:
            trace.active = recorder
            oracles.install(rung)

    def _look_at_all(self) -> None:
        for check in self._checks:
            check.look_everywhere(self._moment)

    def _look_at_touched(self, due: Due) -> None:
        touched = self._watchlist.touched(self._moment.changes)
        for check in due.others if due.hold_as_one(self._moment) else due.checks:
            if check.places in touched or not check.is_settled(self._moment):
                check.look(self._moment)

    def _due_at(self, moment: Moment) -> Due:
        """The checks that are due, in the order of their laws."""
        step = moment.step
        name, reason, loops = (
            ("", None, ()) if step is None else (step.transition.name, step.receipt.reason, step.loops)
        )
        at = (moment.kinds_of_change, name, moment.kind, reason, frozenset([done.step.name for done in loops]))
        found = self._due.get(at)
        if found is None:
            occurred = frozenset({ALWAYS, message(name), *map(leaf, moment.changed), *map(loop, at[-1])})
            places = sorted({place for trigger in occurred for place in self._triggered.get(trigger, ())})
            checks = [self._checks[place] for place in places]
            found = self._due[at] = Due([check for check in checks if check.is_due(moment, occurred)], step)
        return found


class Due:
    """The checks that are due at moments that are alike.

    Args:
        checks: all of them, in the order of their laws.
        step: what led to the first such moment.

    Attributes:
        checks: all of them, in the order of their laws.
        others: those that are neither of messages of one name nor of loops.
    """

    def __init__(self, checks: list[Check], step: Step | None) -> None:
        self.checks = checks
        named = [check for check in checks if isinstance(check, NamedCheck)]
        self._of_message = LawsOfMessage([check.judge for check in named], step)
        self._of_loops = LawsOfLoops([check for check in checks if isinstance(check, VisitCheck)])
        self.others = [check for check in checks if not isinstance(check, NamedCheck | VisitCheck)]

    def hold_as_one(self, moment: Moment) -> bool:
        """Whether all those of messages of one name hold, and all those of loops; if not, each is to be looked at."""
        return self._of_message.hold(moment) and self._of_loops.hold(moment)
