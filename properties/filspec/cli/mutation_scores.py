"""`filspec mutate --operators`: small mistakes in every function of the actors, and how many are noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filspec.cli.console import console, print_object, table
from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.progress import phases

if TYPE_CHECKING:
    from filspec.mutants.operators.judgement import Judgement, MutationEngine
    from filspec.mutants.operators.mutation import Mutation
    from filspec.mutants.operators.scores import Score


class Campaign(NamedTuple):
    """What is asked for.

    Attributes:
        file: only those of the files whose path holds this.
        sample: at most so many of each file; 0 for all.
        seed: which ones the sample takes.
        both: whether each engine is asked of every mutation, and not only of what those before it do not notice.
        record: whether the outcome is written to where the documentation finds it.
        jobs: how many are judged at the same time.
        json: print one JSON object.
    """

    file: str = ""
    sample: int = 0
    seed: int = 0
    both: bool = False
    record: bool = False
    jobs: int = 1
    json: bool = False


def mutate_by_operators(engines: Sequence[MutationEngine], campaign: Campaign) -> int:
    """Judge the mutations of the actors, and print a score for each file.

    Args:
        engines: who is asked, in this order.
        campaign: which mutations, and what becomes of the outcome.

    Returns:
        0 if each is noticed or explained, 1 if not.

    Raises:
        BadInput: there is no such file.
    """
    from filspec.mutants.operators.generation import sampled
    from filspec.mutants.operators.record import record_of, write
    from filspec.mutants.operators.scores import complaints, scores

    everything = _mutations_of(campaign.file)
    chosen = sampled(everything, campaign.sample, campaign.seed) if campaign.sample else everything
    found = _judgements(engines, chosen, campaign)
    each = scores(chosen, found, Counter(one.file for one in everything))
    wrong = list(complaints(chosen, found))
    if campaign.record:
        write(record_of(campaign.sample, campaign.seed, each, chosen, found))
    if campaign.json:
        _print_json(each, wrong, chosen, found)
    else:
        _print_table(each, wrong, [one.name for one in engines])
    return FINDING if wrong else GOOD


def _judgements(
    engines: Sequence[MutationEngine], chosen: Sequence[Mutation], campaign: Campaign
) -> dict[str, list[Judgement]]:
    """What the engines say of each mutation, by its name."""
    from filspec.mutants.operators.judgement import Judgements, judged
    from filspec.mutants.operators.scores import survivors

    found: dict[str, list[Judgement]] = {one.name: [] for one in chosen}
    with phases(campaign.json) as listener:
        for engine in engines:
            asked = chosen if campaign.both else survivors(chosen, found)
            for done, (judgement, _) in enumerate(judged(asked, engine, campaign.jobs, Judgements()), 1):
                found[judgement.mutant].append(judgement)
                listener(engine.name, done, len(asked))
    return found


def _mutations_of(file: str) -> list[Mutation]:
    from filspec.mutants.definitions import actor_modules
    from filspec.mutants.operators.generation import mutations_of
    from filspec.mutants.operators.mutation import file_of

    modules = [module for module in actor_modules() if file in file_of(module)]
    if not modules:
        known = ", ".join(map(file_of, actor_modules()))
        raise BadInput(f"no file of the actors has {file!r} in its path; known: {known}")
    return [one for module in modules for one in mutations_of(module)]


def _print_json(
    each: Sequence[Score], wrong: Sequence[str], chosen: Sequence[Mutation], found: dict[str, list[Judgement]]
) -> None:
    from msgspec import to_builtins

    listed = [
        {
            "mutant": one.name,
            "place": f"{one.file}:{one.line}",
            "diff": one.diff,
            "judgements": [to_builtins(judgement) for judgement in found[one.name]],
        }
        for one in chosen
    ]
    print_object(
        {"good": not wrong, "scores": [to_builtins(one) for one in each], "complaints": list(wrong), "mutants": listed}
    )


def _print_table(each: Sequence[Score], wrong: Sequence[str], engines: Sequence[str]) -> None:
    screen = console()
    killed = [f"killed by {engine}" for engine in engines]
    columns = ("generated", "judged", *killed, "noticed", "unknown", "explained", "survivors")
    shown = table("file", *columns, right=columns)
    for score in each:
        shown.add_row(score.file, *_numbers(score, engines))
    screen.print(shown)
    screen.print()
    for line in wrong:
        screen.print(line, soft_wrap=True)


def _numbers(score: Score, engines: Sequence[str]) -> Iterator[str]:
    yield str(score.generated)
    yield str(score.judged)
    for engine in engines:
        asked = score.asked.get(engine, 0)
        killed = score.killed.get(engine, 0)
        yield f"{killed} of {asked}" + (f" ({100 * killed // asked} %)" if asked else "")
    yield f"{score.noticed} of {score.judged}"
    yield str(score.unknown)
    yield str(score.explained)
    yield str(score.survivors)
