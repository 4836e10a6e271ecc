"""Places: the rows at which a law of each row must be asked again, and no others.

A law that held at a row is asked there again if the row changed, or if something else that its answer rests on did. As
long as nothing better is known, an answer may rest on every leaf that the law can read. When the law has been due for
other leaves a few times while a row stayed, it is watched at that row once to see what the answer really rests on. An
answer that rests on what changes all the time (the epoch) is not worth watching again soon: there the law is asked
whenever one of its leaves changes.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set

from filspec.laws.watching import Part

PATIENCE = 8
"""How often a law is due between two looks for rows to watch; a watched run costs several plain ones."""

LONG_PATIENCE = 16 * PATIENCE
"""How often a law is due until rows that were not worth watching get another chance."""


class Places:
    """What is known of the rows of one law.

    Attributes:
        rests: what the answers rest on besides the row, where that is known.
        restless: rows whose answers turned out to rest on what changes.
    """

    def __init__(self) -> None:
        self.rests: dict[Hashable, frozenset[Part]] = {}
        self.restless: set[Hashable] = set()
        self._resting_on: dict[Part, set[Hashable]] = {}
        self._times_due = self._looked_at = 0

    def forget(self, keys: Set[Hashable]) -> None:
        """Nothing is known of these rows any more: they changed, or are gone."""
        if self.rests:
            for key in self.rests.keys() & keys:
                self._wake(key)
        if self.restless:
            self.restless -= keys

    def wake(self, changed: Set[Part]) -> None:
        """These parts changed: answers that rest on one of them are not known any more."""
        if self._resting_on:
            for key in {key for part in self._resting_on.keys() & changed for key in self._resting_on[part]}:
                self._wake(key)
                self.restless.add(key)

    def unknown(self, keys: Set[Hashable]) -> Set[Hashable]:
        """Those of the law's rows where it must be asked after a change of a leaf that it can read."""
        return keys - self.rests.keys() if self.rests else keys

    def to_watch(self, unknown: Set[Hashable], written_at: Mapping[Hashable, int], now: int) -> Set[Hashable]:
        """The rows to watch now: those that have not changed for so long that it is worth the effort.

        Args:
            unknown: the rows where the law must be asked.
            written_at: when each row was written last; those that are missing, at no time.
            now: the present time.
        """
        self._times_due += 1
        if self._times_due % PATIENCE:
            return frozenset()
        if self._times_due % LONG_PATIENCE == 0:
            self.restless.clear()
        since, self._looked_at = self._looked_at, now
        return {key for key in unknown - self.restless if written_at.get(key, 0) <= since}

    def rest(self, key: Hashable, parts: frozenset[Part], changed: Set[Part]) -> None:
        """The answer at this row rests on these parts, some of which may have changed just now."""
        if not parts.isdisjoint(changed):
            self.restless.add(key)
            return
        self.rests[key] = parts
        for part in parts:
            self._resting_on.setdefault(part, set()).add(key)

    def _wake(self, key: Hashable) -> None:
        for part in self.rests.pop(key):
            resting = self._resting_on[part]
            resting.discard(key)
            if not resting:
                del self._resting_on[part]
