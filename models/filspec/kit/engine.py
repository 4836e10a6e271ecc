"""The one seam between the model and a prover.

``active`` is None when transitions run on ordinary values. A prover installs itself here; from then on ``require``,
loops, sums, oracles and merged computations are asked of it. Nothing else couples the model to a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from filspec.kit.frames import Rows


class Over(Enum):
    """What a loop goes through, where that is not one group of the rows of a table."""

    ROWS = "all rows of a table"
    ITEMS = "the items of a list"


class Engine(Protocol):
    """What a prover must answer while it runs transitions on symbolic values."""

    def require(self, condition: object, reason: Enum) -> None:
        """Assume the condition on this path and remember the reason of the refusal on the other."""

    def compute(self, function: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """The merged result of a pure function over all its paths."""

    def ask(self, oracle: Callable[..., object], arguments: tuple[object, ...]) -> object:
        """An answer of the outside world of which nothing but the oracle's axioms is known."""

    def loop(self, over: object, group: object, step: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Run ``step`` for an arbitrary number of rows or items.

        ``group`` is ``Over.ROWS`` for all rows of a table, ``Over.ITEMS`` for a list, and else the group of rows.
        """

    def attempt(self, step: Callable[..., object], arguments: tuple[object, ...]) -> bool:
        """Run ``step``; whether it was accepted. A rejected step changes nothing."""

    def total(self, table: object, amount: Callable[..., object]) -> object:
        """The sum of ``amount`` over all rows."""

    def total_by(self, table: object, shares: Callable[..., object]) -> object:
        """The sums of ``shares`` over all rows, by group."""

    def unchanged(self, before: object, after: object, paths: Sequence[str]) -> object:
        """Whether the leaves at these paths have the same value in two worlds."""

    def confined(self, before: object, after: object, changes: Mapping[str, Rows]) -> object:
        """Whether two worlds differ only in what may change."""


active: Engine | None = None


@contextmanager
def answered_by(engine: Engine | None) -> Iterator[None]:
    """Let an engine answer at the seam until the block ends; None lets transitions run on ordinary values."""
    global active
    outer, active = active, engine
    try:
        yield
    finally:
        active = outer
