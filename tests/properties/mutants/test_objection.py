"""Objections and verdicts are values: they can be stored, and the engines keep to one interface."""

import json
from typing import get_args

import msgspec
import pytest

from filspec.mutants.named_tests import NamedTests
from filspec.mutants.objection import Engine, Objection, Verdict, Word
from filspec.mutants.prover_engine import ProverEngine


@pytest.mark.parametrize("word", get_args(Word))
def test_a_verdict_survives_being_written_down(word):
    # Given a verdict with an objection of each kind
    objection = Objection(
        by="escrow_is_backed", word=word, ids=("D1",), message="send", place="at the end", story=("a",)
    )
    verdict = Verdict(
        mutant="X10", title="burnt tokens stay", engine="prover", objection=objection, asked=("prover", "tests"),
        problem="", seconds=1.5,
    )  # fmt: skip
    # When it is written down and read again
    read = msgspec.json.decode(msgspec.json.encode(verdict), type=Verdict)
    # Then nothing is lost
    assert read == verdict
    assert json.loads(msgspec.json.encode(verdict))["objection"]["word"] == word


def test_the_words_are_in_falling_order_of_worth():
    assert get_args(Word)[:2] == ("confirmed", "failed")
    assert get_args(Word)[-1] == "test fails"


@pytest.mark.parametrize("engine", [ProverEngine, NamedTests])
def test_both_engines_keep_to_the_interface(engine):
    members = {name for name in vars(Engine) if not name.startswith("_")}
    assert members <= {name for parent in engine.__mro__ for name in vars(parent)} | {"name"}
    assert isinstance(engine.name, str) and engine.name
