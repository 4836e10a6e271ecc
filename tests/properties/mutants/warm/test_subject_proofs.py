"""Each subject of a mutant is proved in a context of its own, the steps of its loops by themselves."""

import os
from pathlib import Path

import pytest

from filspec.mutants.mutant import text_of
from filspec.mutants.operators.generation import mutations_of
from filspec.mutants.operators.mutation import Mutation
from filspec.mutants.warm.eager import ShownFalse
from filspec.mutants.warm.forking import in_a_child
from filspec.mutants.warm.planting import plant
from filspec.mutants.warm.proof_session import LIMITS
from filspec.mutants.warm.subject_proofs import SubjectProofs, open_in
from filspec.symbolic.cache import FOLDER, Results
from filspec.symbolic.catalogue_proof import prove_message
from filspec.symbolic.definitions import Place
from filspec.symbolic.results import Failure, Result
from filspec.symbolic.stories.gallery import gallery

FAULTS = "filspec.actors.storage_miner.faults"
NAME = "add_faults"


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """What comes of the report of faults for the source, and where it is stored with the steps of its loops."""
    folder = tmp_path_factory.mktemp("proofs")
    return folder, prove_message(NAME, 0, Results(folder))


def mutation_of(module: str, function: str, old: str, new: str) -> Mutation:
    """A mistake that no operator need make."""
    text = text_of(module)
    start = text.index(old, text.index(f"def {function}("))
    some = mutations_of(module)[0]
    return some.but(function=function, start=start, end=start + len(old), new=new)


def outcome(mutation: Mutation, before: Result) -> str:
    """What comes of the proof of the message for a mutant, in a child."""
    reading, writing = os.pipe()
    answered = in_a_child(lambda: _outcome(mutation, before), LIMITS, reading)
    os.close(reading)
    os.close(writing)
    return answered.said or answered.problem


def _outcome(mutation: Mutation, before: Result) -> str:
    proofs = SubjectProofs(plant(mutation), Place(mutation.module, mutation.function))
    try:
        report = proofs.message(NAME, before, gallery())
    except ShownFalse as failed:
        return f"{failed.claim} in {failed.where}"
    return "nothing new" if report is None else "proved anew"


FAILING = "w.miner.sectors[(miner, number)].state != SectorState.FAILING"
TURNED = "SectorState.FAILING != w.miner.sectors[(miner, number)].state"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # A step of which the same is shown leaves its message as it was
        (FAILING, TURNED, "nothing new"),
        # A reason that no law of the step knows is one too many, and the count of faults is kept
        ("NO_SUCH_SECTOR", "NO_SUCH_MINER", "refused for nothing else in declare_fault, refused for NO_SUCH_MINER"),
        (
            "fault_next=True",
            "fault_next=True, fault_count=0",
            "fault_takes_effect_now_or_next in declare_fault, at the end",
        ),
    ],
)
def test_the_step_of_a_loop_is_judged_by_its_own_laws(
    before: tuple[Path, Result], monkeypatch, old: str, new: str, expected: str
) -> None:
    folder, result = before
    monkeypatch.setenv(FOLDER, str(folder))
    assert outcome(mutation_of(FAULTS, "declare_fault", old, new), result) == expected


@pytest.mark.slow
def test_a_message_that_is_itself_changed_is_proved_anew(before: tuple[Path, Result], monkeypatch) -> None:
    folder, result = before
    monkeypatch.setenv(FOLDER, str(folder))
    turned = mutation_of(
        FAULTS,
        "update_sector_status",
        "caller == w.miner.miners[miner].worker",
        "w.miner.miners[miner].worker == caller",
    )
    assert outcome(turned, result) == "proved anew"


def test_what_is_open_in_the_source_is_passed_over() -> None:
    failure = Failure(law="a_law", place="at the end", word="unknown", confirmed=False, story=())
    found = Result(
        message=NAME,
        paths={},
        verdicts={},
        failures=(failure,),
        unwitnessed=(),
        seconds=0.0,
        resources=0,
        questions=0,
    )
    assert open_in(found) == {"a_law"}
    assert open_in(None) == frozenset()
