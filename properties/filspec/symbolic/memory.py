"""Memory: what laws say of worlds, remembered by what they looked at.

The paths of a transition have their beginnings in common, and so have their worlds. A law that finds in one world what
it found in another says the same of both; only the tables it looked at, and the values that are no tables, count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from filspec.symbolic.leaves import Place, differing, leaves_of
from filspec.symbolic.sums import Read
from filspec.symbolic.tables import Key, SymbolicTable
from filspec.symbolic.terms import Term
from filspec.symbolic.worlds import World, at, scalar_terms


class Evaluation(NamedTuple):
    """A law as a term, and what its evaluation looked at."""

    term: Term
    touched: tuple[tuple[str, Key], ...]
    reads: tuple[Read, ...]


class _Saying(NamedTuple):
    """What a law said once: when the tables it looked at were these."""

    tables: tuple[str, ...]
    marks: tuple[int, ...]
    evaluation: Evaluation


class Memory:
    """What laws said on all paths of one proof.

    Attributes:
        remembers: whether an evaluation runs that is to be remembered, and may look at rows only, not at whole leaves.
    """

    def __init__(self) -> None:
        self.remembers = False
        self._sayings: dict[tuple[str, tuple[Term, ...]], list[_Saying]] = {}
        self._marks: dict[object, int] = {}
        self._worlds: dict[int, tuple[World, dict[str, int]]] = {}
        self._differing: dict[tuple[int, int], tuple[World, World, frozenset[Place]]] = {}

    def said(
        self, name: str, worlds: Sequence[World], terms: Sequence[Term], evaluate: Callable[[], Evaluation]
    ) -> Evaluation:
        """What a law says of frozen worlds and some terms, evaluated if it has not been yet."""
        known = self._sayings.setdefault((name, tuple(terms)), [])
        for saying in known:
            if self._marks_of(worlds, saying.tables) == saying.marks:
                return saying.evaluation
        found = self._to_remember(evaluate)
        tables = _tables_in(found)
        known.append(_Saying(tables, self._marks_of(worlds, tables), found))
        return found

    def _to_remember(self, evaluate: Callable[[], Evaluation]) -> Evaluation:
        outer, self.remembers = self.remembers, True
        try:
            return evaluate()
        finally:
            self.remembers = outer

    def differing(self, one: World, other: World) -> frozenset[Place]:
        """The leaves that are not written alike in two frozen worlds."""
        pair = (id(one), id(other))
        if pair not in self._differing:
            self._differing[pair] = (one, other, differing(leaves_of(one), leaves_of(other)))
        return self._differing[pair][2]

    def _marks_of(self, worlds: Sequence[World], tables: Sequence[str]) -> tuple[int, ...]:
        return tuple([self._mark_in(world, place) for world in worlds for place in ("", *tables)])

    def _mark_in(self, world: World, place: str) -> int:
        """A number that stands for the content of a table; with no place, for the values that are no tables."""
        kept = self._worlds.setdefault(id(world), (world, {}))[1]
        if place not in kept:
            if place:
                kept[place] = self._mark_of_table(at(world, place))
            else:
                kept[place] = self._mark(tuple([term for terms in scalar_terms(world).values() for term in terms]))
        return kept[place]

    def _mark_of_table(self, table: SymbolicTable) -> int:
        origin = table.origin
        content = (
            table.path,
            origin.tag,
            (origin.present, *origin.columns),
            origin.written,
            -1 if origin.earlier is None else self._mark_of_table(origin.earlier),
            (table.present, *table.columns),
            table.log,
        )
        return self._mark(content)

    def _mark(self, content: object) -> int:
        return self._marks.setdefault(content, len(self._marks))


def _tables_in(found: Evaluation) -> tuple[str, ...]:
    """The tables that an evaluation looked at."""
    return tuple(sorted({path for path, _ in found.touched} | {read.table.path for read in found.reads}))
