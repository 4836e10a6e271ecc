"""Relevance: of many facts those that a question depends on.

A fact that shares no unknown with a question, directly or through other facts, has no say in it, as long as the facts
are consistent. It would only cost time; and where fewer facts are told, no more is proved.
"""

from __future__ import annotations

from collections.abc import Sequence

from filspec.symbolic.anatomy import unknowns_in
from filspec.symbolic.terms import Term


def relevant(facts: Sequence[Term], formulas: Sequence[Term]) -> list[Term]:
    """The facts that speak of an unknown of the formulas, or of one of a fact that does."""
    chosen, left = list[Term](), list(facts)
    named = set[Term]().union(*map(unknowns_in, formulas))
    while found := [fact for fact in left if not named.isdisjoint(unknowns_in(fact))]:
        chosen += found
        left = [fact for fact in left if named.isdisjoint(unknowns_in(fact))]
        named = named.union(*map(unknowns_in, found))
    return chosen
