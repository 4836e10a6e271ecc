"""Laws of deals in sectors, each broken once."""

import pytest

from filspec.actors.storage_market.state import DealState
from filspec.laws import deals_in_sectors


def change_sector(w, life, number, **fields):
    key = (life.miner, number)
    w.miner.sectors[key] = w.miner.sectors[key].but(**fields)


def take_the_sector_away(w, life):
    del w.miner.sectors[life.miner, 1]


def end_the_sector_early(w, life):
    change_sector(w, life, 1, expiration=30)


def list_a_closed_deal(w, life):
    w.market.deals_in_sector[(life.miner, 1), life.deals.expired] = True


def use_less_than_is_there(w, life):
    change_sector(w, life, 1, used=511)


def miscount(w, life):
    w.market.live_deals[life.miner, 1] = 2


def bind_without_room(w, life):
    deal = w.market.deals[life.deals.published]
    w.market.deals[life.deals.published] = deal.but(state=DealState.COMMITTED, sector=(life.miner, 1))
    change_sector(w, life, 1, used=w.miner.sectors[life.miner, 1].used + deal.proposal.piece_size - 1)


TAMPERINGS = {
    "deal_takes_its_room": bind_without_room,
    "deal_in_sector_has_its_sector": take_the_sector_away,
    "sector_outlives_its_deal": end_the_sector_early,
    "listed_deal_is_in_its_sector": list_a_closed_deal,
    "pieces_fit_into_their_sector": use_less_than_is_there,
    "live_deals_are_counted": miscount,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(deals_in_sectors) == set(TAMPERINGS)


def test_a_deal_must_be_listed_by_its_sector(breaks):
    def unlist(w, life):
        del w.market.deals_in_sector[(life.miner, 1), life.deals.active]

    breaks("deal_in_sector_has_its_sector", unlist)


def test_what_is_no_sector_counts_no_deals(breaks):
    def count_for_nothing(w, life):
        w.market.live_deals[life.gone, 0] = 0

    breaks("live_deals_are_counted", count_for_nothing)


def test_a_deal_that_takes_its_room_is_bound(holds):
    def bind(w, life):
        bind_without_room(w, life)
        change_sector(w, life, 1, used=w.miner.sectors[life.miner, 1].used + 1)

    holds("deal_takes_its_room", bind)
