"""The beginning of the induction, proved beside whatever was asked for: every proof rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filspec.cli.errors import BadInput
from filspec.cli.interrupts import remembered_interrupts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from filspec.symbolic.beginning import Beginning
    from filspec.symbolic.cache import Results
    from filspec.symbolic.ledger import Entry


def begun(seeds: int, stored: Results) -> list[Beginning]:
    """What is shown of the worlds that networks begin with, under each seed.

    Args:
        seeds: how many seeds of the solver.
        stored: what was shown before, and a place for more.

    Raises:
        BadInput: a genesis leaves the provable subset where only a proof sees it.
    """
    from filspec.symbolic.beginning import beginning
    from filspec.symbolic.values import OutsideTheSubset

    found = []
    try:
        with remembered_interrupts() as interrupts:
            for seed in range(seeds):
                found.append(beginning(seed, stored))
                interrupts.heed()
    except OutsideTheSubset as problem:
        raise BadInput(f"a genesis leaves the provable subset where only a proof sees it: {problem}") from problem
    return found


def with_beginning(entries: Sequence[Entry], begun_with: Sequence[Entry]) -> list[Entry]:
    """The ledger with the entries of the beginning; a law that is shown there has a subject."""
    from filspec.symbolic.ledger import NOWHERE

    shown = {entry.claim for entry in begun_with}
    return [entry for entry in entries if entry.subject != NOWHERE or entry.claim not in shown] + list(begun_with)
