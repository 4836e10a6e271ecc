"""Instances: what a law says of one world, of two, or of one key of them, as a term."""

from __future__ import annotations

from typing import NamedTuple

from filspec.kit.laws import Law, Quantifier
from filspec.symbolic.computation import holds
from filspec.symbolic.tables import Key, SymbolicTable
from filspec.symbolic.terms import Term, all_equal, conjunction, implication
from filspec.symbolic.worlds import World, at


class Visit(NamedTuple):
    """A loop over rows that has ended.

    Attributes:
        path: the table.
        group: the group of rows that it went through; empty for all.
        extra: what the step was given besides its row.
        before: the world at the beginning of the loop.
        after: the world after it.
    """

    path: str
    group: tuple[Term, ...]
    extra: tuple[object, ...]
    before: World
    after: World


def claim_of(law: Law, worlds: tuple[World, ...], key: Key) -> Term:
    """A law as a term; one of rows is a law of those that are there, in the first of the worlds."""
    if law.quantifier in (Quantifier.WORLD, Quantifier.STEP):
        return holds(law.holds, worlds)
    table: SymbolicTable = at(worlds[0], law.path)
    place = table.key_shape.symbolic(key)
    if law.quantifier is Quantifier.KEY:
        return holds(law.holds, (*worlds, place))
    table.keeper.touch(table.path, key)
    given = (*worlds, place, table.row_at(key)) if law.quantifier is Quantifier.ROW else (*worlds, place)
    return implication(table.has(key), holds(law.holds, given))


def visit_instance(law: Law, visit: Visit, key: Key) -> Term:
    """A law of visits at one key: it says something of rows that the loop found at its beginning."""
    table: SymbolicTable = at(visit.before, visit.path)
    table.keeper.touch(table.path, key)
    found = conjunction([table.has(key), all_equal(visit.group, key[: len(visit.group)])])
    return implication(found, visit_at(law, visit, key))


def visit_at(law: Law, visit: Visit, key: Key) -> Term:
    """What a law of visits says of one key."""
    symbolic = at(visit.before, visit.path).key_shape.symbolic(key)
    return holds(law.holds, (visit.before, visit.after, symbolic, *visit.extra))
