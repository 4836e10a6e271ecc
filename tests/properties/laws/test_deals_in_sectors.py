"""Laws of deals in sectors, each broken once."""

import pytest

from filspec.actors.storage_market.sector_deals import add_pending_deal, add_published_deal
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


def commit_again(w, life):
    info = life.sealed(life.miner, 4)
    piece = life.published_piece(life.deals.committed, info)
    return add_published_deal, (life.miner, 4, piece), None


def publish_again(w, life):
    info = life.sealed(life.miner, 4)
    deal = life.signed(w.market.deals[life.deals.committed].proposal)
    return add_pending_deal, (life.miner, 4, life.pending_piece(deal, info)), None


TAMPERINGS = {
    "deal_in_sector_has_its_sector": take_the_sector_away,
    "sector_outlives_its_deal": end_the_sector_early,
    "listed_deal_is_in_its_sector": list_a_closed_deal,
    "pieces_fit_into_their_sector": use_less_than_is_there,
    "live_deals_are_counted": miscount,
    "published_piece_is_in_its_sector": commit_again,
    "pending_piece_is_in_its_sector": publish_again,
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


@pytest.mark.parametrize("offset", [511, 512, 513])
@pytest.mark.parametrize("proof", [0, None])
def test_a_piece_is_placed_behind_the_others_where_its_proof_says(life, breaks, offset, proof):
    """Given a sector whose first 512 bytes are used; only the piece at 512 with its proof is where it belongs."""

    def place(w, life):
        number, sector_id = life.deals.published, (life.miner, 4)
        deal, sector = w.market.deals[number], w.miner.sectors[sector_id]
        w.market.deals[number] = deal.but(state=DealState.COMMITTED, sector=sector_id)
        w.miner.sectors[sector_id] = sector.but(used=offset + deal.proposal.piece_size)
        piece = life.published_piece(number, life.sealed(*sector_id), offset)
        return add_published_deal, (*sector_id, piece if proof is None else piece.but(inclusion=proof)), None

    if offset >= 512 and proof is None:
        with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
            breaks("published_piece_is_in_its_sector", place)
    else:
        breaks("published_piece_is_in_its_sector", place)
