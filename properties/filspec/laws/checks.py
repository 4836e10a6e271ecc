"""Checks: one class for each kind of law that is not asked of every row, and which moments each is due at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from functools import cached_property

from filspec.kit import engine
from filspec.kit.judging import speaks_of
from filspec.kit.laws import Law
from filspec.kit.runner import Step
from filspec.laws.facets import Note
from filspec.laws.fields_read import fields_read
from filspec.laws.judging import Judge
from filspec.laws.moments import SHAPE, Moment
from filspec.laws.places import Places, Watchlist
from filspec.laws.reads import leaves_read
from filspec.laws.watching import SeenStep

Trigger = tuple[str, str]
"""What makes a check due: a leaf that changed, a message, a loop, or (``ALWAYS``) any step."""

ALWAYS: Trigger = ("step", "")
LEAF = "leaf"


def leaf(path: str) -> Trigger:
    """A change of this leaf makes a check due."""
    return LEAF, path


def message(name: str) -> Trigger:
    """A message of this name makes a check due, accepted or refused."""
    return "message", name


def loop(step: str) -> Trigger:
    """A loop of this step makes a check due."""
    return "loop", step


_HERE = ""
"""The only place of a law that is not one of rows."""

_ONLY = frozenset({_HERE})


class Check(ABC):
    """How one law is checked.

    Args:
        law: the law.
        watchlist: where to enter what its answers rest on.

    Attributes:
        places: what is known of where it holds.
        triggers: what makes it due. A check none of whose triggers occurred cannot have been broken.
        reads: the leaves that the law can read.
    """

    triggers: frozenset[Trigger]

    def __init__(self, law: Law, watchlist: Watchlist) -> None:
        self.law, self.judge, self.places = law, Judge(law), Places(watchlist)
        self.reads = leaves_read(law.holds, SHAPE.paths)
        self.triggers = frozenset(leaf(path) for path in self.reads)

    @cached_property
    def fields(self) -> frozenset[str] | None:
        """Names among which are all fields of rows that the law can read; None if it may use rows as a whole."""
        return fields_read(self.law.holds)

    def is_due(self, moment: Moment, occurred: frozenset[Trigger]) -> bool:
        """Whether one of its triggers occurred; a change of a leaf only if it can read something of what changed."""
        found = self.triggers & occurred
        return any(moment.can_touch(name, self.fields) if kind == LEAF else True for kind, name in found)

    def is_settled(self, moment: Moment) -> bool:
        """Whether it is known to hold after any change that touches nothing its answers rest on."""
        return False

    @abstractmethod
    def look(self, moment: Moment) -> None:
        """Check what the change from an older to a newer world can have broken.

        Without a step the newer world is not what a message made of the older one: only laws of states are asked.

        Raises:
            LawBroken: the law does not hold.
        """

    @abstractmethod
    def look_everywhere(self, moment: Moment) -> None:
        """Check the newer world as a whole, and forget what was known before.

        Raises:
            LawBroken: the law does not hold.
        """


def watched(moment: Moment, law: Law, *arguments: object) -> frozenset[Note] | None:
    """Ask a law of views; what its answer rests on, or None if it does not hold or cannot be watched."""
    moment.notes.clear()
    try:
        with engine.answered_by(moment.engine):
            holds = law.holds(*arguments)
    except Exception:
        return None
    return frozenset(moment.notes) if holds else None


class SingleCheck(Check, ABC):
    """What the checks of worlds and of steps have in common: one case, asked when what its answer rests on changed."""

    def is_settled(self, moment: Moment) -> bool:
        """Whether what the answer rests on is known."""
        return _HERE in self.places.rests

    def look(self, moment: Moment) -> None:
        """Ask it, unless the answer is known to rest on nothing that changed."""
        self.places.wake(moment.changes)
        if _HERE in self.places.rests or not self._is_asked(moment):
            return
        if not (self.places.to_watch(_ONLY) and self._is_known_to_hold(moment)):
            self.judge.ask(self._arguments(moment.before, moment.after), (), moment.step)

    def _is_known_to_hold(self, moment: Moment) -> bool:
        """Watch it."""
        notes = watched(moment, self.law, *self._arguments(moment.view_before, moment.view_after))
        if notes is None:
            return False
        self.places.rest(_HERE, notes, moment.changes)
        self.judge.count += 1
        return True

    def _is_asked(self, moment: Moment) -> bool:
        return True

    @abstractmethod
    def _arguments(self, before: object, after: object) -> tuple[object, ...]:
        """What the law is given."""

    def look_everywhere(self, moment: Moment) -> None:
        """Ask it of the newer world, and forget what was known."""
        self.places.clear()
        if self._is_asked(moment):
            self.judge.ask(self._arguments(moment.before, moment.after), (), moment.step)


class WorldCheck(SingleCheck):
    """A law of every world."""

    def _arguments(self, before: object, after: object) -> tuple[object, ...]:
        return (after,)


class StepCheck(SingleCheck):
    """A law of every step; it holds for doing nothing."""

    def _is_asked(self, moment: Moment) -> bool:
        return moment.step is not None

    def _arguments(self, before: object, after: object) -> tuple[object, ...]:
        return before, after


class NamedCheck(Check):
    """A law of the messages of one name: what they do, what they may change, or when they are refused."""

    def __init__(self, law: Law, watchlist: Watchlist) -> None:
        super().__init__(law, watchlist)
        self.triggers = frozenset({message(law.path)})

    def is_due(self, moment: Moment, occurred: frozenset[Trigger]) -> bool:
        """Whether it says something of the message; that depends on the name and on what became of it."""
        return moment.step is not None and speaks_of(self.law, moment.step)

    def look(self, moment: Moment) -> None:
        """Ask it of both worlds and the message."""
        self.judge.ask((moment.before, moment.after, moment.step), (), moment.step)

    def look_everywhere(self, moment: Moment) -> None:
        """Nothing is known from before, and without a message there is nothing to ask."""


class MessageCheck(Check):
    """A law of every message.

    That it held of one message shows that it holds of another of the same name with the same outcome, if nothing that
    its answer rests on changed in either or in between, and it asked for nothing else that is the message's own.
    """

    def __init__(self, law: Law, watchlist: Watchlist) -> None:
        super().__init__(law, watchlist)
        self.triggers = frozenset({ALWAYS})

    def is_settled(self, moment: Moment) -> bool:
        """Whether what the answer for messages like this one rests on is known."""
        return moment.kind in self.places.rests

    def look(self, moment: Moment) -> None:
        """Ask it of both worlds and the step."""
        known = self.places
        known.wake(moment.changes)
        step = moment.step
        if step is None:
            return
        kind = moment.kind
        if kind in known.rests:
            return
        if kind in known.restless or not self._is_known_to_hold(moment, step, kind):
            self.judge.ask((moment.before, moment.after, step), (), step)

    def _is_known_to_hold(self, moment: Moment, step: Step, kind: Hashable) -> bool:
        """Watch it."""
        seen = SeenStep(step)
        notes = watched(moment, self.law, moment.view_before, moment.view_after, seen)
        if notes is None or seen.own:
            self.places.disturb(kind)
            return False
        self.places.rest(kind, notes, moment.changes)
        self.judge.count += 1
        return True

    def look_everywhere(self, moment: Moment) -> None:
        """Forget what was known."""
        self.places.clear()
