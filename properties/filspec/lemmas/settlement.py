"""Lemmas about the settlement of deals: it goes forward, and no further than the deal's end."""

from __future__ import annotations

from filspec.actors.storage_market.settlement import settled_until
from filspec.actors.storage_market.state import Deal
from filspec.actors.world import World
from filspec.lemmas.lemma import given, lemma


@lemma("D9")
def a_settlement_ends_with_the_deal(w: World, deal: Deal) -> bool:
    """A settlement ends now or at the deal's end, whichever comes first."""
    until, end = settled_until(w, deal), deal.proposal.deal_expiry
    return until <= w.epoch and until <= end and (until == w.epoch or until == end)


@lemma("D9")
def a_later_settlement_ends_no_earlier(w: World, later: World, deal: Deal) -> bool:
    """A settlement of a later world never ends earlier, so that what is paid only grows."""
    given(w.epoch <= later.epoch)
    return settled_until(w, deal) <= settled_until(later, deal)
