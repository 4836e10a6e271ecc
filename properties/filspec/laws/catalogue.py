"""The catalogue: all laws of the protocol, in the order of their files."""

from __future__ import annotations

from filspec.kit.laws import LAWS, Law
from filspec.laws import (
    accepted_proofs,
    deal_failure,
    deal_life,
    deals_in_sectors,
    effects,
    evidence,
    held_funds,
    interpreter,
    ledger,
    miner_messages,
    payment_channel,
    proving_period,
    refusals,
    sector_life,
    storage_market,
    storage_miner,
    storage_power,
    visits,
)

_FILES = (
    ledger,
    interpreter,
    storage_market,
    held_funds,
    deal_life,
    deal_failure,
    deals_in_sectors,
    storage_miner,
    miner_messages,
    proving_period,
    sector_life,
    storage_power,
    payment_channel,
    evidence,
    *refusals.FILES,
    *effects.FILES,
    visits,
    accepted_proofs,
)


def catalogue() -> tuple[Law, ...]:
    """All laws of the protocol."""
    return tuple(law for file in _FILES for law in LAWS.values() if law.holds.__module__ == file.__name__)
