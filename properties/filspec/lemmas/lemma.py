"""Lemmas: what holds of the pure rules of consensus, in the same Python as the rules.

A lemma is a function of typed parameters that tells whether its statement holds of them. Its docstring is the
statement, and it calls the very functions that a node runs, never a copy of their formulas. What it takes for granted
stands in its body as ``given(...)``.

A lemma is proved for all values of its parameters; a world among them has parameters within their declared bounds, and
nothing else is known of it. Where a rule leaves what a proof can follow, its lemma is declared over finitely many cases
and each of them is run: that is exploration, and is called so.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from filspec.kit.records import Record

Holds = TypeVar("Holds", bound=Callable[..., bool])
Cases = Callable[[], Iterable[tuple[object, ...]]]
"""The arguments of a lemma over finitely many cases, one tuple each."""


class NotGiven(Exception):  # noqa: N818 (no error: the lemma says nothing of these values)
    """The values are not among those that the lemma speaks of."""


def given(condition: bool) -> None:
    """Assume a condition: the lemma says nothing of values for which it does not hold.

    Raises:
        NotGiven: it does not hold.
    """
    if not condition:
        raise NotGiven


class Lemma(Record):
    """One lemma.

    Attributes:
        name: the function's name, unique.
        ids: the properties it belongs to.
        sentence: the lemma in one sentence.
        holds: the function that decides it.
        cases: the arguments it is run on; None if it is proved for all.
    """

    name: str
    ids: tuple[str, ...]
    sentence: str
    holds: Callable[..., bool]
    cases: Cases | None


LEMMAS: dict[str, Lemma] = {}
"""All lemmas by name, in order of definition."""


class Declare(Protocol):
    """A decorator that enters a lemma into ``LEMMAS`` and gives the function back."""

    def __call__(self, holds: Holds, /) -> Holds:
        """Enter the lemma that the function decides."""


def lemma(*ids: str) -> Declare:
    """Declare a lemma about all values of its parameters."""
    return _declared(ids, None)


def lemma_over(cases: Cases, *ids: str) -> Declare:
    """Declare a lemma about finitely many cases, each of which is run."""
    return _declared(ids, cases)


def _declared(ids: tuple[str, ...], cases: Cases | None) -> Declare:
    def declare(holds: Holds) -> Holds:
        name = holds.__name__
        sentence = " ".join((inspect.getdoc(holds) or "").split("\n\n")[0].split())
        if not sentence or not ids:
            raise ValueError(f"the lemma {name} needs a sentence (its docstring) and an id")
        known = LEMMAS.get(name)
        if known is not None and not _is_loaded_again(known.holds, holds):
            raise ValueError(
                f"{holds.__module__} declares the lemma {name!r}, which {known.holds.__module__} already did: "
                "give one of them another name"
            )
        LEMMAS[name] = Lemma(name=name, ids=ids, sentence=sentence, holds=holds, cases=cases)
        return holds

    return declare


def _is_loaded_again(known: Callable[..., bool], holds: Callable[..., bool]) -> bool:
    """Whether a file is loaded again: another function was made of the same lines. Else a lemma would vanish."""
    places = [(code.co_filename, code.co_firstlineno) for code in (known.__code__, holds.__code__)]
    return known is not holds and known.__module__ == holds.__module__ and places[0] == places[1]
