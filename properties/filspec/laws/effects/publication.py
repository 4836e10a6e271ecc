"""Effects of publishing a deal, and of binding it to its sector."""

from __future__ import annotations

from filspec.actors.oracles import proposal_digest
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.sector_deals import (
    PendingPiece,
    PublishedPiece,
    add_pending_deal,
    add_published_deal,
)
from filspec.actors.storage_market.state import NO_SECTOR, Deal, DealState, StorageDeal, StorageDealProposal
from filspec.actors.storage_miner.commitment import add_pending_piece, add_published_piece
from filspec.actors.units import ActorID, Bytes, DealID, Epoch, SectorID, SectorNumber, TokenAmount
from filspec.actors.world import World
from filspec.kit.frames import ANYTHING, NOTHING_CHANGES, Changes, rows
from filspec.kit.laws import formula, frame, postcondition
from filspec.laws.effects.balances import with_less
from filspec.laws.formulas.deals import asked_of


@frame(publish_storage_deal, "D7", "D20")
def publication_changes(before: World, deal: StorageDeal) -> Changes:
    """A new deal is registered, and changes the balances of its parties; a second publication changes nothing."""
    if proposal_digest(deal.proposal) in before.market.published:
        return NOTHING_CHANGES
    return {
        "market.escrow": rows(deal.proposal.client, deal.proposal.provider),
        "market.deals": rows(before.market.next_deal),
        "market.published": rows(proposal_digest(deal.proposal)),
        "market.next_deal": ANYTHING,
    }


@postcondition(publish_storage_deal, "D6", "D20")
def publication_answers_the_number(before: World, after: World, deal: StorageDeal, answer: DealID) -> bool:
    """The answer is the number under which the proposal is published: the next one, or that of the first time."""
    digest = proposal_digest(deal.proposal)
    return after.market.published[digest] == answer == before.market.published.get(digest, before.market.next_deal)


@postcondition(publish_storage_deal, "D5", "D7")
def new_deal_is_registered(before: World, after: World, deal: StorageDeal) -> bool:
    """A new deal waits for its sector, and locks of each side what it asks of that side."""
    if proposal_digest(deal.proposal) in before.market.published:
        return True
    number = before.market.next_deal
    entered = after.market.deals[number] == published_now(before, deal.proposal)
    return entered and after.market.next_deal == number + 1 and both_sides_lock(before, after, deal.proposal)


@formula
def published_now(w: World, terms: StorageDealProposal) -> Deal:
    """A deal as it is entered today: nothing is paid, and it has so long to become active."""
    return Deal(
        proposal=terms,
        state=DealState.PUBLISHED,
        activate_by=Epoch(w.epoch + w.parameters.deal_activation_limit),
        sector=NO_SECTOR,
        epoch_price=TokenAmount(0),
        paid_until=w.epoch,
        paid=TokenAmount(0),
        refunded=TokenAmount(0),
        slashed=TokenAmount(0),
    )


@formula
def both_sides_lock(before: World, after: World, terms: StorageDealProposal) -> bool:
    """Whether what the terms ask of each side has moved from available to locked, and nothing else."""
    return is_locked(before, after, terms, terms.client) and is_locked(before, after, terms, terms.provider)


@formula
def is_locked(before: World, after: World, terms: StorageDealProposal, party: ActorID) -> bool:
    """Whether what the terms ask of a party has moved from available to locked."""
    asked, old = asked_of(terms, party), before.market.escrow[party]
    return after.market.escrow[party] == with_less(old, asked).but(locked=old.locked + asked)


@frame(add_published_deal, "D14")
def binding_changes(before: World, caller: ActorID, number: SectorNumber, piece: PublishedPiece) -> Changes:
    """Binding a deal changes the deal, its sector, and the sector's list of live deals."""
    sector_id = (caller, number)
    return {
        "market.deals": rows(piece.deal),
        "market.deals_in_sector": rows((sector_id, piece.deal)),
        "market.live_deals": rows(sector_id),
        "miner.sectors": rows(sector_id),
    }


@postcondition(add_published_deal, "D14", "D16")
def published_piece_is_bound(
    before: World, after: World, caller: ActorID, number: SectorNumber, piece: PublishedPiece
) -> bool:
    """A published deal is committed to the sector, which uses the space up to the end of the piece."""
    deal = before.market.deals[piece.deal]
    return is_bound(before, after, (caller, number), piece.deal, deal, piece.offset)


@postcondition(add_published_piece, "D14", "D16")
def listed_published_piece_is_bound(before: World, after: World, piece: PublishedPiece, sector_id: SectorID) -> bool:
    """Of a commit, each published deal in its list is committed to the sector in its turn."""
    deal = before.market.deals[piece.deal]
    return is_bound(before, after, sector_id, piece.deal, deal, piece.offset)


@frame(add_pending_deal, "D14", "D20")
def pending_binding_changes(before: World, caller: ActorID, number: SectorNumber, piece: PendingPiece) -> Changes:
    """A pending deal is registered and bound in one: it changes what a publication and a binding change."""
    sector_id, terms, deal = (caller, number), piece.deal.proposal, before.market.next_deal
    return {
        "market.escrow": rows(terms.client, terms.provider),
        "market.deals": rows(deal),
        "market.published": rows(proposal_digest(terms)),
        "market.next_deal": ANYTHING,
        "market.deals_in_sector": rows((sector_id, deal)),
        "market.live_deals": rows(sector_id),
        "miner.sectors": rows(sector_id),
    }


@postcondition(add_pending_deal, "D6", "D7", "D14")
def pending_piece_is_bound(
    before: World, after: World, caller: ActorID, number: SectorNumber, piece: PendingPiece
) -> bool:
    """A pending deal gets the next number, locks what it asks of both sides, and is committed to the sector."""
    terms, deal = piece.deal.proposal, before.market.next_deal
    entered = after.market.published[proposal_digest(terms)] == deal and after.market.next_deal == deal + 1
    bound = is_bound(before, after, (caller, number), deal, published_now(before, terms), piece.offset)
    return entered and bound and both_sides_lock(before, after, terms)


@postcondition(add_pending_piece, "D6", "D14")
def listed_pending_piece_is_bound(before: World, after: World, piece: PendingPiece, sector_id: SectorID) -> bool:
    """Of a commit, each pending deal in its list is entered under the next number and committed to the sector."""
    deal, entered = before.market.next_deal, published_now(before, piece.deal.proposal)
    numbered = after.market.next_deal == deal + 1
    return numbered and is_bound(before, after, sector_id, deal, entered, piece.offset)


@formula
def is_bound(before: World, after: World, sector_id: SectorID, number: DealID, deal: Deal, offset: Bytes) -> bool:
    """Whether a deal has got into the sector, and nothing else of the two has changed."""
    sector, listed = before.miner.sectors[sector_id], before.market.live_deals.get(sector_id, 0)
    committed = after.market.deals[number] == deal.but(state=DealState.COMMITTED, sector=sector_id)
    counted = (sector_id, number) in after.market.deals_in_sector and after.market.live_deals[sector_id] == listed + 1
    return (
        committed and counted and after.miner.sectors[sector_id] == sector.but(used=offset + deal.proposal.piece_size)
    )
