"""State of the StoragePowerActor: the power table and the pledges."""

from __future__ import annotations

from filspec.actors.units import ActorID, Bytes, Epoch, TokenAmount
from filspec.kit.records import Record
from filspec.kit.tables import Table
from filspec.kit.worlds import actor


class Claim(Record):
    """What a miner has in the power table.

    Attributes:
        active_power: bytes that count in elections.
        inactive_power: bytes committed and not yet proved.
        pledge: collateral, what waits to be released included.
        depledged: the part of ``pledge`` that waits to be released.
        depledge_epoch: first epoch in which it may be paid out.
    """

    active_power: Bytes
    inactive_power: Bytes
    pledge: TokenAmount
    depledged: TokenAmount
    depledge_epoch: Epoch


NO_CLAIM = Claim(
    active_power=Bytes(0),
    inactive_power=Bytes(0),
    pledge=TokenAmount(0),
    depledged=TokenAmount(0),
    depledge_epoch=Epoch(0),
)


@actor
class StoragePowerActor:
    """The power table.

    Attributes:
        claims: the registered miners (Miners and PowerTable of the sources in one).
        total_power: sum of the active power.
        miner_count: number of registered miners.
        reporter_shares: share of a reporter, in parts of ``reporter_share_unit``, by the age of the fault; older
            faults than the table knows have the share of its last row.
        oldest_fault: the last age in ``reporter_shares``.
    """

    claims: Table[ActorID, Claim]
    total_power: Bytes
    miner_count: int
    reporter_shares: Table[Epoch, int]
    oldest_fault: Epoch
