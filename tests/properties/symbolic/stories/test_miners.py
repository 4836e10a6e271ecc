"""Stories of miners: what they come to."""

from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.state import NO_PERIOD
from filspec.machines.small_chain import FORTUNE, STRANGER


def test_a_miner_gets_another_worker(told) -> None:
    miners = told("miners_are_registered").world.miner.miners

    assert [row.worker for _, row in miners.items_in_order()] == [100, STRANGER]
    assert all(row.proving_period_end == NO_PERIOD for _, row in miners.items_in_order())


def test_pledge_comes_back_behind_its_cooldown(told) -> None:
    claim = told("pledge").world.power.claims[104]
    by_formula = told("pledge_by_formula").world.power.claims[104]

    assert (claim.pledge, claim.depledged) == (10, 0)
    assert (by_formula.pledge, by_formula.depledged) == (1_399_000, 1_000)


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


def test_a_consensus_fault_ends_the_miner_and_rewards_who_tells(told) -> None:
    """The older fault earns the greater share."""
    young, old = told("consensus_fault").world, told("consensus_fault_of_an_old_block").world

    assert young.miner.miners[104].terminated
    assert 104 not in young.power.claims
    assert all(deal.state == DealState.FAILED for _, deal in young.market.deals.items())
    assert FORTUNE <= young.ledger.accounts[STRANGER].balance < old.ledger.accounts[STRANGER].balance


def test_an_unfounded_report_ends_nobody(told) -> None:
    assert not told("reports_are_refused").world.miner.miners[104].terminated
