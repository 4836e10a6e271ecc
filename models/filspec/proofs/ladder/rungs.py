"""The rungs by name."""

from __future__ import annotations

from filspec.proofs.ladder.ideal import Ideal
from filspec.proofs.ladder.rung import Rung
from filspec.proofs.ladder.vanilla import Vanilla

SMALLEST_SECTOR = 2048

_RUNGS: dict[str, type[Ideal] | type[Vanilla]] = {"ideal": Ideal, "vanilla": Vanilla}

RUNG_NAMES = tuple(_RUNGS)
"""From the cheapest to the most real."""


def rung(name: str, sector_size: int = SMALLEST_SECTOR) -> Rung:
    """A new rung for sectors of this padded size.

    Raises:
        KeyError: there is no rung of this name.
    """
    if name not in _RUNGS:
        raise KeyError(f"there is no rung {name!r} on the proof ladder; there are {', '.join(RUNG_NAMES)}")
    return _RUNGS[name](sector_size)
