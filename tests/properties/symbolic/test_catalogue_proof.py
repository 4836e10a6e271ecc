"""The actors are proved, and what was shown of steps and laws is not shown again by another process."""

from pathlib import Path

import pytest

from filspec.symbolic import catalogue_proof
from filspec.symbolic.cache import Results, key_of, key_of_laws
from filspec.symbolic.catalogue_proof import Relations, StepProof, prove_lemma_named, prove_message, steps_of
from filspec.symbolic.subjects import transition_named

MESSAGE, STEP = "update_channel_state", "merge_lane"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where one message with a loop was proved."""
    place = tmp_path_factory.mktemp("proofs")
    prove_message(MESSAGE, 0, place)
    return place


@pytest.fixture
def as_a_new_process(monkeypatch: pytest.MonkeyPatch):
    """Forget the prover, and count how often something is shown."""
    catalogue_proof._standing.cache_clear()
    shown: list[str] = []

    def counting(original, what: str):
        def show(*arguments):
            shown.append(what)
            return original(*arguments)

        return show

    prover = catalogue_proof.Prover
    monkeypatch.setattr(prover, "_show", counting(prover._show, "a step"))
    monkeypatch.setattr("filspec.symbolic.prover.composable", counting(lambda *_: (), "composition"))
    yield shown
    catalogue_proof._standing.cache_clear()


def test_step_and_composable_laws_are_stored_by_what_they_depend_on(folder: Path) -> None:
    stored = Results(folder)
    step = stored.value(key_of(transition_named(STEP), 0), StepProof)
    relations = stored.value(key_of_laws(0), Relations)
    assert step is not None and step.result.message == STEP and step.open == ()
    assert step.loop.startswith("merge_lane of a list")
    assert relations is not None and "supply_is_constant" in relations.names


def test_what_is_stored_is_not_shown_again(folder: Path, as_a_new_process: list[str]) -> None:
    again = prove_message(MESSAGE, 0, folder)
    assert as_a_new_process == []
    assert again.is_good and again.steps == (STEP,)


def test_a_step_of_another_kind_of_loop_is_shown(folder: Path, as_a_new_process: list[str]) -> None:
    # Given what was shown of the step where a loop went through something else
    stored, key = Results(folder), key_of(transition_named(STEP), 0)
    kept = stored.value(key, StepProof)
    assert kept is not None
    stored.put(key, kept.but(loop="merge_lane of another table"))
    # When a message is proved, then that is not taken for it
    prove_message(MESSAGE, 0, folder)
    assert as_a_new_process == ["a step"]
    assert stored.value(key, StepProof).but(result=kept.result) == kept  # type: ignore[union-attr]


def test_steps_of_a_message_are_found_each_once(folder: Path) -> None:
    result = prove_message(MESSAGE, 0, folder)
    assert [step.message for step in steps_of(result, Results(folder))] == [STEP]
    assert list(steps_of(result, Results(folder / "empty"))) == []


def test_message_and_step_each_have_their_own_cost(tmp_path: Path) -> None:
    # Given a prover that has begun
    prove_message("change_worker", 1, tmp_path)
    solver = catalogue_proof._standing(1, tmp_path)[0]._solver
    before = solver.asked
    # When a message with a step is proved
    result = prove_message(MESSAGE, 1, tmp_path)
    [step] = steps_of(result, Results(tmp_path))
    # Then the two of them have asked what was asked
    assert min(result.questions, step.questions) > 0
    assert result.questions + step.questions == solver.asked - before


def test_lemma_is_proved_by_name() -> None:
    assert prove_lemma_named("a_child_is_no_lighter").word == "proved"
