"""The world: every actor of the chain, as one value."""

from __future__ import annotations

from filspec.actors.init.state import InitActor
from filspec.actors.ledger.state import Ledger
from filspec.actors.parameters import Parameters
from filspec.actors.payment_channel.state import PaymentChannelActor
from filspec.actors.storage_market.state import StorageMarketActor
from filspec.actors.storage_miner.state import StorageMinerActor
from filspec.actors.storage_power.state import StoragePowerActor
from filspec.actors.units import Epoch
from filspec.kit.worlds import actor


@actor
class World:
    """State of the chain after a tipset.

    Attributes:
        parameters: constants of the network, equal in every state.
        epoch: the epoch whose messages run next.
    """

    parameters: Parameters
    epoch: Epoch
    ledger: Ledger
    init: InitActor
    market: StorageMarketActor
    miner: StorageMinerActor
    power: StoragePowerActor
    channel: PaymentChannelActor
