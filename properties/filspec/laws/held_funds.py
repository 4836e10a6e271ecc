"""Laws of held funds (decision 23): what comes back from a deal waits until it is final.

A participant's tokens are owed to live deals, or came back and are not final yet, or are free. A deal takes from what
is owed by paying or by burning; a lock turns free tokens, and then those that are not final, into owed ones. So what is
owed and what is not final, together with what deals have taken, never falls before its time.
"""

from __future__ import annotations

from filspec.actors.storage_market.state import Deal, Escrow
from filspec.actors.units import ActorID, DealID
from filspec.actors.world import World
from filspec.kit.laws import step_law_for_each
from filspec.kit.sums import total_by
from filspec.laws.formulas.deals import collateral_left, is_open
from filspec.laws.proving_period import is_one_epoch


def taken_by_deal(_number: DealID, deal: Deal) -> tuple[tuple[ActorID, int], tuple[ActorID, int]]:
    """Summands: what a deal has paid out of its client's escrow, and burnt of its provider's."""
    return (deal.proposal.client, deal.paid), (deal.proposal.provider, deal.slashed)


def owed_and_held(w: World, who: ActorID) -> int:
    """What a participant owes or has held, final or not, and what its deals have taken."""
    escrow = w.market.escrow[who]
    return escrow.locked + escrow.held + total_by(w.market.deals, taken_by_deal)[who]


def owed_or_not_final(w: World, who: ActorID) -> int:
    """What a participant owes or may not withdraw yet, and what its deals have taken."""
    escrow = w.market.escrow[who]
    return escrow.locked + not_final(w, escrow) + total_by(w.market.deals, taken_by_deal)[who]


def not_final(w: World, escrow: Escrow) -> int:
    """What came back from deals and may not be withdrawn yet."""
    return escrow.held if w.epoch < escrow.held_until else 0


@step_law_for_each("market.escrow", "D19")
def held_funds_wait_for_their_time(before: World, after: World, who: ActorID) -> bool:
    """What is held becomes free at its time and no earlier: before it, what is held falls only to what is owed."""
    old, new = before.market.escrow[who], after.market.escrow[who]
    waits = after.epoch < old.held_until
    return new.held_until >= old.held_until and (not waits or owed_and_held(after, who) >= owed_and_held(before, who))


def given_back(_number: DealID, deal: Deal) -> tuple[tuple[ActorID, int], tuple[ActorID, int]]:
    """Summands: what a deal gave back to its client, and to its provider: what a closed one neither paid nor burnt."""
    terms, is_closed = deal.proposal, not is_open(deal)
    to_client = deal.refunded + (terms.client_collateral if is_closed else 0)
    return (terms.client, to_client), (terms.provider, collateral_left(deal) if is_closed else 0)


@step_law_for_each("market.escrow", "D18", "D19")
def only_what_comes_back_is_held(before: World, after: World, who: ActorID) -> bool:
    """What is not final yet grows by no more than deals give back: what was earned is free at once, and stays so."""
    old, new = before.market.escrow[who], after.market.escrow[who]
    came_back = total_by(after.market.deals, given_back)[who] - total_by(before.market.deals, given_back)[who]
    return not_final(after, new) - not_final(before, old) <= came_back


@step_law_for_each("market.escrow", "D19")
def released_funds_are_held(before: World, after: World, who: ActorID) -> bool:
    """Within one epoch, what deals give back is held for the whole release delay, with what was held already."""
    if not is_one_epoch(before, after) or before.parameters.release_delay == 0:
        return True
    old, new = before.market.escrow[who], after.market.escrow[who]
    grown = not_final(after, new) > not_final(before, old)
    due = before.epoch + before.parameters.release_delay
    return owed_or_not_final(after, who) >= owed_or_not_final(before, who) and (not grown or new.held_until == due)
