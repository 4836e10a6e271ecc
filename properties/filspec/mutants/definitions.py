"""Definitions of the actors: where they are, which a mutant changes, and how much there is to prove of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from pathlib import Path

from filspec.mutants.mutant import ACTORS, Mutant, patched, text_of
from filspec.symbolic.content import reached_from
from filspec.symbolic.definitions import Definition, Place, definitions_in

LOOPS = frozenset(Place("filspec.kit.loops", name) for name in ("for_each", "for_each_in", "for_each_under"))


@cache
def actor_modules() -> tuple[str, ...]:
    """The modules of the actors that hold code, by name."""
    folder = Path(str(files(ACTORS)))
    paths = sorted(path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py"))
    return tuple(".".join((ACTORS, *path.parts)) for path in paths if path.name != "__init__")


def weight_of(start: Place) -> tuple[int, int]:
    """How much there is to prove of a transition: the loops it can begin, then the lines it can reach."""
    reached = [definitions_in(place.module).get(place.name, Definition()) for place in reached_from([start])]
    lines = sum(last - first + 1 for found in reached for first, last in found.spans)
    return sum(len(found.uses & LOOPS) for found in reached), lines


def changed_places(mutant: Mutant) -> frozenset[Place]:
    """The definitions of today's source that a mutant changes.

    Raises:
        StalePatchError: the patch does not fit today's source.
    """
    return frozenset(place for module, text in patched(mutant).items() for place in _changed(module, text))


def _changed(module: str, text: str) -> Iterator[Place]:
    old, new = text_of(module).splitlines(), text.splitlines()
    for what, before, behind, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lines = range(before + 1, behind + 1) or [before]  # what is inserted belongs to the line before it
        for name, found in definitions_in(module).items():
            if what != "equal" and _stands_in(lines, found):
                yield Place(module, name)


def _stands_in(lines: Sequence[int], found: Definition) -> bool:
    return any(first <= line <= last for first, last in found.spans for line in lines)
