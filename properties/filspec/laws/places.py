"""Places: where a law must be asked again, and nowhere else.

A law that held at a row is asked there again if a facet changed that its answer rests on. As long as that is not known
(the place is *open*), the answer may rest on all of the row, and on every leaf that the law can read. A law that is due
at an open place twice in a row is watched there, to see what the answer really rests on. An answer that rests on what
changes all the time (the epoch) is not worth that: the place stays open for a while, and for longer each time.
"""

from __future__ import annotations

from collections.abc import Hashable, Set

from filspec.laws.facets import Changes, Facet, Note

LOOK, LOOK_AT_ROWS, LOOK_AT_LONE_ROWS = 16, 32, 128
"""How often a law is due between two looks for places to watch: one of a single case, one of rows, and one of rows that
reads no other table. To ask one such row of many is cheap; to watch it costs as much as to ask it a hundred times.
"""

PATIENCE, LONGEST_PATIENCE = 128, 4096
"""How often a law is due while a place that was not worth watching stays open: at first, and at most."""

Rest = tuple[frozenset[Facet], frozenset[Note]]
"""What an answer at a row rests on: facets of the row itself, and of what else."""

_NOTHING: Rest = (frozenset(), frozenset())
_NO_PLACES = frozenset[Hashable]()
_SHARED: dict[frozenset[Facet], frozenset[Facet]] = {}
"""Equal sets are kept once: most rows of a law rest on the same facets of themselves."""


class Watchlist:
    """Which places (those of which law) rest on each facet, so that no law is looked at in vain."""

    def __init__(self) -> None:
        self._resting_on_themselves: dict[Facet, set[Places]] = {}
        self._resting_on: dict[Facet, dict[Hashable, set[Places]]] = {}

    def add(self, facet: Facet, places: Places) -> None:
        """Answers of this law rest on the facet of their own rows from now on."""
        self._resting_on_themselves.setdefault(facet, set()).add(places)

    def remove(self, facet: Facet, places: Places) -> None:
        """No answer of this law rests on the facet of its own row any more."""
        self._resting_on_themselves.get(facet, set()).discard(places)

    def add_at(self, facet: Facet, key: Hashable, places: Places) -> None:
        """Answers of this law rest on the facet at one key from now on."""
        self._resting_on.setdefault(facet, {}).setdefault(key, set()).add(places)

    def remove_at(self, facet: Facet, key: Hashable, places: Places) -> None:
        """No answer of this law rests on the facet at this key any more."""
        at = self._resting_on.get(facet, {})
        at.get(key, set()).discard(places)
        if not at.get(key, True):
            del at[key]

    def touched(self, changes: Changes) -> set[Places]:
        """The laws with answers that may rest on a change."""
        found: set[Places] = set()
        for facet in self._resting_on_themselves.keys() & changes.keys():
            found |= self._resting_on_themselves[facet]
        for facet in self._resting_on.keys() & changes.keys():
            at = self._resting_on[facet]
            for key in at.keys() & changes[facet]:
                found |= at[key]
        return found


class Places:
    """What is known of the places of one law.

    Args:
        watchlist: where to enter what the answers rest on.
        look: how often the law is due between two looks for places to watch.

    Attributes:
        rests: what the answers rest on, where that is known.
        restless: open places that are not to be watched until the law was due so many times.
    """

    def __init__(self, watchlist: Watchlist, look: int = LOOK) -> None:
        self._watchlist, self._look = watchlist, look
        self._begin()

    def _begin(self) -> None:
        self.rests: dict[Hashable, Rest] = {}
        self.restless: dict[Hashable, int] = {}
        self._resting_on_themselves: dict[Facet, set[Hashable]] = {}
        self._resting_on: dict[Facet, dict[Hashable, set[Hashable]]] = {}
        self._watched_at: dict[Hashable, int] = {}
        self._patience: dict[Hashable, int] = {}
        self._times_due = 0
        self._were_open: Set[Hashable] = _NO_PLACES

    def wake(self, changes: Changes) -> Set[Hashable]:
        """The places whose answers rest on something that changed; they are open from now on."""
        if not self.rests:
            return _NO_PLACES
        woken: set[Hashable] = set()
        for facet in self._resting_on_themselves.keys() & changes.keys():
            woken |= self._resting_on_themselves[facet] & changes[facet]
        for facet in self._resting_on.keys() & changes.keys():
            at = self._resting_on[facet]
            for key in at.keys() & changes[facet]:
                woken |= at[key]
        for place in woken:
            if self._times_due - self._watched_at[place] < self._patience.get(place, PATIENCE):
                self.disturb(place)
            else:
                self._patience.pop(place, None)
            self._open(place)
        return woken

    def clear(self) -> None:
        """Nothing is known any more."""
        for facet in self._resting_on_themselves:
            self._watchlist.remove(facet, self)
        for facet, at in self._resting_on.items():
            for key in at:
                self._watchlist.remove_at(facet, key, self)
        self._begin()

    def forget(self, place: Hashable) -> None:
        """This place is not there any more."""
        self._open(place)
        self.restless.pop(place, None)
        self._patience.pop(place, None)

    def disturb(self, place: Hashable) -> None:
        """It was not worth watching this place."""
        patience = self._patience.get(place, PATIENCE)
        self.restless[place] = self._times_due + patience
        self._patience[place] = min(2 * patience, LONGEST_PATIENCE)

    def to_watch(self, due: Set[Hashable]) -> Set[Hashable]:
        """Those of the due places that it may be worth watching now."""
        self._times_due += 1
        if self._times_due % self._look:
            return _NO_PLACES
        for place in [place for place, until in self.restless.items() if until <= self._times_due]:
            del self.restless[place]
        were_open, self._were_open = self._were_open, due - self.restless.keys()
        return self._were_open & were_open

    def rest(self, place: Hashable, notes: frozenset[Note], changes: Changes) -> None:
        """The answer at this place rests on what was noted, some of which may have changed just now."""
        if any(key in changes.get(facet, ()) for facet, key in notes):
            self.disturb(place)
            return
        own = frozenset(facet for facet, key in notes if key == place)
        elsewhere = frozenset(note for note in notes if note[1] != place)
        self.rests[place] = _SHARED.setdefault(own, own), elsewhere
        self._watched_at[place] = self._times_due
        for facet in own:
            self._watchlist.add(facet, self)
            self._resting_on_themselves.setdefault(facet, set()).add(place)
        for facet, key in elsewhere:
            self._watchlist.add_at(facet, key, self)
            self._resting_on.setdefault(facet, {}).setdefault(key, set()).add(place)

    def _open(self, place: Hashable) -> None:
        self._watched_at.pop(place, None)
        own, elsewhere = self.rests.pop(place, _NOTHING)
        for facet in own:
            of_themselves = self._resting_on_themselves[facet]
            of_themselves.discard(place)
            if not of_themselves:
                del self._resting_on_themselves[facet]
                self._watchlist.remove(facet, self)
        for facet, key in elsewhere:
            at = self._resting_on[facet]
            at[key].discard(place)
            if not at[key]:
                del at[key]
                self._watchlist.remove_at(facet, key, self)
                if not at:
                    del self._resting_on[facet]
