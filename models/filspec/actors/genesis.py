"""Genesis: the first world of a network, and the accounts that are there from the start.

A block needs a winner, a winner needs power, and power needs a block: so a network begins with a miner as well, whose
sectors are sealed beforehand and count at once (``filspec.actors.genesis_steps.add_genesis_miner``).
"""

from __future__ import annotations

from collections.abc import Mapping

from filspec.actors.genesis_steps import add_genesis_account
from filspec.actors.init.state import InitActor
from filspec.actors.ledger.state import Ledger
from filspec.actors.parameter_bounds import broken_bounds
from filspec.actors.parameters import PRESETS, Parameters, preset
from filspec.actors.payment_channel.state import PaymentChannelActor
from filspec.actors.reporter_share import reporter_shares
from filspec.actors.storage_market.state import StorageMarketActor
from filspec.actors.storage_miner.state import StorageMinerActor
from filspec.actors.storage_power.state import StoragePowerActor
from filspec.actors.system_actors import enter_system_actors
from filspec.actors.units import (
    FIRST_USER,
    Bytes,
    DealID,
    Epoch,
    PublicKey,
    TokenAmount,
)
from filspec.actors.world import World
from filspec.kit.records import Record
from filspec.kit.requirement import Rejected
from filspec.kit.tables import PairTable, Table


class GenesisAccount(Record):
    """An account that exists from the start."""

    key: PublicKey
    balance: TokenAmount


def genesis(parameters: Parameters, accounts: tuple[GenesisAccount, ...]) -> World:
    """A world at epoch 0 in which the given accounts have the numbers from 100 on; all else is undistributed.

    Raises:
        ValueError: a parameter is outside of its bounds, or a balance is negative.
    """
    broken = broken_bounds(parameters)
    if broken:
        raise ValueError(f"no proof holds for these parameters: {'; '.join(broken)}")
    world = empty_world(reporter_shares(parameters.reporter_growth, parameters.reporter_share_unit))
    world.parameters = parameters
    enter_system_actors(world)
    for number, account in enumerate(accounts, FIRST_USER):
        try:
            add_genesis_account(world, account.key, account.balance)
        except Rejected as rejected:
            raise ValueError(f"the account {number} with {account.balance} tokens: {rejected.reason.value}") from None
    return world


def empty_world(shares: Mapping[Epoch, int]) -> World:
    """A world at epoch 0 without actors. Its parameters are those of some preset, and are still to be set.

    Args:
        shares: the share of a reporter, by elapsed epochs.
    """
    return World(
        parameters=preset(PRESETS[0]),
        epoch=Epoch(0),
        ledger=Ledger(Table(), TokenAmount(0)),
        init=InitActor(FIRST_USER),
        market=StorageMarketActor(Table(), Table(), Table(), PairTable(), Table(), DealID(0)),
        miner=StorageMinerActor(Table(), PairTable(), PairTable(), Table()),
        power=StoragePowerActor(Table(), Bytes(0), 0, Table(shares), max(shares)),
        channel=PaymentChannelActor(Table(), PairTable()),
    )
