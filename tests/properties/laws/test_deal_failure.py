"""Laws of slashing and of lost sectors, each broken once."""

import pytest

from filspec.actors.storage_market.failure import FaultKind, handle_failed_deals, slash_storage_collateral
from filspec.laws import deal_failure
from filspec.machines.small_chain import CLIENT


def slash(life):
    return slash_storage_collateral, (life.miner, 1, FaultKind.DETECTED), None


def slash_the_client(w, life):
    w.market.escrow[CLIENT] = w.market.escrow[CLIENT].but(available=w.market.escrow[CLIENT].available - 1)
    return slash(life)


def refund_with_the_slash(w, life):
    w.market.deals[life.deals.active] = w.market.deals[life.deals.active].but(refunded=1)
    return slash(life)


def lose_a_sector_in_silence(w, life):
    return handle_failed_deals, (life.miner, 1), None


TAMPERINGS = {
    "slash_takes_nothing_available": slash_the_client,
    "slash_leaves_the_clients_part": refund_with_the_slash,
    "lost_sector_closes_its_deals": lose_a_sector_in_silence,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(deal_failure) == set(TAMPERINGS)
