"""Generation: all mutations of the actors, derived from their text alone.

What does not compile, what leaves the provable subset, and what says the same as the source or as another mutation is
left out.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib import import_module
from textwrap import dedent

from filspec.kit.constructs import lint
from filspec.mutants.definitions import actor_modules
from filspec.mutants.mutant import ACTORS, text_of
from filspec.mutants.operators.catalogue import OPERATORS
from filspec.mutants.operators.mutation import Mutation
from filspec.mutants.operators.operator import Change, Operator
from filspec.mutants.operators.scope import Scope, scopes_in
from filspec.mutants.operators.source import Source


@cache
def mutations() -> Mapping[str, Mutation]:
    """All mutations of the actors, by name."""
    return {found.name: found for module in actor_modules() for found in mutations_of(module)}


@cache
def mutations_of(module: str) -> tuple[Mutation, ...]:
    """The mutations of one module, function by function in the order of its text."""
    import_module(module)
    return tuple(mutations_in(Source(module, text_of(module))))


def mutations_in(source: Source) -> Iterator[Mutation]:
    """The mutations of a text, as if it were that of its module."""
    for scope in scopes_in(source):
        start, end = scope.span
        own = source.text[start:end]
        seen, findings, count = {_tree_of(own), ""}, len(lint(dedent(own))), Counter[str]()
        for operator in OPERATORS:
            for change in operator.changes(scope):
                text = source.text[start : change.start] + change.new + source.text[change.end : end]
                tree = _tree_of(text)
                if tree not in seen and len(lint(dedent(text))) <= findings:
                    seen.add(tree)
                    count[operator.name] += 1
                    yield _mutation(scope, operator, change, count[operator.name])


def sampled(chosen: Sequence[Mutation], most: int, seed: int) -> list[Mutation]:
    """At most so many of the mutations of each file, the same ones for the same seed, in their order.

    Which ones depends on their names alone, so that a change of one function leaves the choice among others as it is.
    """
    kept: list[Mutation] = []
    for file in dict.fromkeys(one.file for one in chosen):
        own = [one for one in chosen if one.file == file]
        kept += sorted(own, key=lambda one: sha256(f"{seed} {one.name}".encode()).digest())[:most]
    names = {one.name for one in kept}
    return [one for one in chosen if one.name in names]


def _tree_of(function: str) -> str:
    """The tree of a function's text; empty if it does not compile."""
    text = dedent(function)
    try:
        compile(text, "<mutant>", "exec", dont_inherit=True)
    except SyntaxError:
        return ""
    return ast.dump(ast.parse(text))


def _mutation(scope: Scope, operator: Operator, change: Change, ordinal: int) -> Mutation:
    source = scope.source
    first, last = source.text.rfind("\n", 0, change.start) + 1, source.text.find("\n", max(change.end - 1, 0))
    before = source.text[first:last]
    return Mutation(
        name=f"{source.module.removeprefix(f'{ACTORS}.')}/{scope.name}/{operator.name}/{ordinal}",
        module=source.module,
        function=scope.name,
        operator=operator.name,
        line=source.line_at(change.start),
        before=before,
        after=before[: change.start - first] + change.new + source.text[change.end : last],
        start=change.start,
        end=change.end,
        new=change.new,
    )
