"""The actors are proved, each subject by itself, and what was shown of steps and laws is not shown again."""

from pathlib import Path

import pytest

from filspec.kit.laws import LAWS, OF_STEPS
from filspec.laws.catalogue import catalogue
from filspec.symbolic import catalogue_proof
from filspec.symbolic.cache import Results, key_in_doubt, key_of_laws, key_of_step
from filspec.symbolic.catalogue_proof import (
    Relations,
    StepProof,
    grounds_of,
    lacks_steps,
    prove_lemma_named,
    prove_message,
    steps_of,
)
from filspec.symbolic.reports import EngineError
from filspec.symbolic.results import Result

MESSAGE, STEP = "update_channel_state", "merge_lane"
KIND = "merge_lane of a list, for each lane nonce"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Where one message with a loop was proved."""
    found = Results(tmp_path_factory.mktemp("proofs"))
    prove_message(MESSAGE, 0, found)
    return found


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is shown from here on."""
    found: list[str] = []

    def counting(original, what: str):
        def show(*arguments):
            found.append(what)
            return original(*arguments)

        return show

    prover = catalogue_proof.Prover
    monkeypatch.setattr(prover, "prove_step", counting(prover.prove_step, "a step"))
    monkeypatch.setattr(catalogue_proof, "_relations", counting(catalogue_proof._relations, "the laws"))
    return found


def test_step_and_laws_are_stored_by_what_they_depend_on(stored: Results) -> None:
    step = stored.value(key_of_step(KIND, 0), StepProof)
    relations = stored.value(key_of_laws(0), Relations)
    assert step is not None and step.open == ()
    assert (step.result.message, step.result.loop, step.result.subject) == (STEP, KIND, KIND)
    assert relations is not None
    assert set(relations.names) == {law.name for law in catalogue() if law.quantifier in OF_STEPS}
    assert relations.nonnegative["filspec.laws.ledger.balance_of over ledger.accounts"] is True


def test_what_is_stored_is_not_shown_again(stored: Results, shown: list[str]) -> None:
    again = prove_message(MESSAGE, 0, stored)
    assert shown == []
    assert again.is_good and (again.steps, again.loops) == ((STEP,), (KIND,))


def test_a_step_is_shown_by_itself_before_the_message_is_proved(tmp_path: Path, shown: list[str]) -> None:
    result = prove_message(MESSAGE, 1, Results(tmp_path))
    assert shown == ["the laws", "a step"]
    assert result.seed == 1 and result.is_good


def test_a_loop_that_was_not_found_before_the_proof_is_an_error_of_the_prover(
    stored: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a search for loops that overlooks the one there is
    elsewhere, relations = Results(tmp_path), stored.value(key_of_laws(0), Relations)
    assert relations is not None
    elsewhere.put(key_of_laws(0), relations)
    monkeypatch.setattr(catalogue_proof, "loops_of", lambda _transition, _world: ())
    # When the proof comes to it, then nothing is proved, and it is said which loop it is
    with pytest.raises(EngineError, match=KIND):
        prove_message(MESSAGE, 0, elsewhere)


def test_what_is_not_proved_is_stored_only_while_stories_and_actors_stay(stored: Results, tmp_path: Path) -> None:
    # Given the proof of a step that no story witnesses
    proof = stored.value(key_of_step(KIND, 0), StepProof)
    assert proof is not None
    doubtful, elsewhere = proof.but(unwitnessed=(STEP,)), Results(tmp_path)
    # When it is kept, then it is found under a key that depends on all actors
    catalogue_proof.Stored(elsewhere, 0).keep(KIND, doubtful)
    assert elsewhere.value(key_of_step(KIND, 0), StepProof) is None
    assert elsewhere.value(key_in_doubt(key_of_step(KIND, 0)), StepProof) == doubtful
    assert catalogue_proof.Stored(elsewhere, 0).step(KIND) == doubtful


def test_steps_of_a_message_are_found_each_once(stored: Results, tmp_path: Path) -> None:
    result = prove_message(MESSAGE, 0, stored)
    assert [step.message for step in steps_of(result, stored)] == [STEP]
    # A message of which a step is not stored is to be proved again
    assert not lacks_steps(result, stored) and lacks_steps(result, Results(tmp_path))


def test_ledger_expects_what_the_catalogue_and_the_text_say(stored: Results) -> None:
    grounds = grounds_of(["send", MESSAGE], stored)
    assert grounds.laws == catalogue()
    assert grounds.steps == {"send": frozenset(), MESSAGE: frozenset({STEP})}
    assert grounds.promises["credit_proved_sector"] == frozenset()
    assert grounds.composable <= LAWS.keys()


def test_result_is_that_of_the_seed_and_the_message(stored: Results) -> None:
    result: Result = prove_message("change_worker", 0, stored)
    assert (result.message, result.subject, result.seed, result.loops) == ("change_worker", "change_worker", 0, ())


def test_lemma_is_proved_by_name() -> None:
    assert prove_lemma_named("a_child_is_no_lighter").word == "proved"
