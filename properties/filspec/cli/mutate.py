"""`filspec mutate`: plant the defects of history, delete every guard, or make small mistakes, and see who objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from filspec.cli.console import console, print_object, table
from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.progress import phases

if TYPE_CHECKING:
    from filspec.cli.mutation_scores import Campaign
    from filspec.mutants.mutant import Mutant
    from filspec.mutants.objection import Engine, Verdict

MOST_JOBS = 64


def mutate(
    *,
    prover: bool = False,
    only: str = "",
    guards: bool = False,
    operators: bool = False,
    file: str = "",
    sample: int = 0,
    seed: int = 0,
    both: bool = False,
    record: bool = False,
    jobs: int = 1,
    json: bool = False,
) -> int:
    """Plant each defect in a copy of the source, and see whether the prover or a test objects.

    Args:
        prover: ask the prover alone; what it cannot speak about is left out.
        only: plant these only, by name, with commas between.
        guards: plant, in place of the defects of history, the deletion of each guard of the actors; tests, which are
            quicker here, are asked first.
        operators: plant, in place of the defects of history, small mistakes in every function of the actors; tests
            are asked about those that no proof notices, and what is answered is kept.
        file: with --operators, those of the files only whose path holds this.
        sample: with --operators, at most so many of each file, the same ones for the same seed; 0 for all.
        seed: with --sample, which ones.
        both: with --operators, ask the tests about what a proof notices as well.
        record: with --operators, write the scores, and what no proof notices, to where the documentation finds them.
        jobs: mutants that are judged at the same time.
        json: print one JSON object instead of a table.

    Returns:
        0 if each mutant is objected to, or is a guard known as redundant; 1 if not.

    Raises:
        BadInput: there is no such mutant, or a number is out of range.
    """
    from filspec.mutants.catalogue import mutants
    from filspec.mutants.guards import deleted_guards

    if not 1 <= jobs <= MOST_JOBS:
        raise BadInput(f"--jobs {jobs} is out of range: give a number from 1 to {MOST_JOBS}")
    if operators:
        _refuse_both(guards, only)
        from filspec.cli.mutation_scores import Campaign

        return _by_operators(prover, Campaign(file, sample, seed, both, record, jobs, json))
    if file or sample or seed or both or record:
        raise BadInput(
            "--file, --sample, --seed, --both and --record are of small mistakes: give --operators with them"
        )
    chosen = _chosen(deleted_guards() if guards else mutants(), only)
    verdicts = _judged(chosen, _engines(prover, guards), jobs, json)
    complaints = list(_complaints(verdicts, guards))
    _print_json(verdicts, complaints) if json else _print_table(verdicts, complaints)
    return FINDING if complaints else GOOD


def _engines(prover: bool, guards: bool) -> list[Engine]:
    """Who is asked, in this order: of the deletion of a guard the tests first, which are quicker there."""
    from filspec.mutants.named_tests import NamedTests
    from filspec.mutants.prover_engine import ProverEngine

    if prover:
        return [ProverEngine()]
    return [NamedTests(), ProverEngine()] if guards else [ProverEngine(), NamedTests()]


def _judged(chosen: Sequence[Mutant], engines: Sequence[Engine], jobs: int, json: bool) -> list[Verdict]:
    """What is said of those mutants that one of the engines can speak about, in their order."""
    from filspec.mutants.campaign import campaign

    concerned = [mutant for mutant in chosen if any(engine.concerns(mutant) for engine in engines)]
    found: dict[str, Verdict] = {}
    with phases(json) as listener:
        listener("mutants", 0, len(concerned))
        for verdict in campaign(concerned, engines, jobs):
            found[verdict.mutant] = verdict
            listener("mutants", len(found), len(concerned))
    return [found[mutant.name] for mutant in concerned]


def _refuse_both(guards: bool, only: str) -> None:
    if guards or only:
        raise BadInput("--operators plants mistakes of its own: leave out --guards and --only, and choose by --file")


def _by_operators(prover: bool, campaign: Campaign) -> int:
    from filspec.cli.mutation_scores import mutate_by_operators
    from filspec.mutants.operators.judgement import MutationEngine
    from filspec.mutants.warm.proofs_engine import ProofsEngine
    from filspec.mutants.warm.tests_engine import TestsEngine

    if campaign.sample < 0:
        raise BadInput(f"--sample {campaign.sample} is out of range: give 0 for all, or how many of each file")
    if prover and (campaign.both or campaign.record):
        raise BadInput("--prover asks no tests: leave it out, or leave out --both and --record")
    if campaign.record and campaign.file:
        raise BadInput("--record writes down all files: leave out --file, and give --sample for fewer of each")
    engines: list[MutationEngine] = [ProofsEngine()] if prover else [ProofsEngine(), TestsEngine()]
    return mutate_by_operators(engines, campaign)


def _chosen(known: Mapping[str, Mutant], only: str) -> list[Mutant]:
    """The mutants that are wanted; all if none is named."""
    names = [name.strip() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise BadInput(f"there is no mutant {name!r}; {_hint(name, known)}")
    return [known[name] for name in names or known]


def _hint(name: str, known: Iterable[str]) -> str:
    from filspec.mutants.no_counterpart import NO_COUNTERPART

    if name in NO_COUNTERPART:
        return f"that defect has no counterpart: {NO_COUNTERPART[name]}"
    names = list(known)
    near = get_close_matches(name, names, n=3)
    return f"near to it: {', '.join(near)}" if near else f"known: {', '.join(names[:10])} ..."


def _complaints(verdicts: Iterable[Verdict], guards: bool) -> Iterator[str]:
    """What is wrong: a mutant that survives or cannot be judged, and a list of redundant guards that is not true."""
    from filspec.mutants.redundant import REDUNDANT_GUARDS

    known = REDUNDANT_GUARDS if guards else {}
    for verdict in verdicts:
        if verdict.problem:
            yield f"{verdict.mutant} could not be judged: {verdict.problem}"
        elif verdict.objection is None and verdict.mutant not in known:
            asked = " and ".join(verdict.asked)
            yield f"{verdict.mutant} survives, the {asked} being asked: {verdict.title}"
        elif verdict.objection is not None and verdict.objection.word != "unknown" and verdict.mutant in known:
            yield f"{verdict.mutant} is listed as redundant, but {verdict.objection.by} objects: take it off the list"


def _print_json(verdicts: Sequence[Verdict], complaints: Sequence[str]) -> None:
    from msgspec import to_builtins

    killed = sum(verdict.objection is not None for verdict in verdicts)
    score = {"good": not complaints, "killed": killed, "mutants": len(verdicts)}
    print_object({**score, "complaints": list(complaints), "verdicts": [to_builtins(one) for one in verdicts]})


def _print_table(verdicts: Sequence[Verdict], complaints: Sequence[str]) -> None:
    screen = console()
    shown = table("mutant", "killed by", "message", "how", "seconds", right=("seconds",))
    for verdict in verdicts:
        shown.add_row(verdict.mutant, *_found(verdict), f"{verdict.seconds:.1f}")
    screen.print(shown)
    screen.print()
    for line in (*_score(verdicts), *complaints):
        screen.print(line, soft_wrap=True)


def _found(verdict: Verdict) -> tuple[str, str, str]:
    """Who objects, in the proof of which message, and how."""
    from filspec.mutants.redundant import REDUNDANT_GUARDS

    objection = verdict.objection
    if objection is None:
        redundant = REDUNDANT_GUARDS.get(verdict.mutant)
        return ("nobody", "", "survives") if redundant is None else ("nobody", "", f"redundant: {redundant}")
    name = objection.by.splitlines()[0]
    return f"{name} ({', '.join(objection.ids)})" if objection.ids else name, objection.message, objection.word


def _score(verdicts: Sequence[Verdict]) -> Iterator[str]:
    killed = [verdict for verdict in verdicts if verdict.objection is not None]
    by_engine = {verdict.engine: 0 for verdict in killed}
    for verdict in killed:
        by_engine[verdict.engine] += 1
    shares = ", ".join(f"{count} by the {engine}" for engine, count in by_engine.items())
    yield f"killed {len(killed)} of {len(verdicts)}" + (f": {shares}" if shares else "")
