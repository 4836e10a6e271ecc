"""Which fields of rows a law can read."""

import pytest

from filspec.actors.oracles import proposal_digest
from filspec.actors.storage_market.settlement import unsettled_price
from filspec.actors.storage_market.state import Deal
from filspec.actors.units import DealID
from filspec.actors.world import World
from filspec.kit.laws import LAWS
from filspec.kit.sums import total
from filspec.laws.catalogue import catalogue
from filspec.laws.facets import fields_among
from filspec.laws.fields_read import fields_read, holds_records
from filspec.laws.moments import SHAPE, Moment
from filspec.laws.watching import WatchedRow

FIELDS = frozenset(Deal.__struct_fields__)


def of_the_row(w: World, number: DealID, deal: Deal) -> bool:
    return deal.paid >= 0


def of_another_row(w: World, number: DealID, deal: Deal) -> bool:
    other = w.market.deals[number]
    return other.slashed == deal.state


def through_a_function(w: World, number: DealID, deal: Deal) -> bool:
    return unsettled_price(deal) >= 0


def of_a_sum(w: World) -> bool:
    return total(w.market.deals, still_to_pay) == 0


def still_to_pay(_number: DealID, deal: Deal) -> int:
    return unsettled_price(deal)


def of_all_rows(w: World) -> bool:
    return all(deal.refunded == 0 for number, deal in w.market.deals.items())


def of_an_inner_record(w: World, number: DealID, deal: Deal) -> bool:
    return proposal_digest(deal.proposal) in w.market.published


@pytest.mark.parametrize(
    ("law", "fields"),
    [
        (of_the_row, {"paid"}),
        (of_another_row, {"slashed", "state"}),
        (through_a_function, {"proposal", "paid", "refunded"}),
        (of_a_sum, {"proposal", "paid", "refunded"}),
        (of_all_rows, {"refunded"}),
        (of_an_inner_record, {"proposal"}),
    ],
)
def test_fields_are_found_wherever_they_are_named(law, fields):
    assert fields_read(law) & FIELDS == fields


def compares(before: World, after: World, number: DealID) -> bool:
    old, new = before.market.deals[number], after.market.deals[number]
    return new == old


def compares_what_it_takes_out(before: World, after: World, number: DealID) -> bool:
    return before.market.deals[number] == after.market.deals[number]


def compares_its_parameter(w: World, number: DealID, deal: Deal) -> bool:
    return deal in (w.market.deals[0], w.market.deals[1])


def gives_away(w: World, number: DealID, deal: Deal) -> bool:
    return bool(repr(deal))


def gives_to_a_question(w: World, number: DealID, deal: Deal) -> bool:
    return proposal_digest(deal) == 0


def changes_a_copy(w: World, number: DealID, deal: Deal) -> bool:
    return deal.but(paid=0).refunded == 0


def compares_in_a_loop(w: World) -> bool:
    return all(deal == w.market.deals[0] for number, deal in w.market.deals.items())


def hands_back(w: World, number: DealID, deal: Deal) -> Deal:
    return deal


def compares_with_a_default(w: World, number: DealID, deal: Deal) -> bool:
    found = w.market.deals.get(number, deal) if number > 0 else deal
    return found != deal


def compares_through_another_name(w: World, number: DealID, deal: Deal) -> bool:
    same = deal
    return same == same


def compares_in_a_function(w: World, number: DealID, deal: Deal) -> bool:
    return compares_its_parameter(w, number, deal)


def compares_what_has_a_declared_type(before: World, after: World, number: DealID) -> bool:
    old: Deal = before.market.deals[number]
    new: Deal = after.market.deals[number]
    return new == old


def compares_parts_of_a_pair(before: World, after: World, number: DealID) -> bool:
    both = (before.market.deals[number], after.market.deals[number])
    return both[0] == both[1]


def compares_rows_of_named_tables(before: World, after: World, number: DealID) -> bool:
    old, new = before.market.deals, after.market.deals
    return old[number] == new[number]


def compares_rows_of_a_table_that_is_named_twice(w: World, number: DealID) -> bool:
    if number > 0:
        deals = w.market.deals
        table = deals
        found = table[number]
        return found == table[0]
    return True


def compares_in_a_loop_over_pairs(w: World) -> bool:
    return all(pair[1] == pair[1] for pair in w.market.deals.items())


@pytest.mark.parametrize(
    "law",
    [
        compares_what_has_a_declared_type, compares_parts_of_a_pair, compares_rows_of_named_tables,
        compares_rows_of_a_table_that_is_named_twice, compares_in_a_loop_over_pairs, compares,
        compares_what_it_takes_out, compares_its_parameter, gives_away, gives_to_a_question, changes_a_copy,
        compares_in_a_loop, hands_back, compares_with_a_default, compares_through_another_name, compares_in_a_function,
    ],
)  # fmt: skip
def test_a_row_used_as_a_whole_may_matter_in_any_field(law):
    assert fields_read(law) is None


def test_keys_and_rows_that_are_no_records_are_no_rows():
    for name in ("deal_is_published_once", "publication_has_its_deal", "replica_keeps_its_sector"):
        assert fields_read(LAWS[name].holds) is not None
    assert (holds_records("market.deals"), holds_records("miner.used_numbers")) == (True, False)


@pytest.mark.parametrize("law", catalogue(), ids=lambda law: law.name)
def test_no_law_reads_a_field_that_its_text_does_not_allow(life, law, monkeypatch):
    """Given views that note what is read, at all rows of a life: no row is used as a whole, no other field is read."""
    fields = fields_read(law.holds)
    moment = Moment()
    moment.enter(life.leaves, life.leaves, None)
    if fields is None or not law.path or law.path not in SHAPE.tables:
        return
    monkeypatch.setattr(WatchedRow, "_whole", lambda row: pytest.fail(f"{law.name} uses a row as a whole"))
    table = moment.table(law.path)
    for key in table.keys_in_order():
        arguments = {
            "ROW": (moment.view_after, key, table[key]),
            "KEY": (moment.view_after, key),
            "STEP_ROW": (moment.view_before, moment.view_after, key),
        }[law.quantifier.name]
        moment.notes.clear()
        checked(moment, law, arguments)
        noted = set(fields_among(facet for facet, _ in moment.notes))
        assert noted <= fields


def checked(moment, law, arguments):
    from filspec.laws.checks import watched
    from filspec.machines.outside_world import ANSWERS

    moment.engine.answers = ANSWERS
    assert watched(moment, law, *arguments) is not None
