"""The process that proves messages of a mutated source: questions come in line by line, answers go out.

What was shown of steps that the mutant leaves as they are is taken from the store.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from filspec.kit.linter import LintError
from filspec.symbolic.values import OutsideTheSubset

if TYPE_CHECKING:
    from filspec.symbolic.results import Result

SEED = 0
"""Of the solver's luck."""

By = Literal["the linter", "the prover", "Python"]


class Question(msgspec.Struct):
    """What is to be proved.

    Attributes:
        message: by its name.
    """

    message: str


class Answer(msgspec.Struct):
    """What came of a message.

    Attributes:
        result: its result as JSON; empty if there is none.
        refused_by: who refused to have it proved; None if nobody did.
        accident: whether the prover itself failed, which tells nothing about the source.
        why: what was said of a refusal, or of an accident.
    """

    result: str = ""
    refused_by: By | None = None
    accident: bool = False
    why: str = ""


def answer(question: Question) -> Answer:
    """Prove a message of the source that this process sees."""
    try:
        import filspec.symbolic.catalogue_proof  # noqa: F401 (whether it can be imported is the question)
    except Exception as failure:
        return Answer(refused_by="Python", why=repr(failure))
    try:
        return Answer(result=msgspec.json.encode(_result(question)).decode())
    except LintError as refusal:
        return Answer(refused_by="the linter", why=str(refusal))
    except OutsideTheSubset as refusal:
        return Answer(refused_by="the prover", why=str(refusal))
    except Exception as failure:
        return Answer(accident=True, why=repr(failure))


def _result(question: Question) -> Result:
    """The result of a message, from the store if this very text was proved before."""
    from filspec.symbolic.cache import Results, key_of
    from filspec.symbolic.catalogue_proof import prove_message
    from filspec.symbolic.subjects import subjects

    stored, key = Results(), key_of(subjects()[question.message], SEED) + "-planted"
    found = stored.get(key)
    if found is None:
        found = prove_message(question.message, SEED, stored)
        stored.put(key, found)
    return found


def main(_arguments: Sequence[str]) -> None:
    """Answer one question after another."""
    for line in sys.stdin:
        sys.stdout.write(msgspec.json.encode(answer(msgspec.json.decode(line, type=Question))).decode() + "\n")
        sys.stdout.flush()
