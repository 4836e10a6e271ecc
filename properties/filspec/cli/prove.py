"""`filspec prove`: show that no message breaks a law, and tell where that cannot be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from difflib import get_close_matches
from multiprocessing import get_context
from typing import TYPE_CHECKING

from filspec.cli.console import console, print_object, table
from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.progress import phases

if TYPE_CHECKING:
    from filspec.symbolic.results import Result

MOST_JOBS = 64
MOST_SEEDS = 100


def prove(
    *,
    message: tuple[str, ...] = (),
    law: tuple[str, ...] = (),
    seeds: int = 1,
    jobs: int = 1,
    no_cache: bool = False,
    json: bool = False,
) -> int:
    """Prove every law for every message, for any number of participants and any amounts.

    Args:
        message: prove these messages only.
        law: tell of these laws only, by name or by the id of a property; all the others are assumed all the same.
        seeds: repeat each proof under this many seeds of the solver.
        jobs: processes that prove at the same time.
        no_cache: prove again what was proved before.
        json: print one JSON object instead of a table.

    Returns:
        0 if all is proved and witnessed, 1 if something is not.

    Raises:
        BadInput: there is no such message or law, or a number is out of range.
    """
    from filspec.laws.catalogue import catalogue
    from filspec.symbolic.subjects import subjects

    _check_range("--jobs", jobs, MOST_JOBS)
    _check_range("--seeds", seeds, MOST_SEEDS)
    names = _known("message", message, subjects()) if message else tuple(subjects())
    words = {found.name: (found.name, *found.ids) for found in catalogue()}
    wanted = _known("law", law, (word for all_words in words.values() for word in all_words))
    shown = frozenset(name for name, all_words in words.items() if not wanted or set(wanted) & set(all_words))
    results = _results([(name, seed) for name in names for seed in range(seeds)], jobs, no_cache, json)
    results = [_restricted(result, shown) for result in results] if wanted else results
    good = all(not result.failures and not result.unwitnessed for result in results)
    _print_json(results, good) if json else _print_table(results)
    return GOOD if good else FINDING


def _check_range(option: str, given: int, most: int) -> None:
    if not 1 <= given <= most:
        raise BadInput(f"{option} {given} is out of range: give a number from 1 to {most}")


def _known(what: str, given: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """The given names, all of which must be known."""
    names = list(known)
    for name in given:
        if name not in names:
            near = get_close_matches(name, names, n=3)
            hint = f"near to it: {', '.join(near)}" if near else f"known: {', '.join(sorted(set(names))[:10])} ..."
            raise BadInput(f"there is no {what} {name!r}; {hint}")
    return tuple(given)


def _results(tasks: Sequence[tuple[str, int]], jobs: int, no_cache: bool, quiet: bool) -> list[Result]:
    """The results of all tasks in their order: from the cache, or from proofs that are stored as soon as they end."""
    from filspec.symbolic.cache import Results, key_of
    from filspec.symbolic.subjects import subjects

    stored = Results()
    keys = {task: key_of(subjects()[task[0]], task[1]) for task in tasks}
    found = {} if no_cache else {task: known for task in tasks if (known := stored.get(keys[task])) is not None}
    with phases(quiet) as listener:
        listener("proofs", len(found), len(tasks))
        for task, result in _proofs([task for task in tasks if task not in found], jobs):
            found[task] = result
            stored.put(keys[task], result)
            listener("proofs", len(found), len(tasks))
    return [found[task] for task in tasks]


def _proofs(tasks: Sequence[tuple[str, int]], jobs: int) -> Iterator[tuple[tuple[str, int], Result]]:
    """Prove the tasks, as they come ready."""
    from filspec.symbolic.catalogue_proof import prove_message

    if jobs == 1 or len(tasks) < 2:
        for task in tasks:
            yield task, prove_message(*task)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(prove_message, *task): task for task in tasks}
        for ready in as_completed(waiting):
            yield waiting[ready], ready.result()


def _restricted(result: Result, shown: frozenset[str]) -> Result:
    """What a result says of some laws."""
    return result.but(
        verdicts={name: word for name, word in result.verdicts.items() if name in shown},
        failures=tuple(failure for failure in result.failures if failure.law in shown),
    )


def _print_json(results: Sequence[Result], good: bool) -> None:
    from msgspec import to_builtins

    print_object({"good": good, "results": [to_builtins(result) for result in results]})


def _print_table(results: Sequence[Result]) -> None:
    screen = console()
    numbers = ("laws", "proved", "failed", "unknown", "paths", "seconds", "units")
    shown = table("message", *numbers, right=numbers)
    for result in results:
        words = list(result.verdicts.values())
        counts = [str(words.count(word)) for word in ("proved", "failed", "unknown")]
        paths = str(sum(result.paths.values()))
        shown.add_row(result.message, str(len(words)), *counts, paths, f"{result.seconds:.2f}", f"{result.resources:,}")
    screen.print(shown)
    for result in results:
        for line in _told(result):
            screen.print(line, soft_wrap=True)


def _told(result: Result) -> Iterator[str]:
    """What was not proved of a message, and how it happens."""
    for failure in result.failures:
        certainty = "confirmed by a run of the model" if failure.confirmed else "not confirmed by a run"
        yield f"\n{result.message}: {failure.law} {failure.word} {failure.place}, {certainty}"
        if failure.confirmed:
            yield from (f"  {line}" for line in failure.story)
    for place in result.unwitnessed:
        yield f"\n{result.message}: no run of the model was found that is accepted {place}: vacuous?"
