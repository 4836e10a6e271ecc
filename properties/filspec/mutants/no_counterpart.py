"""Defects of protocol-facts section 9 that cannot be planted in these actors, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

NO_COUNTERPART: Final[Mapping[str, str]] = MappingProxyType(
    {
        "X15": "CheckLockedBalance takes the participant alone: there is no caller whose entry it could answer with",
        "X21": "the flag of a proof in progress belongs to the miner's node, not to an actor",
        "X29": "sectors are never upgraded here: a sector number has one replica for ever (M7)",
        "X39": "rewards do not vest here: they are paid at once, less what the pledge lacks",
        "X41": "lateness is decided by one test, is_challenge_recent; there is no second one that could disagree",
        "X43b": "no miner owes storage collateral: it belongs to deals, and a deal's end releases or burns it",
        "X50": "the share is made by repeated multiplication: there are no base and exponent to exchange",
        "X71": "lanes are a table by lane id: there is no list with indices to take for ids",
    }
)
