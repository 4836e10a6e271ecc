"""Relevance: of many facts those that a question depends on.

A fact that shares no unknown with a question, directly or through other facts, has no say in it, as long as the facts
are consistent. It would only cost time; and where fewer facts are told, no more is proved.
"""

from __future__ import annotations

from collections.abc import Sequence

from filspec.symbolic.anatomy import constants_in
from filspec.symbolic.term_map import TermMap
from filspec.symbolic.terms import Term


class Relevance:
    """Tells which facts matter, and remembers what terms speak about."""

    def __init__(self) -> None:
        self._unknowns: TermMap[frozenset[str]] = TermMap()

    def relevant(self, facts: Sequence[Term], formulas: Sequence[Term]) -> list[Term]:
        """The facts that speak of an unknown of the formulas, or of one of a fact that does."""
        chosen, left = list[Term](), list(facts)
        named = frozenset[str]().union(*map(self._unknowns_in, formulas))
        while found := [fact for fact in left if named & self._unknowns_in(fact)]:
            chosen += found
            left = [fact for fact in left if not named & self._unknowns_in(fact)]
            named = named.union(*map(self._unknowns_in, found))
        return chosen

    def _unknowns_in(self, term: Term) -> frozenset[str]:
        known = self._unknowns.get((term,))
        if known is None:
            known = frozenset(constants_in(term))
            self._unknowns.set((term,), known)
        return known
