"""Stories of sectors: what they come to."""

from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.proving_period import SectorFate
from filspec.actors.storage_miner.state import SectorState

MINER = 104


def test_a_fault_costs_a_tenth_once(told) -> None:
    world = told("storage_fault").world

    assert (world.market.deals[0].state, world.market.deals[0].slashed) == (DealState.FAILING, 20)
    assert world.miner.sectors[MINER, 0].state == SectorState.FAILING


def test_a_lost_sector_is_gone_and_its_deals_have_failed(told) -> None:
    world = told("storage_loss").world

    assert world.miner.sectors.keys_in_order() == []
    assert [deal.state for _, deal in world.market.deals.items_in_order()] == [DealState.FAILED] * 2


def test_a_recovered_sector_counts_again(told) -> None:
    world = told("recovery").world

    assert world.miner.sectors[MINER, 0].state == SectorState.ACTIVE
    assert world.market.deals[0].state == DealState.ACTIVE
    assert world.market.deals[0].slashed == 2


def test_a_late_declaration_takes_effect_at_the_end_of_the_period(told) -> None:
    samples = told("fault_behind_the_challenge").sampler.samples
    declared = next(sample for sample in samples if sample.subject == "add_faults")
    ends = [sample for sample in samples if sample.subject == "end_period_of_sector"]

    assert declared.after.miner.sectors[MINER, 0].fault_next
    assert ends[0].after.miner.sectors[MINER, 0].state == SectorState.FAILING


def test_a_refused_proof_proves_nothing(told) -> None:
    samples = told("proofs_are_refused").sampler.samples

    assert not any(sample.receipt.accepted for sample in samples if sample.subject == "submit_post")


def test_sectors_are_given_up_in_every_state(told) -> None:
    samples = told("sectors_are_given_up").sampler.samples
    given_up = [sample for sample in samples if sample.subject == "give_up_sector"]

    states = {sample.before.miner.sectors[MINER, sample.arguments[0]].state for sample in given_up}
    assert states == set(SectorState)


def test_expired_sectors_go_with_their_deals_closed(told) -> None:
    world = told("sectors_expire").world

    assert world.miner.sectors.keys_in_order() == []
    assert [deal.state for _, deal in world.market.deals.items_in_order()] == [DealState.EXPIRED] * 2


def test_a_failed_proof_slashes_in_the_variant_but_not_what_has_ended(told) -> None:
    assert told("failed_proofs_slash").world.market.deals[0].slashed > 0
    ended = told("ended_deals_are_not_slashed").world.market.deals[0]
    assert (ended.state, ended.slashed) == (DealState.FAILING, 0)


def test_stories_meet_every_fate_of_a_sector(told) -> None:
    """What the end of a period can do to a sector, each of it is done in some story."""
    names = ("storage_fault", "storage_loss", "recovery", "fault_behind_the_challenge", "sectors_expire", "deal_life")
    ends = [s for name in names for s in told(name).sampler.samples if s.subject == "end_period_of_sector"]

    gone = [end for end in ends if end.arguments[0] not in end.after.miner.sectors]
    assert len(SectorFate) == 6
    assert {end.before.epoch > end.before.miner.sectors[end.arguments[0]].expiration for end in gone} == {True, False}
