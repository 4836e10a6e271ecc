"""Definitions: which function uses which, read from the text of the actors.

A defect in one function can show only in messages that reach it, directly or through what they call, read, or give to a
loop. Names are resolved the way the actors write them: defined in the module, or imported by ``from module import``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from filspec.mutants.mutant import ACTORS, Mutant, patched, text_of

LOOPS = frozenset({"for_each", "for_each_in", "for_each_under"})


class Place(NamedTuple):
    """A definition at the top of a module."""

    module: str
    name: str


class Definition(NamedTuple):
    """What stands at a place.

    Attributes:
        first: its first line, decorators included.
        last: its last line.
        uses: the places its text names.
        loops: how many loops it begins.
    """

    first: int
    last: int
    uses: frozenset[Place]
    loops: int


def definitions_in(module: str, text: str) -> dict[Place, Definition]:
    """The definitions at the top of a module, by place."""
    statements = ast.parse(text).body
    imported = dict(pair for statement in statements for pair in _imports(statement))
    named = [(name, statement) for statement in statements for name in _names_given(statement)]
    known = imported | {name: Place(module, name) for name, _ in named}
    return {Place(module, name): _definition(statement, known) for name, statement in named}


def _imports(statement: ast.stmt) -> Iterator[tuple[str, Place]]:
    if isinstance(statement, ast.ImportFrom) and statement.module:
        for alias in statement.names:
            yield alias.asname or alias.name, Place(statement.module, alias.name)


def _names_given(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _definition(statement: ast.stmt, known: Mapping[str, Place]) -> Definition:
    names = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name)]
    decorators = getattr(statement, "decorator_list", [])
    return Definition(
        first=min([statement.lineno, *(decorator.lineno for decorator in decorators)]),
        last=statement.end_lineno or statement.lineno,
        uses=frozenset(known[name] for name in names if name in known),
        loops=sum(name in LOOPS for name in names),
    )


@cache
def actor_definitions() -> Mapping[Place, Definition]:
    """All definitions of the actors."""
    return {
        place: found for module in actor_modules() for place, found in definitions_in(module, text_of(module)).items()
    }


@cache
def actor_modules() -> tuple[str, ...]:
    """The modules of the actors that hold code, by name."""
    folder = Path(str(files(ACTORS)))
    paths = sorted(path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py"))
    return tuple(".".join((ACTORS, *path.parts)) for path in paths if path.name != "__init__")


@cache
def reached_from(start: Place) -> frozenset[Place]:
    """The definitions of the actors that a definition can use, itself included."""
    known, reached, waiting = actor_definitions(), {start}, [start]
    while waiting:
        place = waiting.pop()
        found = {used for used in known[place].uses if used in known} - reached if place in known else set()
        reached |= found
        waiting += sorted(found)
    return frozenset(reached)


def weight_of(start: Place) -> tuple[int, int]:
    """How much there is to prove of a transition: the loops it can begin, then the lines it can reach."""
    found = [actor_definitions()[place] for place in reached_from(start) if place in actor_definitions()]
    return sum(one.loops for one in found), sum(one.last - one.first + 1 for one in found)


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
        for place, found in definitions_in(module, text_of(module)).items():
            if what != "equal" and any(found.first <= line <= found.last for line in lines):
                yield place
