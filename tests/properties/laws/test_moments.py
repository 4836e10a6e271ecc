"""Moments: two worlds and what differs between them."""

import pytest

from filspec.actors.storage_market.settlement import unsettled_price
from filspec.kit.worlds import fork
from filspec.laws.facets import NOWHERE, field, sum_of, whole
from filspec.laws.moments import SHAPE, Moment, Scratch, changed_between


@pytest.fixture
def paid(life):
    """The world of the life, and one in which an active deal paid a token."""
    after = fork(life.world)
    deal = after.market.deals[life.deals.active]
    after.market.deals[life.deals.active] = deal.but(paid=deal.paid + 1_000)
    return life.leaves, SHAPE.leaves(after)


def still_to_pay(_number, deal):
    return unsettled_price(deal)


def still_to_pay_by(_number, deal):
    return ((deal.proposal.client, unsettled_price(deal)), (deal.proposal.provider, 0))


def test_a_scratch_world_goes_to_any_state_and_back(life):
    scratch = Scratch()
    for leaves in (life.steps[0].before, life.leaves, life.steps[5].after, life.leaves):
        scratch.go_to(leaves)
        assert SHAPE.leaves(scratch.world) == leaves


def test_a_moment_knows_what_changed(life, paid):
    moment = Moment()
    moment.enter(*paid, None)
    assert moment.changed == changed_between(*paid) == {"market.deals"}
    assert moment.changes.keys() >= {whole("market.deals"), field("market.deals", "paid")}
    assert moment.changes[field("market.deals", "paid")] == {life.deals.active}
    assert moment.difference("market.deals").written == {life.deals.active}
    assert moment.difference("miner.sectors").written == frozenset()
    assert moment.rows("market.deals", moment.difference("market.deals").written)[1] == [
        moment.table("market.deals")[life.deals.active]
    ]


def test_a_scalar_changes_as_a_whole(life):
    after = fork(life.world)
    after.epoch += 1
    moment = Moment()
    moment.enter(life.leaves, SHAPE.leaves(after), None)
    assert moment.changes == {whole("epoch"): {NOWHERE}}


def test_sums_are_followed_from_the_moment_a_law_asks_for_them(life, paid):
    moment, client = Moment(), life.world.market.deals[life.deals.active].proposal.client
    moment.enter(*paid, None)
    assert sum_of("market.deals", still_to_pay) not in moment.changes
    moment.engine.total(moment.view_after.market.deals, still_to_pay)
    moment.engine.total_by(moment.view_after.market.deals, still_to_pay_by)
    for _ in range(2):
        assert moment.changes[sum_of("market.deals", still_to_pay)] == {NOWHERE}
        assert moment.changes[sum_of("market.deals", still_to_pay_by)] == {client}
        moment.enter(*paid, None)
    moment.enter(paid[0], paid[0], None)
    assert moment.changes == {}
