"""A message that reaches a mutant through steps alone is proved as before where nothing new is shown of them."""

import pytest

from filspec.actors.storage_market.settlement import handle_storage_deal_payment, pay_elapsed_epochs
from filspec.kit.records import Record
from filspec.mutants.warm.calls import place_of
from filspec.mutants.warm.planted import AsPlanted, NothingNew, ReadOnly
from filspec.symbolic.cache import Results


class Value(Record):
    """Any value."""

    number: int


def test_a_proof_goes_on_until_its_step_is_known_to_be_unchanged() -> None:
    known = AsPlanted(place_of(pay_elapsed_epochs))
    known.begin(place_of(handle_storage_deal_payment))
    known.end()
    known.note_unchanged("settle_proved_deal")
    with pytest.raises(NothingNew):
        known.begin(place_of(handle_storage_deal_payment))


def test_what_reaches_the_mutant_by_itself_is_always_proved() -> None:
    known = AsPlanted(place_of(handle_storage_deal_payment))
    known.note_unchanged("settle_proved_deal")
    known.begin(place_of(handle_storage_deal_payment))


def test_results_of_the_source_are_read_and_never_written() -> None:
    ReadOnly().put("key", Value(number=1))
    assert Results().value("key", Value) is None
    Results().put("key", Value(number=2))
    assert ReadOnly().value("key", Value) == Value(number=2)
