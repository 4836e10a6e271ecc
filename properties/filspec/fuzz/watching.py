"""Watching: what the loops of a running message do is judged as well, laws of visits included."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from filspec.fuzz.judging import Judge
from filspec.kit import linter, loops
from filspec.kit.tables import Table
from filspec.kit.transitions import transition_of
from filspec.kit.worlds import fork

Given = Any
"""What a generated program gives to a loop; not always what it should."""


class Watch:
    """Watches the loops of one run.

    Args:
        judge: judges.
        world: the world of the run.

    Attributes:
        broken: the laws that were broken where a loop began or ended.
    """

    def __init__(self, judge: Judge, world: Given) -> None:
        self.broken: list[str] = []
        self._judge, self._world, self._depth = judge, world, 0

    def rows(self, over: Given, step: Given, actor: Given, *extra: Given, **named: Given) -> None:
        """A loop over all rows."""
        keys = [key for key, _ in over.items()] if isinstance(over, Table) else []
        self._watch(lambda: loops.for_each(over, step, actor, *extra, **named), keys, step, actor, extra, named)

    def group(self, over: Given, group: Given, step: Given, actor: Given, *extra: Given, **named: Given) -> None:
        """A loop over the rows of a group."""
        keys = [key for key, _ in over.items() if key[0] == group] if isinstance(over, Table) else []
        run = lambda: loops.for_each_under(over, group, step, actor, *extra, **named)  # noqa: E731
        self._watch(run, keys, step, actor, extra, named)

    def _watch(
        self, run: Callable[[], None], keys: Sequence[object], step: Given, actor: Given, extra: Given, named: Given
    ) -> None:
        if self._depth or actor is not self._world:
            run()
            return
        self._depth += 1
        try:
            before, unlawful = fork(self._world), self._judge.unlawful(self._world)
            run()
        finally:
            self._depth -= 1
        declared = transition_of(step)
        given = (*extra, *(named[name] for name in declared.parameters if name in named))
        visits = self._judge.broken_visits(declared.name, before, self._world, keys, given)
        self.broken += [*unlawful, *self._judge.unlawful(self._world), *visits]


@contextmanager
def watched(judge: Judge, world: Given) -> Iterator[Watch]:
    """Let the loops of generated modules be watched until the block ends; they are linted as they were written."""
    linter.require_linted("fuzzed")
    watch = Watch(judge, world)
    modules = [sys.modules[name] for name in ("fuzzed_words", "fuzzed") if name in sys.modules]
    try:
        for module in modules:
            vars(module).update(for_each=watch.rows, for_each_under=watch.group)
        yield watch
    finally:
        for module in modules:
            vars(module).update(for_each=loops.for_each, for_each_under=loops.for_each_under)
