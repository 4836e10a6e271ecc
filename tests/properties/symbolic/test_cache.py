"""Stored results: found again, and not believed when they are not what was written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.symbolic.cache import Results, key_of
from filspec.symbolic.results import Failure, Result

FAILURE = Failure(law="a law", place="at the end", word="failed", confirmed=True, story=("a", "b"))
RESULT = Result(
    message="send",
    paths={"accepted": 2},
    verdicts={"a law": "failed", "another": "proved"},
    failures=(FAILURE,),
    unwitnessed=("at the end",),
    seconds=1.5,
    resources=1000,
    questions=3,
)


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


def test_key_depends_on_transition_and_seed() -> None:
    assert key_of(send, 0) == key_of(send, 0)
    assert len({key_of(send, 0), key_of(send, 1), key_of(commit_sector, 0)}) == 3
