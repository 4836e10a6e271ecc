"""Stored results: found again, and not believed when they are not what was written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic import cache, imports
from filspec.symbolic.cache import FOLDER, PROVER, Results, key_of, key_of_laws, key_of_lemma, key_of_witness
from filspec.symbolic.imports import TRUSTED, closure_of, hash_of
from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.results import Failure, Obligation, Result

FAILURE = Failure(law="a law", place="at the end", word="failed", confirmed=True, story=("a", "b"))
RESULT = Result(
    message="send",
    paths={"accepted": 2},
    verdicts={"a law": "failed", "another": "proved"},
    failures=(FAILURE,),
    unwitnessed=("send",),
    seconds=1.5,
    resources=1000,
    questions=3,
    seed=2,
    witnessed=1,
    reasons=("NO",),
    guards=("send: NO",),
    steps=("a step",),
    obligations=(Obligation(place="at the end", laws=("a law",), resources=7, needed=("another", "send: NO")),),
)


IN_DOUBT = RESULT.but(unwitnessed=("before the loop",))


def test_stored_result_is_found_again(tmp_path: Path) -> None:
    stored = Results(tmp_path / "new")
    stored.put("key", RESULT)
    assert stored.get("key") == RESULT
    assert stored.get("another key") is None
    assert stored.damaged == 0


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda text: text[:-20],
    "a failure made a proof": lambda text: text.replace(b'"failed"', b'"proved"'),
    "emptied": lambda _: b"",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_entry_is_noticed(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    # Given a stored result
    stored = Results(tmp_path)
    stored.put("key", RESULT)
    # When its file is changed
    file = tmp_path / "key.json"
    file.write_bytes(damage(file.read_bytes()))
    # Then it is not believed, and can be stored anew
    assert stored.get("key") is None
    assert stored.damaged == 1
    stored.put("key", RESULT)
    assert stored.get("key") == RESULT


def test_entry_of_another_key_is_not_believed(tmp_path: Path) -> None:
    stored = Results(tmp_path)
    stored.put("key", RESULT)
    (tmp_path / "key.json").rename(tmp_path / "other.json")
    assert stored.get("other") is None


def test_value_of_another_class_is_not_believed(tmp_path: Path) -> None:
    stored = Results(tmp_path)
    stored.put("key", RESULT)
    assert stored.value("key", LemmaResult) is None
    assert stored.damaged == 1


def test_another_folder_s_results_are_taken_over(tmp_path: Path) -> None:
    # Given two folders of results
    old, new = Results(tmp_path / "old"), Results(tmp_path / "new")
    old.put("key", RESULT)
    new.put("key", RESULT.but(seconds=0.5))
    new.put("other", RESULT)
    # When one takes over the other
    old.take_over(new.folder)
    # Then it has all of it, and the newer of what both had
    assert (old.get("key"), old.get("other")) == (RESULT.but(seconds=0.5), RESULT)


def test_a_result_in_doubt_is_found_after_a_final_one_that_holds_no_longer(tmp_path: Path) -> None:
    """Given a result whose witness was a story, and the actors changed so that the story does not lead there."""
    results = Results(tmp_path)
    results.put_as("key", RESULT, is_final=True)
    (tmp_path / f"{key_of_witness('key')}.json").unlink()  # the note is about the actors as they were
    assert results.of_either("key", Result, lambda _: False) is None
    # When it is proved again and not witnessed, then that is found, each time it is asked for
    results.put_as("key", IN_DOUBT, is_final=False)
    assert [results.of_either("key", Result, lambda _: False) for _ in range(2)] == [IN_DOUBT] * 2
    # And the final one again as soon as its story leads there
    assert results.of_either("key", Result, lambda _: True) == RESULT


def test_folder_is_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "here"))
    assert Results().folder == tmp_path / "here"
    monkeypatch.delenv(FOLDER)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Results().folder == tmp_path / "filspec" / "proofs"


def test_key_depends_on_transition_and_seed() -> None:
    assert key_of(send, 0) == key_of(send, 0)
    assert len({key_of(send, 0), key_of(send, 1), key_of(commit_sector, 0), key_of_laws(0), key_of_laws(1)}) == 5


@pytest.mark.parametrize("module", ["filspec.actors.parameter_bounds", "filspec.actors.parameters"])
def test_what_reads_the_bounds_decides_what_a_proof_comes_to(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    before, text_of = hash_of(closure_of(PROVER, TRUSTED)), imports.text_of
    monkeypatch.setattr(imports, "text_of", lambda name: text_of(name) + ("# changed" if name == module else ""))
    assert hash_of(closure_of(PROVER, TRUSTED)) != before


@pytest.mark.parametrize("module", ["filspec.actors.parameter_bounds", "filspec.symbolic.lemma_run"])
def test_what_a_proof_of_a_lemma_assumes_decides_what_it_comes_to(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """Given a lemma of a world, whose parameters are assumed to be within bounds that its module does not import."""
    [lemma] = [lemma for lemma in lemmas() if lemma.name == "a_pledge_is_never_negative"]
    assert "filspec.actors.parameter_bounds" not in closure_of([lemma.holds.__module__])
    before, text_of = key_of_lemma(lemma, 0), imports.text_of
    cache._of_lemmas.cache_clear()
    monkeypatch.setattr(imports, "text_of", lambda name: text_of(name) + ("# changed" if name == module else ""))
    after = key_of_lemma(lemma, 0)
    cache._of_lemmas.cache_clear()
    assert after != before


def test_every_lemma_has_a_key_of_its_own() -> None:
    keys = [key_of_lemma(lemma, seed) for lemma in lemmas() for seed in (0, 1)]
    assert len(set(keys)) == len(keys)
