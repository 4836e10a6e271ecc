"""The record of a campaign: what came of small mistakes in every function of the actors, kept for the documentation.

It is written by ``filspec mutate --operators --record`` and never by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from filspec.kit.records import Record
from filspec.mutants.operators.mutation import Mutation
from filspec.mutants.operators.scores import Judged, Score, explanations

_KEPT = Path(str(files("filspec.mutants.operators") / "campaign.json"))


class Unnoticed(Record):
    """A mutation that no proof notices.

    Attributes:
        mutant: its name.
        diff: what it changes, in one line.
        word: whether all proofs hold of it, one of them ended without an answer, or no message reaches it.
        test: the test that fails on it; empty if none does, None if the tests were not asked.
        kind: of one that nobody notices, why that is explained; empty if it is not explained.
    """

    mutant: str
    diff: str
    word: Literal["survives", "unknown", "not asked"]
    test: str | None
    kind: str


class CampaignRecord(Record):
    """What came of a campaign.

    Attributes:
        sample: at most so many mutations of each file were judged; 0 for all.
        seed: which ones the sample took.
        scores: of each file, and last of all files.
        unnoticed: the mutations that no proof notices.
    """

    sample: int
    seed: int
    scores: tuple[Score, ...]
    unnoticed: tuple[Unnoticed, ...]


class Uncovered(Record):
    """A rule of the actors that no law covers, as far as small mistakes show.

    Attributes:
        rule: the file of the actors, without its ending, and the function in it.
        mistakes: the mistakes in it that no proof notices, without those that are explained.
    """

    rule: str
    mistakes: tuple[Unnoticed, ...]


def uncovered(record: CampaignRecord) -> tuple[Uncovered, ...]:
    """The rules that a message reaches and in which a mistake lives that no proof notices, in order of their names."""
    rules: dict[str, list[Unnoticed]] = {}
    for one in record.unnoticed:
        if one.word != "not asked" and not one.kind:
            rules.setdefault(_rule_of(one), []).append(one)
    return tuple(Uncovered(rule=rule, mistakes=tuple(mistakes)) for rule, mistakes in sorted(rules.items()))


def unreached(record: CampaignRecord) -> tuple[str, ...]:
    """The rules that no message reaches, so that nothing is proved of them; in order of their names."""
    return tuple(sorted({_rule_of(one) for one in record.unnoticed if one.word == "not asked"}))


def _rule_of(one: Unnoticed) -> str:
    file, function, *_ = one.mutant.split("/")
    return f"{file.replace('.', '/')}: {function}"


def record_of(
    sample: int, seed: int, scores: Sequence[Score], chosen: Sequence[Mutation], judgements: Judged
) -> CampaignRecord:
    """What came of these mutations, each of which the prover was asked about first."""
    found = tuple(one for mutation in chosen for one in _unnoticed(mutation, judgements))
    return CampaignRecord(sample=sample, seed=seed, scores=tuple(scores), unnoticed=found)


def _unnoticed(mutation: Mutation, judgements: Judged) -> Sequence[Unnoticed]:
    said = {one.engine: one for one in judgements[mutation.name]}
    word = said["prover"].word
    if word == "killed" or word == "problem":
        return ()
    of_tests = said.get("tests")
    by = None if of_tests is None else of_tests.by if of_tests.word == "killed" else ""
    explained = explanations().get(mutation.name)
    kind = "" if explained is None else explained.kind
    return (Unnoticed(mutant=mutation.name, diff=mutation.diff, word=word, test=by, kind=kind),)


def write(record: CampaignRecord, path: Path | None = None) -> None:
    """Keep the record; where the documentation looks for it if no other path is given."""
    text = msgspec.json.format(msgspec.json.encode(record), indent=1).decode()
    (path or _KEPT).write_text(f"{text}\n", encoding="utf-8")


@cache
def kept_record() -> CampaignRecord:
    """The record that is kept."""
    return msgspec.json.decode(_KEPT.read_bytes(), type=CampaignRecord)
