"""Laws of the storage market, each broken once."""

import pytest

from filspec.actors.storage_market.state import NOTHING
from filspec.actors.units import MARKET
from filspec.laws import storage_market
from filspec.machines.small_chain import CLIENT, OWNER


def change_escrow(w, who, **fields):
    w.market.escrow[who] = w.market.escrow[who].but(**fields)


def change_deal(w, number, **fields):
    w.market.deals[number] = w.market.deals[number].but(**fields)


def change_terms(w, number, **terms):
    change_deal(w, number, proposal=w.market.deals[number].proposal.but(**terms))


def credit(w, life):
    change_escrow(w, CLIENT, available=w.market.escrow[CLIENT].available + 1)


def lock_for_nothing(w, life):
    change_escrow(w, CLIENT, locked=w.market.escrow[CLIENT].locked + 1)


def lock_of_the_wrong_side(w, life):
    change_escrow(w, CLIENT, locked=w.market.escrow[CLIENT].locked + 1)
    change_escrow(w, OWNER, locked=w.market.escrow[OWNER].locked - 1)


def overdraw(w, life):
    change_escrow(w, CLIENT, available=-1)


def hold_too_much(w, life):
    change_escrow(w, CLIENT, held=w.market.escrow[CLIENT].available + 1)


def let_the_market_register(w, life):
    w.market.escrow[MARKET] = NOTHING


def give_no_number(w, life):
    w.market.next_deal = life.deals.published


def publish_under_another_digest(w, life):
    change_terms(w, life.deals.published, piece_cid=999)


def lose_a_deal(w, life):
    del w.market.deals[life.deals.expired]


def deal_with_a_stranger(w, life):
    change_terms(w, life.deals.published, provider=999)


def publish_late(w, life):
    change_terms(w, life.deals.active, proposal_expiry=1)


def refund_twice(w, life):
    change_deal(w, life.deals.expired, refunded=1)


def pay_in_advance(w, life):
    change_deal(w, life.deals.published, paid=1)


def count_from_below(w, life):
    w.market.next_deal = -1


def settle_ahead(w, life):
    change_deal(w, life.deals.published, paid_until=w.epoch + 1)


def pay_what_is_not_there(w, life):
    change_deal(w, life.deals.active, paid=1_000)


def expire_with_a_rest(w, life):
    change_deal(w, life.deals.expired, paid=29)


def fail_without_a_fire(w, life):
    change_deal(w, life.deals.failed, slashed=0)


def keep_the_price_of_a_time_out(w, life):
    change_deal(w, life.deals.timed_out, refunded=0)


TAMPERINGS = {
    "escrow_is_backed": credit,
    "all_locks_are_owed": lock_for_nothing,
    "locked_is_what_is_owed": lock_of_the_wrong_side,
    "escrow_is_not_negative": overdraw,
    "held_funds_are_available_funds": hold_too_much,
    "escrow_belongs_to_an_account": let_the_market_register,
    "deal_number_was_given_out": give_no_number,
    "deal_numbers_begin_at_zero": count_from_below,
    "deal_is_published_once": publish_under_another_digest,
    "publication_has_its_deal": lose_a_deal,
    "deal_terms_are_sound": deal_with_a_stranger,
    "deal_was_published_in_time": publish_late,
    "deal_settles_what_it_has": refund_twice,
    "waiting_deal_is_untouched": pay_in_advance,
    "waiting_deal_is_not_settled_ahead": settle_ahead,
    "running_deal_can_pay_its_rest": pay_what_is_not_there,
    "expired_deal_is_settled": expire_with_a_rest,
    "failed_deal_is_refunded": fail_without_a_fire,
    "timed_out_deal_is_refunded": keep_the_price_of_a_time_out,
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_the_law_holds_and_can_be_broken(breaks, law):
    breaks(law, TAMPERINGS[law])


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(storage_market) == set(TAMPERINGS)


def test_who_has_no_escrow_owes_nothing(breaks):
    """The law of every key speaks about those who are in no row of the table, too."""

    def owe_without_escrow(w, life):
        change_terms(w, life.deals.published, client=103)

    breaks("locked_is_what_is_owed", owe_without_escrow)
