"""State of the StorageMarketActor: escrow, deals, and which deals are in which sector."""

from __future__ import annotations

from enum import Enum

from filspec.actors.units import (
    ActorID,
    Bytes,
    Commitment,
    DealID,
    Digest,
    Epoch,
    SectorID,
    SectorNumber,
    Signature,
    TokenAmount,
)
from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import actor


class Escrow(Record):
    """What a participant has with the market.

    Attributes:
        available: free for deals and withdrawal.
        locked: owed to live deals.
        held: the part of ``available`` that came back from closed deals and is not final yet.
        held_until: the first epoch in which ``held`` may be withdrawn.
    """

    available: TokenAmount
    locked: TokenAmount
    held: TokenAmount
    held_until: Epoch


NOTHING = Escrow(available=TokenAmount(0), locked=TokenAmount(0), held=TokenAmount(0), held_until=Epoch(0))


class StorageDealProposal(Record):
    """What client and provider agree on (specs 2019-09-29, deal; client collateral from specs v1.1).

    Attributes:
        piece_cid: comm_p of the piece.
        piece_size: its padded size.
        client: who pays.
        provider: who stores; the owner of the miner that will hold the piece.
        proposal_expiry: last epoch in which the deal may be published.
        deal_expiry: last epoch of storage.
        storage_price: for the whole deal, from the first proof to ``deal_expiry``.
        client_collateral: returned to the client at the end.
        storage_collateral: the provider's; slashed while the piece is not proved, burnt when it is lost.
    """

    piece_cid: Commitment
    piece_size: Bytes
    client: ActorID
    provider: ActorID
    proposal_expiry: Epoch
    deal_expiry: Epoch
    storage_price: TokenAmount
    client_collateral: TokenAmount
    storage_collateral: TokenAmount


class StorageDeal(Record):
    """A proposal both sides signed, as it is published."""

    proposal: StorageDealProposal
    client_signature: Signature
    provider_signature: Signature


class DealState(Enum):
    """Life of a deal (status enumeration of specs v1.1; the last two are its two ways to fail)."""

    PUBLISHED = 0
    COMMITTED = 1
    ACTIVE = 2
    FAILING = 3
    EXPIRED = 4
    FAILED = 5
    TIMED_OUT = 6


class Deal(Record):
    """A published deal.

    Attributes:
        proposal: the terms.
        state: where in its life it is.
        activate_by: last epoch in which its first proof may come.
        sector: the sector that holds it, from COMMITTED on.
        epoch_price: price of one epoch, from ACTIVE on; what division leaves over goes with the last payment.
        paid_until: the epoch up to which storage was settled, from ACTIVE on.
        paid: paid to the provider so far.
        refunded: price given back to the client so far.
        slashed: storage collateral burnt so far.
    """

    proposal: StorageDealProposal
    state: DealState
    activate_by: Epoch
    sector: SectorID
    epoch_price: TokenAmount
    paid_until: Epoch
    paid: TokenAmount
    refunded: TokenAmount
    slashed: TokenAmount


NO_SECTOR: SectorID = (ActorID(0), SectorNumber(0))


@actor
class StorageMarketActor:
    """Escrow and deals.

    Attributes:
        escrow: balance of each registered participant.
        deals: every deal ever published.
        published: deal of each published proposal, so that none is published twice.
        deals_in_sector: the live deals of each sector.
        live_deals: how many live deals each sector holds.
        next_deal: number of the next deal.
    """

    escrow: Table[ActorID, Escrow]
    deals: Table[DealID, Deal]
    published: Table[Digest, DealID]
    deals_in_sector: PairTable[SectorID, DealID, bool]
    live_deals: Table[SectorID, int]
    next_deal: DealID
