"""Knowledge: what is assumed on a path, because the worlds on it are lawful.

A law of all rows is assumed at the keys that a transition touches, at those these rows lead to, and no further. Fewer
instances make a proof fail, never a wrong one succeed. The same holds for what a loop leaves alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from filspec.kit.laws import Law, Quantifier
from filspec.symbolic.anatomy import unknowns_in
from filspec.symbolic.instances import Visit, claim_of, visit_instance
from filspec.symbolic.leaves import Place
from filspec.symbolic.memory import Evaluation, Memory
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.sums import Read, Sums
from filspec.symbolic.tables import Key
from filspec.symbolic.terms import (
    ZERO,
    Term,
    all_equal,
    conjunction,
    disjunction,
    equal,
    negation,
    same,
    select,
)
from filspec.symbolic.worlds import World

Spoken = Callable[[], Mapping[str, frozenset[Place]]]
"""Finds the leaves that the answers of laws depend on, by the name of the law."""

DEPTH = 2
"""Laws are assumed at touched keys (0) and at the keys that these instances touch (1)."""


class Fact(NamedTuple):
    """Something assumed.

    Attributes:
        term: what is assumed.
        source: where it comes from.
        far: whether it seldom has a say: it is told only where values contradict it.
    """

    term: Term
    source: str
    far: bool = False


class Frame(NamedTuple):
    """What a loop leaves alone in a column: all keys that match none of the patterns."""

    path: str
    before: Term
    after: Term
    patterns: tuple[tuple[Term | None, ...], ...]


class Knowledge:
    """What is assumed on one path.

    Args:
        laws: the laws of worlds and rows that hold in each world of the path.
        relations: the laws of steps that hold from before a loop to behind it.
        memory: what laws said on other paths of the same proof.
        spoken: the leaves that the answer of a law depends on; None where no use is made of that. Then the relations
            have to be reflexive.
    """

    def __init__(
        self, laws: Sequence[Law], relations: Sequence[Law], memory: Memory, spoken: Spoken | None = None
    ) -> None:
        self._laws, self._relations, self.memory, self._spoken = laws, relations, memory, spoken
        self.depth = DEPTH
        self.facts: list[Fact] = []
        self.reads: dict[Term, Read] = {}
        self.sought: dict[Term, Read] = {}
        self.touched: dict[str, dict[Key, int]] = {}
        self._worlds: list[tuple[World, Sequence[Law]]] = []
        self._steps: list[tuple[World, World, Sequence[Law]]] = []
        self._frames: list[Frame] = []
        self._visits: list[tuple[Law, Visit]] = []
        self._rows_sought = 0
        self._recorders: list[tuple[list[tuple[str, Key]], list[Read]]] = []
        self._pending: deque[tuple[str, Key, int]] = deque()
        self._done: dict[tuple[int, str, Key], tuple[tuple[str, Key], ...]] = {}

    def touch(self, table: str, key: Key) -> None:
        """A key was looked at: by a transition, or by the law that is being evaluated."""
        if self._recorders:
            self._recorders[-1][0].append((table, key))
        else:
            self._register(table, key, 0)

    def summed(self, read: Read) -> None:
        """A sum was looked at."""
        if self._recorders:
            self._recorders[-1][1].append(read)
        else:
            self.reads.setdefault(read.unknown, read)

    def _register(self, table: str, key: Key, depth: int) -> None:
        known = self.touched.setdefault(table, {})
        before = known.get(key)
        if before is None or depth < before:
            known[key] = depth
            self._pending.append((table, key, depth))

    def _register_all(self, touched: Sequence[tuple[str, Key]]) -> None:
        for table, key in touched:
            self._register(table, key, 1)

    def add_world(self, world: World, facts: Sequence[Fact] = ()) -> None:
        """Assume that a world is lawful: each law that may not be known of it from one that is."""
        laws = [law for law in self._laws if not self.still_holds(law, world)]
        self._worlds.append((world, laws))
        self.facts += facts
        for law in laws:
            if law.quantifier is Quantifier.WORLD:
                self._register_all(self._assume(law, self.said(law, (world,))))
        self._again()

    def add_facts(self, facts: Sequence[Fact]) -> None:
        """Assume what is not known yet."""
        known = {fact.term for fact in self.facts}
        self.facts += [fact for fact in facts if fact.term not in known]

    def add_step(self, before: World, after: World) -> None:
        """Assume that one world came from another by steps."""
        relations = [law for law in self._relations if not self.is_untouched(law, before, after)]
        self._steps.append((before, after, relations))
        for law in relations:
            if law.quantifier is Quantifier.STEP:
                self._register_all(self._assume(law, self.said(law, (before, after))))
        self._again()

    def add_frames(self, frames: Sequence[Frame]) -> None:
        """Assume that a loop left something alone."""
        self._frames += frames
        self._again()

    def add_visits(self, laws: Sequence[Law], visit: Visit) -> None:
        """Assume what a loop has done to the rows it came to."""
        self._visits += [(law, visit) for law in laws]
        self._again()

    def _again(self) -> None:
        """Look at all keys once more, in the light of what was added."""
        for table, keys in self.touched.items():
            self._pending += [(table, key, depth) for key, depth in keys.items()]

    def flush(self) -> None:
        """Assume all laws at all keys that wait for them."""
        while self._pending:
            table, key, depth = self._pending.popleft()
            self._assume_frames(table, key)
            if depth < self.depth:
                self._assume_rows(table, key, depth)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is learned until the block ends is forgotten: it would burden what comes later."""
        kept = (self.depth, list(self.facts), dict(self.reads), dict(self.sought), dict(self._done))
        touched, pending = {table: dict(keys) for table, keys in self.touched.items()}, tuple(self._pending)
        try:
            yield
        finally:
            self.depth, self.facts, self.reads, self.sought, self._done = kept
            self.touched, self._pending = touched, deque(pending)

    def keys(self, table: str, lawful: bool) -> list[Key]:
        """The keys looked at: those at which the laws are assumed, or the others."""
        return [key for key, depth in self.touched.get(table, {}).items() if (depth < self.depth) == lawful]

    def deepen(self) -> None:
        """Assume the laws one turn further than a proof needs."""
        self.depth += 1
        self._again()
        self.flush()

    def _assume_frames(self, table: str, key: Key) -> None:
        for number, frame in enumerate(self._frames):
            mark = (number, "frame", key)
            if frame.path == table and mark not in self._done:
                self._done[mark] = ()
                matches = [_matches(pattern, key) for pattern in frame.patterns]
                kept = equal(select(frame.before, key), select(frame.after, key))
                self.facts.append(Fact(disjunction([*matches, kept]), "what a loop leaves alone"))

    def _assume_rows(self, table: str, key: Key, depth: int) -> None:
        for number, (world, laws) in enumerate(self._worlds):
            for law in laws:
                if law.path == table and law.quantifier in (Quantifier.ROW, Quantifier.KEY):
                    self._assume_once(law, number, key, depth, partial(self.said, law, (world,), key))
        for number, (before, after, relations) in enumerate(self._steps):
            for law in relations:
                if law.path == table and law.quantifier is Quantifier.STEP_ROW:
                    self._assume_once(law, number, key, depth, partial(self.said, law, (before, after), key))
        for number, (law, visit) in enumerate(self._visits):
            if visit.path == table:
                evaluate = partial(self.evaluation, partial(visit_instance, law, visit, key))
                self._assume_once(law, number, key, depth, evaluate)

    def _assume_once(self, law: Law, number: int, key: Key, depth: int, evaluate: Callable[[], Evaluation]) -> None:
        """Assume a law at a key; a key that has come nearer brings the keys it leads to nearer."""
        mark = (number, law.name, key)
        if mark not in self._done:
            self._done[mark] = self._assume(law, evaluate(), depth > 0)
        for touched in self._done[mark]:
            self._register(*touched, depth + 1)

    def _assume(self, law: Law, found: Evaluation, far: bool = False) -> tuple[tuple[str, Key], ...]:
        for read in found.reads:
            self.reads.setdefault(read.unknown, read)
        self.facts.append(Fact(found.term, law.name, far))
        return found.touched

    def said(self, law: Law, worlds: tuple[World, ...], key: Key = ()) -> Evaluation:
        """What a law says: of one world, of two, or of one row of them."""
        return self.memory.said(law.name, worlds, key, partial(self.evaluation, partial(claim_of, law, worlds, key)))

    def still_holds(self, law: Law, world: World) -> bool:
        """Whether nothing that the law speaks of has changed since a world that is assumed to be lawful."""
        return any(self.is_untouched(law, lawful, world) for lawful, _ in self._worlds)

    def is_untouched(self, law: Law, before: World, after: World) -> bool:
        """Whether nothing that the law speaks of differs: it says the same of both, and holds from one to the other."""
        return self._spoken is not None and self._spoken()[law.name].isdisjoint(self.memory.differing(before, after))

    def is_assumed(self, law: Law, term: Term, key: Key) -> bool:
        """Whether the law says just this of a world that is assumed to be lawful."""
        return any(same(self.said(law, (world,), key).term, term) for world, _ in self._worlds)

    def look_at(self, found: Evaluation) -> None:
        """Assume laws wherever an evaluation looked."""
        for table, key in found.touched:
            self._register(table, key, 0)
        for read in found.reads:
            self.reads.setdefault(read.unknown, read)
            self.sought.setdefault(read.unknown, read)

    def seek_rows(self, sums: Sums, goals: Sequence[Term]) -> bool:
        """Name a row for each sum that the goals speak of: a sum that is not zero has a row that contributes to it.

        Returns:
            whether they speak of any for which none was named before.
        """
        unknowns = {unknown for goal in goals for unknown in unknowns_in(goal)}
        wanted = [read for read in self.sought.values() if read.of_all_groups in unknowns]
        for read in wanted:
            table, self._rows_sought = read.table, self._rows_sought + 1
            key = table.key_shape.unknown_terms(name_in(Space.SUM_ROW, table.path, str(self._rows_sought)))
            self._register(table.path, key, 0)
            part = sums.contribution(table, read.summand, key, table.terms_at(key), read.group)
            contributes = conjunction([table.has(key), negation(equal(part, ZERO))])
            empty = equal(read.unknown, ZERO)
            self.facts.append(Fact(disjunction([empty, contributes]), "a sum that is not zero has a row"))
            del self.sought[read.unknown]
        return bool(wanted)

    def evaluation(self, evaluate: Callable[[], Term]) -> Evaluation:
        """What an evaluation gives and looks at, before anything is made of it."""
        recorder: tuple[list[tuple[str, Key]], list[Read]] = ([], [])
        self._recorders.append(recorder)
        try:
            term = evaluate()
        finally:
            self._recorders.pop()
        return Evaluation(term, tuple(recorder[0]), tuple(recorder[1]))


def _matches(pattern: Sequence[Term | None], key: Key) -> Term:
    given = [(part, of_key) for part, of_key in zip(pattern, key, strict=True) if part is not None]
    return all_equal([part for part, _ in given], [of_key for _, of_key in given])
