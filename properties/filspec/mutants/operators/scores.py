"""Scores: how many mutations of each file are noticed, and by whom; and what is wrong with the list of survivors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from filspec.kit.records import Record
from filspec.mutants.operators.explained import EXPLAINED, Explained
from filspec.mutants.operators.judgement import Judgement
from filspec.mutants.operators.mutation import Mutation


class Score(Record):
    """What became of the mutations of one file.

    Attributes:
        file: as seen from the folder of the actors.
        generated: how many there are.
        judged: how many were chosen and judged.
        asked: by each engine, how many it was asked about and has something for.
        killed: by each engine, how many of these it notices.
        noticed: how many are noticed by any engine.
        unknown: how many the prover could neither notice nor prove within its budget.
        explained: how many of the survivors are explained.
        survivors: how many nobody notices and nobody explains.
    """

    file: str
    generated: int
    judged: int
    asked: dict[str, int]
    killed: dict[str, int]
    noticed: int
    unknown: int
    explained: int
    survivors: int


Judged = Mapping[str, Sequence[Judgement]]
"""The judgements of each mutation, by its name."""


def scores(chosen: Sequence[Mutation], judgements: Judged, generated: Mapping[str, int]) -> tuple[Score, ...]:
    """The score of each file of the chosen mutations, and that of all of them."""
    files = list(dict.fromkeys(mutation.file for mutation in chosen))
    by_file = {file: [one for one in chosen if one.file == file] for file in files}
    each = [_score(file, own, judgements, generated[file]) for file, own in by_file.items()]
    return (*each, _score("all", chosen, judgements, sum(generated[file] for file in files)))


def survivors(chosen: Sequence[Mutation], judgements: Judged) -> list[Mutation]:
    """The mutations that no engine notices."""
    return [one for one in chosen if not any(found.word == "killed" for found in judgements[one.name])]


def complaints(chosen: Sequence[Mutation], judgements: Judged) -> Iterator[str]:
    """What is wrong: survivors without an explanation, explanations without a survivor, and what was not judged."""
    known, alive = explanations(), {one.name for one in survivors(chosen, judgements)}
    for mutation in chosen:
        for found in judgements[mutation.name]:
            if found.word == "problem":
                yield f"{mutation.name} could not be judged by the {found.engine}: {found.by}"
        explanation = known.get(mutation.name)
        if mutation.name in alive and explanation is None:
            yield f"{mutation.name} survives ({mutation.file}:{mutation.line}): {mutation.diff}"
        elif mutation.name not in alive and explanation is not None:
            killer = next(found for found in judgements[mutation.name] if found.word == "killed")
            yield f"{mutation.name} is listed as {explanation.kind}, but {killer.by} notices it: take it off the list"
        elif explanation is not None and explanation.diff != mutation.diff:
            yield f"{mutation.name} is explained as another change ({explanation.diff}), but is now {mutation.diff}"


def _score(file: str, own: Sequence[Mutation], judgements: Judged, generated: int) -> Score:
    found = [judgement for mutation in own for judgement in judgements[mutation.name]]
    alive, known = survivors(own, judgements), explanations()
    engines = dict.fromkeys(judgement.engine for judgement in found)

    def count(engine: str, word: str) -> int:
        return sum(one.engine == engine and one.word == word for one in found)

    return Score(
        file=file,
        generated=generated,
        judged=len(own),
        asked={engine: sum(one.engine == engine for one in found) - count(engine, "not asked") for engine in engines},
        killed={engine: count(engine, "killed") for engine in engines},
        noticed=len(own) - len(alive),
        unknown=sum(one.word == "unknown" for one in found),
        explained=sum(one.name in known for one in alive),
        survivors=sum(one.name not in known for one in alive),
    )


def explanations() -> dict[str, Explained]:
    """The explained survivors, by the name of the mutation."""
    return {one.mutant: one for one in EXPLAINED}
