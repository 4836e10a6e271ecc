"""Checks of laws of rows: asked where a row, or what else its answer rests on, changed."""

import pytest

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.ledger.transfers import send
from filspec.actors.units import SYSTEM
from filspec.kit.laws import LAWS
from filspec.kit.runner import Runner
from filspec.kit.worlds import fork
from filspec.laws.broken import LawBroken
from filspec.laws.checker import LawChecker
from filspec.machines.outside_world import ANSWERS
from filspec.machines.small_chain import CLIENT, OWNER, STRANGER

SEND, END = (send, CLIENT, 1, OWNER), (end_of_epoch, SYSTEM)


@pytest.fixture
def watched(life):
    """The end of the life as a world of its own, under one law."""

    def under(name):
        checker = LawChecker([LAWS[name]])
        return Runner(fork(life.world), ANSWERS, (checker,)), checker

    return under


def counts(runner, checker, calls):
    found = []
    for call in calls:
        before = sum(checker.counts.values())
        runner.apply(*call)
        found.append(sum(checker.counts.values()) - before)
    return found


def test_a_row_is_asked_again_only_for_the_fields_that_the_law_reads(watched):
    """A transfer changes the balances of two accounts, and neither kind nor nonce."""
    assert counts(*watched("no_balance_is_negative"), [SEND] * 12)[-3:] == [2, 2, 2]
    assert counts(*watched("only_accounts_send"), [SEND] * 12)[-3:] == [0, 0, 0]
    assert counts(*watched("actor_is_for_ever"), [SEND] * 12)[-3:] == [0, 0, 0]


def test_a_law_that_reads_the_epoch_is_asked_at_each_end_of_one(watched, life):
    deals = len(life.world.market.deals.keys_in_order())
    assert counts(*watched("deal_was_published_in_time"), [END] * 12)[-3:] == [deals] * 3


@pytest.mark.parametrize("calm", range(0, 48, 5))
def test_what_a_law_is_known_to_rest_on_is_found_broken_when_it_changes(watched, calm):
    """Given a few calm messages, so that the law was watched or not, a change elsewhere is found at once."""
    runner, _ = watched("escrow_belongs_to_an_account")
    for _ in range(calm):
        runner.apply(*SEND)
    del runner.world.ledger.accounts[CLIENT]
    with pytest.raises(LawBroken, match="escrow_belongs_to_an_account"):
        runner.apply(send, OWNER, 1, STRANGER)


@pytest.mark.parametrize("calm", range(0, 48, 5))
def test_a_row_that_went_and_came_back_is_a_new_row(watched, calm):
    runner, checker = watched("sector_state_decides_its_sets")
    place = runner.world.miner.sectors.keys_in_order()[0]
    sector = runner.world.miner.sectors[place]
    for _ in range(calm):
        runner.apply(*SEND)
    del runner.world.miner.sectors[place]
    runner.apply(*SEND)
    runner.world.miner.sectors[place] = sector.but(proving=not sector.proving, fault_next=True)
    with pytest.raises(LawBroken, match="sector_state_decides_its_sets"):
        runner.apply(*SEND)
    assert checker.counts["sector_state_decides_its_sets"] > 0
