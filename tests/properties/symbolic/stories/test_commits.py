"""Stories of commits: what they come to."""

from filspec.actors.storage_market.state import DealState


def test_committed_sectors_hold_their_deals(told) -> None:
    world = told("sectors_are_committed").world

    assert world.market.live_deals[104, 0] == 4
    assert world.miner.sectors[104, 0].used == 2048
    assert [row.proving for _, row in world.miner.sectors.items_in_order()] == [True, False]


def test_power_counts_at_commit_in_the_variant(told) -> None:
    samples = told("power_counts_at_commit").sampler.samples
    (commit,) = [sample for sample in samples if sample.subject == "commit_sector"]

    assert commit.after.power.total_power == 2048


def test_a_pending_deal_is_active(told) -> None:
    assert told("pending_deal").world.market.deals[0].state == DealState.ACTIVE


def test_refused_commits_enter_nothing(told) -> None:
    sectors = told("commits_are_refused").world.miner.sectors
    live_deals = told("pieces_are_refused").world.market.live_deals

    assert sectors.keys_in_order() == [(104, 0), (104, 1)]
    assert dict(live_deals.items_in_order()).get((104, 2), 0) == 0
