"""What statements of the actors touch, and which of them do the same in either order."""

import ast

import pytest

from filspec.actors.storage_market import settlement
from filspec.actors.storage_miner import proof_of_spacetime
from filspec.actors.world import World
from filspec.kit.worlds import shape_of
from filspec.mutants.operators.touches import can_change_places, touches


def touched(text, module=settlement):
    return touches(ast.parse(text).body[0], vars(module).get)


def test_a_write_touches_its_table_and_nothing_else():
    found = touched("w.market.deals[deal_id] = deal.but(paid=deal.paid + rest)")
    assert (found.reads, found.writes) == ({"market.deals"}, {"market.deals"})
    assert (found.may_refuse, found.may_fail) == (False, False)


def test_a_delete_writes_and_may_fail():
    found = touched("del w.market.deals_in_sector[place]")
    assert (found.writes, found.may_fail) == ({"market.deals_in_sector"}, True)


def test_a_call_touches_what_the_functions_do_that_it_reaches():
    """Given a payment: it goes through ``pay_locked``, and nobody's account changes."""
    found = touched("pay_elapsed_epochs(w, deal_id)")
    assert found.writes == {"market.escrow", "market.deals"}
    assert found.reads == {"market.escrow", "market.deals", "epoch"}
    assert found.may_fail


def test_a_guard_anywhere_in_what_is_called_may_refuse():
    assert touched("burn_collateral(w, deal_id)").may_refuse
    assert not touched("deal = w.market.deals[deal_id]").may_refuse


def test_the_step_of_a_loop_is_among_what_a_loop_touches():
    found = touched("for_each_under(w.market.deals_in_sector, sector_id, settle_proved_deal, w)")
    assert found.writes == {"market.escrow", "market.deals"}


def test_an_actor_as_a_whole_touches_all_that_is_in_it():
    assert touched("kept = w.market").reads == {
        path for path in shape_of(World).paths if path.startswith("market.")
    }  # fmt: skip


def test_an_oracle_that_is_shown_the_world_reads_all_of_it():
    assert touched("valid = verify_post(w, miner, at, proof)", proof_of_spacetime).reads == set(shape_of(World).paths)


ESCROW, DEAL = "w.market.escrow[payer] = owed", "w.market.deals[deal_id] = deal"
REFUSES, READS = "transfer(w, a, b, amount)", "owed = w.market.escrow[payer]"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ESCROW, DEAL, True),
        (ESCROW, ESCROW, False),
        (ESCROW, READS, False),
        (READS, "owed = w.market.escrow[payee]", True),
        (REFUSES, ESCROW, True),  # a refusal undoes the write as well
        (REFUSES, READS, False),  # where there is no row, this ends otherwise than by a refusal
        (REFUSES, "burn(w, b, amount)", False),
    ],
)
def test_statements_do_the_same_in_either_order_if_neither_sees_the_other(one, other, same):
    module = type("Module", (), {})()
    module.__dict__.update(vars(settlement))
    from filspec.actors.ledger.transfers import burn, transfer

    module.__dict__.update(transfer=transfer, burn=burn)
    both = [touched(text, module) for text in (one, other)]
    assert can_change_places(*both) is same
    assert can_change_places(*reversed(both)) is same
