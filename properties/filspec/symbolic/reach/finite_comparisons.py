"""Comparisons of worlds whose rows are all written down: what is the same, and what differs only where it may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filspec.kit.frames import Rows
from filspec.kit.worlds import shape_of
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.reach.finite_tables import FiniteTable
from filspec.symbolic.reach.settled import settled
from filspec.symbolic.shapes import shape_of_value
from filspec.symbolic.terms import (
    FALSE,
    TRUE,
    Term,
    all_equal,
    choice,
    conjunction,
    disjunction,
    equal,
    implication,
)
from filspec.symbolic.worlds import World, at

Row = tuple[Term, tuple[Term, ...]]
"""Whether a row is there, and its columns."""


def unchanged(before: World, after: World, paths: Sequence[str]) -> Term:
    """Whether the leaves at these paths have the same values."""
    return conjunction([_kept(before, after, path, Rows()) for path in paths])


def confined(before: World, after: World, changes: Mapping[str, Rows]) -> Term:
    """Whether all that differs may change."""
    paths = shape_of(type(before)).paths
    return conjunction([_kept(before, after, path, changes.get(path, Rows())) for path in paths])


def _kept(before: World, after: World, path: str, allowed: Rows) -> Term:
    old, new = at(before, path), at(after, path)
    if allowed.everything:
        return TRUE
    if isinstance(old, FiniteTable):
        return conjunction([_may_change_or_stays(old, new, key, allowed) for key in {**old.rows, **new.rows}])
    shape = shape_of_value(old)
    return all_equal(shape.flatten(old), shape.flatten(new))


def _may_change_or_stays(old: FiniteTable, new: FiniteTable, key: tuple[Term, ...], allowed: Rows) -> Term:
    keys = [old.key.flatten(one) for one in allowed.keys]
    groups = [shape_of_value(group).flatten(group) for group in allowed.groups]
    may_change = [all_equal(key[: len(terms)], terms) for terms in (*keys, *groups)]
    (was, before), (there, after) = _row(old, key), _row(new, key)
    return settled(
        disjunction([*may_change, conjunction([equal(was, there), implication(there, all_equal(before, after))])])
    )


def _row(table: FiniteTable, key: tuple[Term, ...]) -> Row:
    """The row of a key, which may be that of several cells."""
    known = table.rows.get(key)
    if known is not None:
        return known.present, known.columns
    present = FALSE
    columns = table.row.unknown_terms(name_in(Space.FILLER, table.path))
    for cell in table.rows.values():
        here = settled(conjunction([all_equal(cell.key, key), cell.present]))
        present = disjunction([here, present])
        columns = tuple([choice(here, one, other) for one, other in zip(cell.columns, columns, strict=True)])
    return present, columns
