"""Checks of laws of visits: what a loop did to each row that there was at its beginning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from filspec.kit.laws import Law
from filspec.laws.checks import Check, loop
from filspec.laws.judging import Judge
from filspec.laws.moments import Moment
from filspec.laws.places import Watchlist
from filspec.laws.reads import reads_parameter


class VisitCheck(Check):
    """A law of what a loop did to each row that there was at its beginning.

    Attributes:
        reads_before: whether it reads the world at the beginning of the loop.
    """

    def __init__(self, law: Law, watchlist: Watchlist) -> None:
        super().__init__(law, watchlist)
        self.triggers = frozenset({loop(law.path)})
        self.reads_before = reads_parameter(law.holds, 0)

    def look(self, moment: Moment) -> None:
        """Ask it of each loop of its step at all rows, and row by row only to find the first that breaks it."""
        for found in () if moment.step is None else moment.step.loops:
            if found.step.name == self.law.path:
                before, after = moment.ends_of(found)
                if not self.judge.hold((before, after, found.keys, *found.extra)):
                    cases = (((before, after, key, *found.extra), (key,)) for key in found.keys)
                    self.judge.ask_each(cases, moment.step)
                self.judge.count += len(found.keys)

    def look_everywhere(self, moment: Moment) -> None:
        """Nothing is known from before, and without a loop there is nothing to ask."""


def leaves_of_loops(checks: Iterable[Check]) -> dict[str, frozenset[str]]:
    """The steps whose loops some checks are about, each with the leaves that its laws can read."""
    found: dict[str, frozenset[str]] = {}
    for check in checks:
        if isinstance(check, VisitCheck):
            found[check.law.path] = check.reads | found.get(check.law.path, frozenset())
    return found


class LawsOfLoops:
    """Asks all laws of visits loop by loop, so that the worlds at the ends of a loop are made once.

    Args:
        checks: the checks of these laws.
    """

    def __init__(self, checks: Sequence[VisitCheck]) -> None:
        self._of_step: dict[str, list[Judge]] = {}
        for check in checks:
            self._of_step.setdefault(check.law.path, []).append(check.judge)
        self._reads_before = frozenset(check.law.path for check in checks if check.reads_before)

    def hold(self, moment: Moment) -> bool:
        """Whether all of them hold of all loops; if not, each is to be asked itself, in the order of the laws."""
        for found in () if moment.step is None else moment.step.loops:
            name, keys = found.step.name, found.keys
            judges = self._of_step.get(name, ())
            if keys and judges:
                before, after = moment.ends_of(found, name in self._reads_before)
                arguments = (before, after, keys, *found.extra)
                for judge in judges:
                    if not judge.hold(arguments):
                        return False
                    judge.count += len(keys)
        return True
