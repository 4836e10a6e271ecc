"""Publication of deals: what makes a proposal binding."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.names import STORAGE_MARKET_ACTOR
from filspec.actors.oracles import proposal_digest, verify_signature
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import client_requirement, lock
from filspec.actors.storage_market.state import (
    NO_SECTOR,
    NOTHING,
    Deal,
    DealState,
    StorageDeal,
    StorageDealProposal,
)
from filspec.actors.units import ActorID, DealID, Digest, Epoch, PublicKey, TokenAmount
from filspec.actors.world import World
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure


@message(STORAGE_MARKET_ACTOR, "PublishStorageDeal(StorageDeal)")
def publish_storage_deal(w: World, caller: ActorID, deal: StorageDeal) -> DealID:
    """Publish a deal both sides signed; the second publication answers the same number, locks nothing (decision 4)."""
    require(caller == deal.proposal.client or caller == deal.proposal.provider, Reason.CALLER_IS_NOT_A_PARTY)
    digest = proposal_digest(deal.proposal)
    if digest in w.market.published:
        return w.market.published[digest]
    return enter_deal(w, deal, digest)


@internal()
def enter_deal(w: World, deal: StorageDeal, digest: Digest) -> DealID:
    """Check a new deal, lock what it asks of both sides, and register it."""
    proposal = deal.proposal
    require(w.epoch <= proposal.proposal_expiry, Reason.PROPOSAL_EXPIRED)
    require(w.epoch + w.parameters.deal_activation_limit < proposal.deal_expiry, Reason.DEAL_ENDS_TOO_SOON)
    require(is_piece_size(w, proposal), Reason.PIECE_SIZE_INVALID)
    require(proposal.storage_price >= w.parameters.minimum_storage_price, Reason.PRICE_TOO_LOW)
    require(collaterals_suffice(w, proposal), Reason.COLLATERAL_TOO_LOW)
    require(
        verify_signature(key_of(w, proposal.client), digest, deal.client_signature),
        Reason.INVALID_CLIENT_SIGNATURE,
    )
    require(
        verify_signature(key_of(w, proposal.provider), digest, deal.provider_signature),
        Reason.INVALID_PROVIDER_SIGNATURE,
    )
    lock_client(w, proposal)
    lock_provider(w, proposal)
    return register_deal(w, proposal, digest)


@internal()
def lock_client(w: World, proposal: StorageDealProposal) -> None:
    """Lock price and client collateral."""
    available = w.market.escrow.get(proposal.client, NOTHING).available
    require(proposal.client in w.market.escrow, Reason.NOT_REGISTERED)
    require(available >= client_requirement(proposal), Reason.CLIENT_BALANCE_TOO_SMALL)
    lock(w, proposal.client, client_requirement(proposal))


@internal()
def lock_provider(w: World, proposal: StorageDealProposal) -> None:
    """Lock the storage collateral; tested after the client's lock, so that one who is both sides needs both sums."""
    available = w.market.escrow.get(proposal.provider, NOTHING).available
    require(proposal.provider in w.market.escrow, Reason.NOT_REGISTERED)
    require(available >= proposal.storage_collateral, Reason.PROVIDER_BALANCE_TOO_SMALL)
    lock(w, proposal.provider, proposal.storage_collateral)


@internal()
def register_deal(w: World, proposal: StorageDealProposal, digest: Digest) -> DealID:
    """Give the deal its number and remember its proposal."""
    number = w.market.next_deal
    w.market.deals[number] = Deal(
        proposal=proposal,
        state=DealState.PUBLISHED,
        activate_by=Epoch(w.epoch + w.parameters.deal_activation_limit),
        sector=NO_SECTOR,
        epoch_price=TokenAmount(0),
        paid_until=w.epoch,
        paid=TokenAmount(0),
        refunded=TokenAmount(0),
        slashed=TokenAmount(0),
    )
    w.market.published[digest] = number
    w.market.next_deal = DealID(number + 1)
    return number


@pure
def key_of(w: World, who: ActorID) -> PublicKey:
    """The key an account signs with; 0 for what signs nothing."""
    return w.ledger.accounts.get(who, NO_ACCOUNT).key


@pure
def is_piece_size(w: World, proposal: StorageDealProposal) -> bool:
    """Whether the padded piece size divides the sector into equal power-of-two places of at least 128 bytes."""
    size = proposal.piece_size
    return size >= 128 and size <= w.parameters.sector_size and w.parameters.sector_size % size == 0


@pure
def collaterals_suffice(w: World, proposal: StorageDealProposal) -> bool:
    """Whether both collaterals reach their minima."""
    return (
        proposal.client_collateral >= w.parameters.minimum_client_collateral
        and proposal.storage_collateral >= w.parameters.minimum_provider_collateral
    )
