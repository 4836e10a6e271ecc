"""Values by lists of terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from filspec.symbolic.terms import Term

V = TypeVar("V")


class TermMap(Generic[V]):
    """Values by lists of terms, which it keeps alive."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, ...], tuple[tuple[Term, ...], V]] = {}

    def get(self, key: Sequence[Term]) -> V | None:
        """The value of the key, if there is one."""
        found = self._found.get(tuple([term.number for term in key]))
        return found[1] if found else None

    def set(self, key: Sequence[Term], value: V) -> None:
        """Remember the value of the key."""
        self._found[tuple([term.number for term in key])] = (tuple(key), value)

    def copy(self) -> TermMap[V]:
        """Another map with the same values, which goes its own way."""
        twin = TermMap[V]()
        twin._found = dict(self._found)
        return twin

    def __contains__(self, key: Sequence[Term]) -> bool:
        return tuple([term.number for term in key]) in self._found

    def keys(self) -> list[tuple[Term, ...]]:
        """The keys, in the order of their entry."""
        return [key for key, _ in self._found.values()]

    def items(self) -> list[tuple[tuple[Term, ...], V]]:
        """Keys with their values, in the order of their entry."""
        return list(self._found.values())
