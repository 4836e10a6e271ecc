"""The reasons of refusal, and that every one of them is seen happening."""

import ast
from pathlib import Path

import filspec.actors
from filspec.actors.reasons import Reason

MODELS = Path(next(iter(filspec.actors.__path__))).parent
TESTS = Path(__file__).parent


def reasons_named_in(folder, but=()):
    """Every ``Reason.X`` in the Python files of a folder."""
    return {
        node.attr
        for file in sorted(folder.rglob("*.py"))
        if file.name not in but
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Reason"
    }


def test_every_reason_an_actor_gives_is_asserted_by_a_test_of_actors():
    given = reasons_named_in(MODELS / "actors")
    assert given - reasons_named_in(TESTS, but=(Path(__file__).name,)) == set()


def test_no_reason_is_there_for_nothing():
    """What no actor gives is given by a node before a message reaches the chain."""
    assert {reason.name for reason in Reason} - reasons_named_in(MODELS) == set()


def test_every_reason_is_one_sentence_of_its_own():
    sentences = [reason.value for reason in Reason]
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert sentence[0].islower()
        assert not sentence.endswith(".")
        assert "\n" not in sentence
