"""State of the storage market."""

from filspec.actors.storage_market.sector_deals import is_in_sector, is_live
from filspec.actors.storage_market.state import NO_SECTOR, NOTHING, DealState
from filspec.actors.units import SYSTEM


def test_nothing_in_escrow_is_nothing():
    assert (NOTHING.available, NOTHING.locked, NOTHING.held, NOTHING.held_until) == (0, 0, 0, 0)


def test_no_sector_belongs_to_nobody_who_mines():
    assert NO_SECTOR[0] == SYSTEM


def test_a_deal_is_live_until_it_ends_and_in_a_sector_from_its_commit():
    assert [state.name for state in DealState if is_live(state)] == ["PUBLISHED", "COMMITTED", "ACTIVE", "FAILING"]
    assert [state.name for state in DealState if is_in_sector(state)] == ["COMMITTED", "ACTIVE", "FAILING"]
