"""Comparisons: whether two symbolic worlds have the same values, and whether they differ only where they may.

Where one table came from the other by single writes, the keys that were written are known, and the answer is exact.
Where a loop lies between, the answer speaks of one more key, an arbitrary one that nothing else uses: what is proved of
it holds of every key, and where its opposite is proved some row differs. So a law may use the answer either way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filspec.kit.frames import Rows
from filspec.kit.worlds import shape_of
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.shapes import shape_of_value
from filspec.symbolic.tables import Key, SymbolicTable, shape_of_group
from filspec.symbolic.terms import TRUE, Term, all_equal, conjunction, disjunction, equal, implication, same
from filspec.symbolic.worlds import World, at

UNTOUCHABLE = Rows()
"""A leaf that may not change."""


class Comparisons:
    """Compares worlds of one proof."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}

    def unchanged(self, before: World, after: World, paths: Sequence[str]) -> Term:
        """Whether the leaves at these paths have the same values."""
        return conjunction([self._kept(before, after, path, UNTOUCHABLE) for path in paths])

    def confined(self, before: World, after: World, changes: Mapping[str, Rows]) -> Term:
        """Whether all that differs may change."""
        paths = shape_of(type(before)).paths
        kept = [self._kept(before, after, path, changes.get(path, UNTOUCHABLE)) for path in paths]
        return conjunction([term for term in kept if not same(term, TRUE)])

    def _kept(self, before: World, after: World, path: str, allowed: Rows) -> Term:
        if allowed.everything:
            return TRUE
        old, new = at(before, path), at(after, path)
        if isinstance(old, SymbolicTable):
            return self._kept_rows(old, new, allowed)
        shape = shape_of_value(old)
        return all_equal(shape.flatten(old), shape.flatten(new))

    def _kept_rows(self, old: SymbolicTable, new: SymbolicTable, allowed: Rows) -> Term:
        """Whether the rows are the same at all keys where they may not change."""
        since = len(old.log) if new.origin is old.origin and new.log[: len(old.log)] == old.log else None
        written = dict.fromkeys(change.key for change in new.log[since or 0 :])
        claims = [_may_change_or_stays(old, new, key, allowed) for key in written]
        if since is None and not _alike(old, new):
            key = self._arbitrary_key(old, new, allowed)
            old.keeper.touch(old.path, key)
            claims.append(_may_change_or_stays(old, new, key, allowed))
        return conjunction([claim for claim in claims if not same(claim, TRUE)])

    def _arbitrary_key(self, old: SymbolicTable, new: SymbolicTable, allowed: Rows) -> Key:
        """A key of which nothing is known, and which no other comparison uses."""
        compared = (old.path, old.present, old.columns, new.present, new.columns, _terms(old, allowed))
        number = self._numbers.setdefault(compared, len(self._numbers))
        return old.key_shape.unknown_terms(name_in(Space.COMPARED_ROW, old.path, str(number)))


def _alike(old: SymbolicTable, new: SymbolicTable) -> bool:
    """Whether the tables are written alike."""
    return all(map(same, (old.present, *old.columns), (new.present, *new.columns)))


def _may_change_or_stays(old: SymbolicTable, new: SymbolicTable, key: Key, allowed: Rows) -> Term:
    """Whether the key is one whose row may change, or the row is the same."""
    may_change = [all_equal(key[: len(terms)], terms) for terms in _terms(old, allowed)]
    if any(same(term, TRUE) for term in may_change):
        return TRUE
    same_values = implication(new.has(key), all_equal(old.terms_at(key), new.terms_at(key)))
    stays = [term for term in (equal(old.has(key), new.has(key)), same_values) if not same(term, TRUE)]
    return disjunction([*may_change, conjunction(stays)])


def _terms(table: SymbolicTable, allowed: Rows) -> tuple[Key, ...]:
    """The keys and groups whose rows may change; a group is the beginning of its keys."""
    keys = [tuple(table.key_shape.flatten(key)) for key in allowed.keys]
    return (*keys, *(tuple(shape_of_group(table, group).flatten(group)) for group in allowed.groups))
