"""The beginning is proved beside whatever was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from filspec.cli.errors import BadInput
from filspec.cli.proof_beginning import begun, with_beginning
from filspec.symbolic import beginning
from filspec.symbolic.cache import Results
from filspec.symbolic.ledger import NOWHERE, Entry
from filspec.symbolic.values import OutsideTheSubset


def test_it_is_proved_under_each_seed(tmp_path: Path) -> None:
    found = begun(2, Results(tmp_path))
    assert [{entry.seed for entry in one.entries} for one in found] == [{0}, {1}]
    assert {entry.word for one in found for entry in one.entries} == {"proved"}


def test_a_law_that_is_shown_of_the_beginning_has_a_subject() -> None:
    # Given two laws that no message speaks of, one of which is about a transition of a genesis
    missing = Entry(subject=NOWHERE, claim="of_a_genesis", role="message", seed=0, word="missing")
    others = [missing.but(claim="of_nothing"), missing.but(subject="send", word="proved", claim="of_all")]
    shown = missing.but(subject="add_genesis_account", role="genesis", word="proved")
    # Then only the other one is missing
    assert with_beginning([missing, *others], [shown]) == [*others, shown]


def test_what_only_a_proof_sees_is_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def outside(*_: object) -> None:
        raise OutsideTheSubset("a list that is written out")

    monkeypatch.setattr(beginning, "beginning", outside)
    with pytest.raises(BadInput, match=r"a genesis leaves the provable subset .* a list that is written out"):
        begun(1, Results())
