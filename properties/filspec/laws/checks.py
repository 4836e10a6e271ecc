"""Checks: one class for each kind of law that is not asked of every row, and which moments each is due at."""

from __future__ import annotations

from collections.abc import Hashable

from filspec.kit.laws import Law
from filspec.kit.runner import Step
from filspec.laws.judging import Judge
from filspec.laws.moments import SHAPE, Moment
from filspec.laws.places import Places
from filspec.laws.reads import leaves_read
from filspec.laws.watching import SeenStep

Trigger = tuple[str, str]
"""What makes a check due: a leaf that changed, a message, a loop, or (``ALWAYS``) any step."""

ALWAYS: Trigger = ("step", "")


def leaf(path: str) -> Trigger:
    """A change of this leaf makes a check due."""
    return "leaf", path


def message(name: str) -> Trigger:
    """A message of this name makes a check due, accepted or refused."""
    return "message", name


def loop(step: str) -> Trigger:
    """A loop of this step makes a check due."""
    return "loop", step


class Check:
    """How one law is checked.

    Args:
        law: the law.

    Attributes:
        triggers: what makes it due. A check none of whose triggers occurred cannot have been broken.
        reads: the leaves that the law can read.
    """

    triggers: frozenset[Trigger]

    def __init__(self, law: Law) -> None:
        self.law, self.judge = law, Judge(law)
        self.reads = leaves_read(law.holds, SHAPE.paths)
        self.triggers = frozenset(leaf(path) for path in self.reads)

    def look(self, moment: Moment) -> None:
        """Check what the change from an older to a newer world can have broken.

        Without a step the newer world is not what a message made of the older one: only laws of states are asked.

        Raises:
            LawBroken: the law does not hold.
        """
        raise NotImplementedError

    def look_everywhere(self, moment: Moment) -> None:
        """Check the newer world as a whole, and forget what was known before.

        Raises:
            LawBroken: the law does not hold.
        """


class WorldCheck(Check):
    """A law of every world, asked when a leaf that it can read changed."""

    def look(self, moment: Moment) -> None:
        """Ask it of the newer world."""
        self.judge.ask((moment.after,), (), moment.step)

    look_everywhere = look


class StepCheck(Check):
    """A law of every step, asked when a leaf that it can read changed: it holds for doing nothing."""

    def look(self, moment: Moment) -> None:
        """Ask it of both worlds."""
        if moment.step is not None:
            self.judge.ask((moment.before, moment.after), (), moment.step)


class PostconditionCheck(Check):
    """A law of one message, asked when that was accepted."""

    def __init__(self, law: Law) -> None:
        super().__init__(law)
        self.triggers = frozenset({message(law.path)})

    def look(self, moment: Moment) -> None:
        """Ask it of both worlds and the message's arguments."""
        step = moment.step
        if step is not None and step.receipt.accepted:
            self.judge.ask((moment.before, moment.after, *step.arguments), (), step)


class VisitCheck(Check):
    """A law of what a loop did to each row that there was at its beginning."""

    def __init__(self, law: Law) -> None:
        super().__init__(law)
        self.triggers = frozenset({loop(law.path)})

    def look(self, moment: Moment) -> None:
        """Ask it of each loop of its step, and of each row."""
        if moment.step is None:
            return
        for found in moment.step.loops:
            if found.step.name == self.law.path:
                before, after = moment.ends_of(found)
                for key in found.keys:
                    self.judge.ask((before, after, key, *found.extra), (key,), moment.step)


class MessageCheck(Check):
    """A law of every message.

    That it held of one message shows that it holds of another of the same name with the same outcome, if nothing that
    its answer rests on changed in either or in between, and it asked for nothing else that is the message's own.
    """

    def __init__(self, law: Law) -> None:
        super().__init__(law)
        self.triggers = frozenset({ALWAYS})
        self._places = Places()

    def look(self, moment: Moment) -> None:
        """Ask it of both worlds and the step."""
        known = self._places
        if known.rests and moment.changed:
            known.wake(moment.all_parts)
        step = moment.step
        if step is None:
            return
        kind = (step.transition.name, step.receipt.accepted)
        if kind in known.rests:
            return
        if kind in known.restless or not self._holds_in_view(moment, step, kind):
            self.judge.ask((moment.before, moment.after, step), (), step)
            known.restless.add(kind)

    def _holds_in_view(self, moment: Moment, step: Step, kind: Hashable) -> bool:
        """Ask it with a note of what its answer rests on."""
        seen = SeenStep(step)
        moment.notes.clear()
        try:
            holds = self.law.holds(moment.view_before, moment.view_after, seen)
        except Exception:
            return False
        if holds and not seen.own:
            self._places.rest(kind, frozenset(moment.notes), moment.all_parts)
        self.judge.count += holds
        return holds

    def look_everywhere(self, moment: Moment) -> None:
        """Forget what was known."""
        self._places = Places()
