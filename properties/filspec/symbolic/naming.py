"""Naming: what a ``@pure`` function returns gets a name, so that a proof reckons with the name and not with its terms.

A name is a new unknown, and a fact says what it stands for. A sum that is named is one factor of a product; written out
it would be multiplied out, and the solver lost in what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import Enum
from typing import NoReturn

from filspec.kit import engine
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.terms import INT, Term, constant, equal
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt


class Naming:
    """Answers the seam of the kit while a lemma runs on unknowns.

    Attributes:
        facts: what each name stands for.
    """

    def __init__(self) -> None:
        self.facts = list[Term]()
        self._names: dict[Term, SymbolicInt] = {}

    def installed(self) -> AbstractContextManager[None]:
        """Be the one whom the kit asks."""
        return engine.answered_by(self)

    def compute(self, function: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """What a pure function returns on this path; a number by its name."""
        found = function(*arguments)
        return self._named(function.__name__, found.term) if isinstance(found, SymbolicInt) else found

    def _named(self, function: str, term: Term) -> SymbolicInt:
        """The name of a term: the same term, the same name."""
        known = self._names.get(term)
        if known is None:
            name = constant(name_in(Space.COMPUTED, function, str(len(self.facts))), INT)
            self.facts.append(equal(name, term))
            known = SymbolicInt(name)
            self._names[term] = known
        return known

    def require(self, condition: object, reason: Enum) -> NoReturn:
        """A lemma refuses nothing."""
        raise OutsideTheSubset(f"a lemma is refused for {reason.name}: it may call pure functions only")

    def ask(self, oracle: Callable[..., object], arguments: tuple[object, ...]) -> NoReturn:
        """A lemma knows nothing of the world outside the chain."""
        raise OutsideTheSubset(f"a lemma asks the oracle {oracle.__name__}")

    def loop(self, over: object, group: object, step: Callable[..., object], arguments: tuple[object, ...]) -> NoReturn:
        """A lemma has no loops over rows."""
        raise OutsideTheSubset(f"a lemma runs a loop of {step.__name__}")

    def attempt(self, step: Callable[..., object], arguments: tuple[object, ...]) -> NoReturn:
        """A lemma changes nothing."""
        raise OutsideTheSubset(f"a lemma attempts {step.__name__}")

    def total(self, table: object, amount: Callable[..., object]) -> NoReturn:
        """Sums over tables are for laws."""
        raise OutsideTheSubset(f"a lemma sums up {amount.__name__}: make it a law")

    def total_by(self, table: object, shares: Callable[..., object]) -> NoReturn:
        """Sums over tables are for laws."""
        raise OutsideTheSubset(f"a lemma sums up {shares.__name__}: make it a law")

    def unchanged(self, before: object, after: object, paths: Sequence[str]) -> NoReturn:
        """Comparisons of worlds are for laws."""
        raise OutsideTheSubset(f"a lemma compares worlds in {', '.join(paths)}: make it a law")

    def confined(self, before: object, after: object, changes: Mapping[str, object]) -> NoReturn:
        """Comparisons of worlds are for laws."""
        raise OutsideTheSubset(f"a lemma compares worlds, but for {', '.join(changes)}: make it a law")
