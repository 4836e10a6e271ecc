"""The catalogue: every defect of history that is planted, in the order of its files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from filspec.mutants.market import MARKET
from filspec.mutants.miner_and_power import MINER_AND_POWER
from filspec.mutants.mutant import Mutant
from filspec.mutants.payment_channel import PAYMENT_CHANNEL
from filspec.mutants.pledge_and_slashing import PLEDGE_AND_SLASHING


@cache
def mutants() -> Mapping[str, Mutant]:
    """All planted defects of history, by id."""
    return {mutant.name: mutant for mutant in (*MARKET, *MINER_AND_POWER, *PLEDGE_AND_SLASHING, *PAYMENT_CHANNEL)}
