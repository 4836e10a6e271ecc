"""The methods: every message an account may send, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from filspec.actors.ledger.transfers import send
from filspec.actors.payment_channel.channels import (
    close_payment_channel,
    collect_payment_channel,
    create_payment_channel,
)
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.storage_market.balances import add_balance, register_participant, withdraw_balance
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import add_faults, update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.storage_power.pledge import add_pledge, collect_depledged, depledge
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault

_SENDABLE: tuple[Callable[..., object], ...] = (
    send,
    register_participant,
    add_balance,
    withdraw_balance,
    publish_storage_deal,
    close_expired_storage_deal,
    create_storage_miner,
    add_pledge,
    depledge,
    collect_depledged,
    declare_consensus_fault,
    commit_sector,
    submit_post,
    update_sector_status,
    add_faults,
    change_worker,
    create_payment_channel,
    update_channel_state,
    close_payment_channel,
    collect_payment_channel,
)

METHODS: Final[Mapping[str, Callable[..., object]]] = MappingProxyType(
    {method.__name__: method for method in _SENDABLE}
)
