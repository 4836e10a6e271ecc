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
    assert (by_formula.pledge, by_formula.depledged) == (1_399_999, 399_000)


def test_a_consensus_fault_ends_the_miner_and_rewards_who_tells(told) -> None:
    """The older fault earns the greater share."""
    young, old = told("consensus_fault").world, told("consensus_fault_of_an_old_block").world

    assert young.miner.miners[104].terminated
    assert 104 not in young.power.claims
    assert all(deal.state == DealState.FAILED for _, deal in young.market.deals.items())
    assert FORTUNE <= young.ledger.accounts[STRANGER].balance < old.ledger.accounts[STRANGER].balance


def test_an_unfounded_report_ends_nobody(told) -> None:
    assert not told("reports_are_refused").world.miner.miners[104].terminated
