"""`filspec prove`: show that no message breaks a law, and tell where that cannot be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from filspec.cli.console import print_object
from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.proof_failures import told
from filspec.cli.proof_progress import watching
from filspec.cli.proof_report import Report
from filspec.cli.proof_run import Proofs, Task, prove_all

if TYPE_CHECKING:
    from filspec.kit.laws import Law
    from filspec.lemmas.lemma import Lemma
    from filspec.symbolic.ledger import Entry
    from filspec.symbolic.results import Result

MOST_JOBS = 64
MOST_SEEDS = 100


class _Wanted(NamedTuple):
    """What is to be told.

    Attributes:
        messages: these messages.
        laws: these laws.
        lemmas: these lemmas.
    """

    messages: tuple[str, ...]
    laws: frozenset[str]
    lemmas: tuple[str, ...]


def prove(
    *,
    message: tuple[str, ...] = (),
    law: tuple[str, ...] = (),
    seeds: int = 1,
    jobs: int = 1,
    no_cache: bool = False,
    no_reach: bool = False,
    json: bool = False,
) -> int:
    """Prove every law for every message, for any number of participants and any amounts.

    Examples: filspec prove --jobs 2; filspec prove --message withdraw_balance; filspec prove --law T2.

    Args:
        message: prove these messages only, and tell law by law what was needed.
        law: tell of these laws and lemmas only, by name or by the id of a property; all laws are assumed all the same.
        seeds: repeat each proof under this many seeds of the solver.
        jobs: processes that prove at the same time.
        no_cache: prove again what was proved before.
        no_reach: look for no story from genesis that leads to a failure.
        json: print one JSON object instead of tables.

    Returns:
        0 if all is proved and witnessed, 1 if something is not.

    Raises:
        BadInput: there is no such message or law, the messages show nothing of a law, a number is out of range, or an
            actor cannot be proved at all.
    """
    from filspec.laws.catalogue import catalogue

    _check_range("--jobs", jobs, MOST_JOBS)
    _check_range("--seeds", seeds, MOST_SEEDS)
    wanted, laws = _wanted(message, law), catalogue()
    tasks = [Task(name, seed) for name in wanted.messages for seed in range(seeds)]
    tasks += [Task(name, seed, is_lemma=True) for name in wanted.lemmas for seed in range(seeds)]
    with watching(tasks, laws, quiet=json) as watcher:
        proofs = prove_all(tasks, jobs, no_cache, watcher)
    if law:
        proofs = restricted(proofs, wanted.laws, frozenset(known.name for known in laws))
        _require_shown(law, message, proofs)
    failures = told(proofs, no_reach, quiet=json)
    report = Report(proofs, laws, failures, one_by_one=bool(message), law_by_law=bool(law), seeds=seeds)
    print_object({"good": report.is_good, **report.as_object()}) if json else report.print_tables()
    return GOOD if report.is_good else FINDING


def _check_range(option: str, given: int, most: int) -> None:
    if not 1 <= given <= most:
        raise BadInput(f"{option} {given} is out of range: give a number from 1 to {most}")


def _wanted(message: Sequence[str], law: Sequence[str]) -> _Wanted:
    """What names on the command line stand for."""
    from filspec.laws.catalogue import catalogue
    from filspec.lemmas.catalogue import lemmas
    from filspec.symbolic.subjects import subjects

    messages = _known("message", message, subjects()) if message else tuple(subjects())
    words, words_of_lemmas = _words_of(catalogue()), _words_of(lemmas())
    all_words = (word for known in (*words.values(), *words_of_lemmas.values()) for word in known)
    asked = set(_known("law", law, sorted(all_words)))
    of_lemmas = tuple(name for name, known in words_of_lemmas.items() if not law or known & asked)
    return _Wanted(
        messages=messages,
        laws=frozenset(name for name, known in words.items() if not law or known & asked),
        lemmas=() if message else of_lemmas,
    )


def _words_of(known: Iterable[Law] | Iterable[Lemma]) -> dict[str, set[str]]:
    """By which words laws and lemmas are asked for, by their names."""
    return {found.name: {found.name, *found.ids} for found in known}


def _require_shown(asked: Sequence[str], messages: Sequence[str], proofs: Proofs) -> None:
    """Refuse to say of a law that it is good where nothing was to be shown of it.

    Raises:
        BadInput: with the first such law.
    """
    from filspec.laws.catalogue import catalogue
    from filspec.lemmas.catalogue import lemmas

    claims = {entry.claim for entry in proofs.entries}
    shown = {
        word
        for name, words in (_words_of(catalogue()) | _words_of(lemmas())).items()
        if name in claims
        for word in words
    }
    for word in asked:
        if word not in shown:
            raise BadInput(f"nothing is shown of {word} by {', '.join(messages) or 'any message'}: leave --message out")


def _known(what: str, given: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """The given names, all of which must be known."""
    names = list(dict.fromkeys(known))
    for name in given:
        if name not in names:
            near = get_close_matches(name, names, n=3)
            hint = f"near to it: {', '.join(near)}" if near else f"known: {', '.join(sorted(names)[:10])} ..."
            raise BadInput(f"there is no {what} {name!r}; {hint}")
    return tuple(dict.fromkeys(given))


def restricted(proofs: Proofs, asked: frozenset[str], laws: frozenset[str]) -> Proofs:
    """What proofs say of some laws; what is open of anything that is no law is told whatever was asked.

    So is a law that a network begins without: it was assumed, and what is shown with it is shown of nothing.
    """
    from filspec.symbolic.ledger import GOOD as SHOWN

    def is_told(entry: Entry) -> bool:
        is_open = entry.word not in SHOWN and (entry.claim not in laws or entry.role == "genesis")
        return entry.role == "lemma" or entry.claim in asked or is_open

    entries = [entry for entry in proofs.entries if is_told(entry)]
    shown = asked | {entry.claim for entry in entries}
    results = {name: [_of_laws(result, shown) for result in found] for name, found in proofs.results.items()}
    return proofs._replace(results=results, steps=[_of_laws(step, shown) for step in proofs.steps], entries=entries)


def _of_laws(result: Result, shown: frozenset[str]) -> Result:
    return result.but(
        verdicts={name: word for name, word in result.verdicts.items() if name in shown},
        failures=tuple(failure for failure in result.failures if failure.law in shown),
        obligations=tuple(found for found in result.obligations if shown & set(found.laws)),
    )
