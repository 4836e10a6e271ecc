"""Places: the rows at which a law of each row must be asked again, and no others.

A law that held at a row is asked there again if the row changed, or if something else that its answer rests on did. A
row that just changed is first taken to rest on every leaf that the law can read. When the law has been due for other
leaves a few times while the row stayed, it is watched once to see what its answer really rests on. An answer that rests
on just what changes most (the epoch) is not worth watching again: such a row is asked whenever one of the leaves
changes, until the row itself does.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Set

from filspec.laws.watching import Part

PATIENCE = 8
"""How often a law is asked of its unwatched rows before those are watched; a watched run costs several plain ones."""


class Places:
    """What is known of the rows of one law. Each row is of one of four kinds.

    Args:
        keys: the rows there are; nothing is known of them.

    Attributes:
        fresh: rows that changed lately.
        waiting: rows that have not, and are to be watched next.
        restless: rows whose answers rest on what changes all the time.
        rests: what the answers at all other rows rest on.
    """

    def __init__(self, keys: Iterable[Hashable] = ()) -> None:
        self.fresh = set(keys)
        self.waiting: set[Hashable] = set()
        self.restless: set[Hashable] = set()
        self.rests: dict[Hashable, frozenset[Part]] = {}
        self._resting_on: dict[Part, set[Hashable]] = {}
        self._times_due = 0

    def change(self, present: Set[Hashable], gone: Set[Hashable]) -> None:
        """These rows are there and new or changed, and those are gone."""
        if self.rests:
            for key in self.rests.keys() & (present | gone):
                self._wake(key)
        if self.waiting:
            self.waiting -= present
            self.waiting -= gone
        if self.restless:
            self.restless -= present
            self.restless -= gone
        if gone:
            self.fresh -= gone
        self.fresh |= present

    def wake(self, changed: Set[Part]) -> None:
        """These parts changed: answers that rest on one of them are not known any more."""
        woken = {key for part in self._resting_on.keys() & changed for key in self._resting_on[part]}
        for key in woken:
            self._wake(key)
        self.fresh |= woken

    def asked(self) -> tuple[set[Hashable], set[Hashable]]:
        """The rows to ask, and the rows to watch, after a change of what the law can read."""
        self._times_due += 1
        watched = set[Hashable]()
        if self._times_due % PATIENCE == 0:
            watched, self.waiting, self.fresh = self.waiting, self.fresh, set()
        return self.fresh | self.waiting | self.restless, watched

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
