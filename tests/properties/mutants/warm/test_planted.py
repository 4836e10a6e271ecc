"""A message that runs a mutant in steps alone is proved as before where nothing new is shown of them."""

import pytest

from filspec.actors.storage_market.settlement import handle_storage_deal_payment, pay_elapsed_epochs, settle_proved_deal
from filspec.kit.records import Record
from filspec.mutants.warm.calls import place_of
from filspec.mutants.warm.planted import SEED, AsPlanted, ReadOnly, shows_the_same, step_of
from filspec.symbolic.cache import Results, key_of_step
from filspec.symbolic.catalogue_proof import StepProof
from filspec.symbolic.results import Result

SETTLING = "settle_proved_deal of market.live_deals, for each .number"


class Value(Record):
    """Any value."""

    number: int


def result_with(**changes: object) -> Result:
    """What came of a message with one loop, in which deals are settled."""
    result = Result(
        message="handle_storage_deal_payment",
        paths={"accepted": 1},
        verdicts={},
        failures=(),
        unwitnessed=(),
        seconds=0.0,
        resources=0,
        questions=0,
        loops=(SETTLING,),
    )
    return result.but(**changes)


def step_with(**changes: object) -> StepProof:
    """What was shown of a step that keeps everything."""
    return StepProof(open=(), reasons=(), visits=(), unwitnessed=(), result=result_with()).but(**changes)


@pytest.fixture
def known(monkeypatch) -> AsPlanted:
    """What is known of a mutant in the payment of elapsed epochs."""
    monkeypatch.setattr(AsPlanted, "__init__", _without_relations)
    return AsPlanted(place_of(pay_elapsed_epochs))


def _without_relations(self, changed) -> None:
    self._changed, self._own, self._unchanged = changed, {}, set()
    self.results, self.seed = ReadOnly(), SEED


def test_a_proof_is_made_until_its_steps_are_known_to_be_unchanged(known: AsPlanted) -> None:
    start = place_of(handle_storage_deal_payment)
    assert not known.leaves_as_it_was(start, result_with())
    known.note_unchanged(SETTLING)
    assert known.leaves_as_it_was(start, result_with())
    # But nothing is known of a message that was not proved for the source
    assert not known.leaves_as_it_was(start, None)


def test_a_message_that_needs_a_turn_of_the_mutant_is_proved(known: AsPlanted) -> None:
    # Given a step that leaves a law open, so that the message had to run a turn of it
    known.note_unchanged(SETTLING)
    before = result_with(turns={SETTLING: {"escrow_is_backed": "proved"}})
    # Then that the step is unchanged does not settle the message
    assert not known.leaves_as_it_was(place_of(handle_storage_deal_payment), before)


def test_what_runs_the_mutant_by_itself_is_always_proved(known: AsPlanted) -> None:
    known.note_unchanged(SETTLING)
    assert not known.leaves_as_it_was(place_of(settle_proved_deal), result_with())


def test_the_step_of_a_mutant_is_what_was_proved_of_it(known: AsPlanted) -> None:
    # Given a proof of the step that is stored for the source
    Results().put(key_of_step(SETTLING, SEED), step_with())
    assert known.of_source(SETTLING) == step_with()
    # Then it says nothing of the mutant, until that is proved
    assert known.step(SETTLING) is None
    known.keep(SETTLING, step_with(open=("escrow_is_backed",)))
    assert known.step(SETTLING) == step_with(open=("escrow_is_backed",))
    assert known.of_source(SETTLING) == step_with()


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"reasons": ("NO_SUCH_SECTOR",)}, False),
        ({"open": ("escrow_is_backed",)}, False),
        ({"visits": ("every_deal_is_visited",)}, False),
        ({"unwitnessed": ("settle_proved_deal",)}, False),
    ],
)
def test_which_steps_show_the_same(changes: dict[str, object], same: bool) -> None:
    assert shows_the_same(step_with(**changes), step_with()) is same


def test_the_step_of_a_kind_of_loop() -> None:
    assert step_of(SETTLING) == "settle_proved_deal"


def test_results_of_the_source_are_read_and_never_written() -> None:
    ReadOnly().put("key", Value(number=1))
    assert Results().value("key", Value) is None
    Results().put("key", Value(number=2))
    assert ReadOnly().value("key", Value) == Value(number=2)
