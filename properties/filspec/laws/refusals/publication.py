"""Refusals of a deal's publication.

A deal is published by itself, or by the commit of the sector that holds it. What is asked of a new deal is the same in
both; a deal that is published already is not looked at again.
"""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.oracles import proposal_digest, verify_signature
from filspec.actors.parameters import Parameters
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.sector_deals import PendingPiece, add_pending_deal
from filspec.actors.storage_market.state import NOTHING, StorageDeal, StorageDealProposal
from filspec.actors.units import ActorID, Signature
from filspec.actors.world import World
from filspec.kit.laws import refused_for
from filspec.laws.formulas.deals import asked_of

SMALLEST_PIECE = 128
"""Bytes of the smallest padded piece."""


@refused_for(publish_storage_deal, Reason.CALLER_IS_NOT_A_PARTY, "D7", "D20")
def sender_is_no_party(before: World, caller: ActorID, deal: StorageDeal) -> bool:
    """The sender is neither the client nor the provider."""
    return caller != deal.proposal.client and caller != deal.proposal.provider


def is_new(w: World, deal: StorageDeal) -> bool:
    """Whether the deal was not published before."""
    return proposal_digest(deal.proposal) not in w.market.published


def is_late(w: World, terms: StorageDealProposal) -> bool:
    """Whether the last epoch in which the proposal may be published is past."""
    return w.epoch > terms.proposal_expiry


@refused_for(publish_storage_deal, Reason.PROPOSAL_EXPIRED, "D8")
def published_late(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and the last epoch for its publication is past."""
    return is_new(before, deal) and is_late(before, deal.proposal)


@refused_for(add_pending_deal, Reason.PROPOSAL_EXPIRED, "D8")
def committed_late(before: World, piece: PendingPiece) -> bool:
    """The last epoch for the deal's publication is past."""
    return is_late(before, piece.deal.proposal)


def ends_too_soon(w: World, terms: StorageDealProposal) -> bool:
    """Whether the deal ends before, or when, its time to become active is over."""
    return terms.deal_expiry <= w.epoch + w.parameters.deal_activation_limit


@refused_for(publish_storage_deal, Reason.DEAL_ENDS_TOO_SOON, "D8")
def published_too_short(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and ends no later than its time to become active."""
    return is_new(before, deal) and ends_too_soon(before, deal.proposal)


@refused_for(add_pending_deal, Reason.DEAL_ENDS_TOO_SOON, "D8")
def committed_too_short(before: World, piece: PendingPiece) -> bool:
    """The deal ends no later than its time to become active."""
    return ends_too_soon(before, piece.deal.proposal)


def has_no_piece_size(parameters: Parameters, terms: StorageDealProposal) -> bool:
    """Whether the piece is too small, too large, or does not divide the sector into equal places."""
    size = terms.piece_size
    return size < SMALLEST_PIECE or size > parameters.sector_size or parameters.sector_size % size != 0


@refused_for(publish_storage_deal, Reason.PIECE_SIZE_INVALID, "D16")
def published_odd_piece(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and its piece has no size of 128 bytes or more that divides the sector."""
    return is_new(before, deal) and has_no_piece_size(before.parameters, deal.proposal)


@refused_for(add_pending_deal, Reason.PIECE_SIZE_INVALID, "D16")
def committed_odd_piece(before: World, piece: PendingPiece) -> bool:
    """The piece has no size of 128 bytes or more that divides the sector."""
    return has_no_piece_size(before.parameters, piece.deal.proposal)


@refused_for(publish_storage_deal, Reason.PRICE_TOO_LOW, "D7")
def published_too_cheap(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and its price is below the minimum."""
    return is_new(before, deal) and deal.proposal.storage_price < before.parameters.minimum_storage_price


@refused_for(add_pending_deal, Reason.PRICE_TOO_LOW, "D7")
def committed_too_cheap(before: World, piece: PendingPiece) -> bool:
    """The price is below the minimum."""
    return piece.deal.proposal.storage_price < before.parameters.minimum_storage_price


def pledges_too_little(parameters: Parameters, terms: StorageDealProposal) -> bool:
    """Whether one of the two collaterals is below its minimum."""
    of_client = terms.client_collateral < parameters.minimum_client_collateral
    return of_client or terms.storage_collateral < parameters.minimum_provider_collateral


@refused_for(publish_storage_deal, Reason.COLLATERAL_TOO_LOW, "D7")
def published_with_low_collateral(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and a collateral is below its minimum."""
    return is_new(before, deal) and pledges_too_little(before.parameters, deal.proposal)


@refused_for(add_pending_deal, Reason.COLLATERAL_TOO_LOW, "D7")
def committed_with_low_collateral(before: World, piece: PendingPiece) -> bool:
    """A collateral is below its minimum."""
    return pledges_too_little(before.parameters, piece.deal.proposal)


def is_unsigned(w: World, terms: StorageDealProposal, party: ActorID, signature: Signature) -> bool:
    """Whether a party did not sign the proposal with the key it has on chain."""
    key = w.ledger.accounts.get(party, NO_ACCOUNT).key
    return not verify_signature(key, proposal_digest(terms), signature)


@refused_for(publish_storage_deal, Reason.INVALID_CLIENT_SIGNATURE, "D7")
def client_did_not_sign(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and the client did not sign it."""
    return is_new(before, deal) and is_unsigned(before, deal.proposal, deal.proposal.client, deal.client_signature)


@refused_for(add_pending_deal, Reason.INVALID_CLIENT_SIGNATURE, "D7")
def client_of_piece_did_not_sign(before: World, piece: PendingPiece) -> bool:
    """The client did not sign the deal."""
    return is_unsigned(before, piece.deal.proposal, piece.deal.proposal.client, piece.deal.client_signature)


@refused_for(publish_storage_deal, Reason.INVALID_PROVIDER_SIGNATURE, "D7")
def provider_did_not_sign(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and the provider did not sign it."""
    terms = deal.proposal
    return is_new(before, deal) and is_unsigned(before, terms, terms.provider, deal.provider_signature)


@refused_for(add_pending_deal, Reason.INVALID_PROVIDER_SIGNATURE, "D7")
def provider_of_piece_did_not_sign(before: World, piece: PendingPiece) -> bool:
    """The provider did not sign the deal."""
    terms = piece.deal.proposal
    return is_unsigned(before, terms, terms.provider, piece.deal.provider_signature)


def has_a_party_without_balance(w: World, terms: StorageDealProposal) -> bool:
    """Whether the client or the provider has no balance with the market."""
    return terms.client not in w.market.escrow or terms.provider not in w.market.escrow


@refused_for(publish_storage_deal, Reason.NOT_REGISTERED, "D7")
def party_has_no_balance(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and one of its parties has no balance with the market."""
    return is_new(before, deal) and has_a_party_without_balance(before, deal.proposal)


@refused_for(add_pending_deal, Reason.NOT_REGISTERED, "D7")
def party_of_piece_has_no_balance(before: World, piece: PendingPiece) -> bool:
    """One of the deal's parties has no balance with the market."""
    return has_a_party_without_balance(before, piece.deal.proposal)


def client_cannot_pay(w: World, terms: StorageDealProposal) -> bool:
    """Whether the client has less available than price and client collateral."""
    return w.market.escrow.get(terms.client, NOTHING).available < terms.storage_price + terms.client_collateral


@refused_for(publish_storage_deal, Reason.CLIENT_BALANCE_TOO_SMALL, "D7")
def client_has_too_little(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and the client has less available than its price and the client collateral."""
    return is_new(before, deal) and client_cannot_pay(before, deal.proposal)


@refused_for(add_pending_deal, Reason.CLIENT_BALANCE_TOO_SMALL, "D7")
def client_of_piece_has_too_little(before: World, piece: PendingPiece) -> bool:
    """The client has less available than the price and the client collateral."""
    return client_cannot_pay(before, piece.deal.proposal)


def provider_cannot_pledge(w: World, terms: StorageDealProposal) -> bool:
    """Whether the provider has less available than the deal asks of it, as client too if it is both."""
    return w.market.escrow.get(terms.provider, NOTHING).available < asked_of(terms, terms.provider)


@refused_for(publish_storage_deal, Reason.PROVIDER_BALANCE_TOO_SMALL, "D7")
def provider_has_too_little(before: World, deal: StorageDeal) -> bool:
    """The deal is new, and the provider has less available than it asks of it, as client too if it is both."""
    return is_new(before, deal) and provider_cannot_pledge(before, deal.proposal)


@refused_for(add_pending_deal, Reason.PROVIDER_BALANCE_TOO_SMALL, "D7")
def provider_of_piece_has_too_little(before: World, piece: PendingPiece) -> bool:
    """The provider has less available than the deal asks of it, as client too if it is both."""
    return provider_cannot_pledge(before, piece.deal.proposal)
