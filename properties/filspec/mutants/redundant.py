"""Redundant guards: those without which no law fails and no test, each with the reason for keeping it.

That a law can no longer be decided without a guard does not make the guard necessary: it may only help the prover.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

REDUNDANT_GUARDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "depledge/PLEDGE_TOO_SMALL": "what is left must suffice, and a required pledge is never negative, so the last "
        "guard refuses more than the pledge for the same reason; this one says what is meant",
    }
)
