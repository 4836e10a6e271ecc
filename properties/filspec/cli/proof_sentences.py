"""What is open, in sentences: which message or loop does not show which law, of which rows, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filspec.cli.proof_run import Proofs
    from filspec.kit.laws import Law
    from filspec.symbolic.ledger import Entry

FIRST_WORLD = "first world"
"""How the subjects are called that are the first world of a network."""

_WHY = {
    "failed": "there are values that break it",
    "unknown": "the solver's budget ran out",
    "vacuous": "it is proved, but no run is known that is accepted, so it may be proved of nothing",
    "missing": "there is no verdict",
    "twice": "there are two verdicts instead of one",
    "unexpected": "there is a verdict, although nothing asks for one",
}


def subject_in_words(subject: str, role: str) -> str:
    """A subject in words: a message, the step of a loop and what the loop goes through, a lemma, or a genesis."""
    step, of, loop = subject.partition(" of ")
    if role == "genesis":
        return f"the {subject}" if subject.startswith(FIRST_WORLD) else f"the transition {step} of a genesis"
    if role != "step" or not of:
        return f"the {role} {subject}"
    over, _, parts = loop.partition(", for each ")
    if over == "a list":
        return f"the step {step}, made for each item of a list"
    return f"the step {step}, made for each row of {'one group of ' if ', the group being ' in parts else ''}{over}"


def claim_in_words(claim: str, laws: Mapping[str, Law]) -> str:
    """A law and the rows it speaks of, or what else is claimed."""
    law = laws.get(claim)
    if law is None:
        return claim if claim == "every law" else f'"{claim}"'
    rows = {"ROW": "every row", "KEY": "every key", "STEP_ROW": "every row there was before"}.get(law.quantifier.name)
    return f"the law {claim}" if rows is None else f"the law {claim} of {rows} of {law.path}"


def sentence_of(entry: Entry, laws: Mapping[str, Law], claims: Sequence[str] = ()) -> str:
    """What is open of an obligation, or of several of one subject.

    Args:
        entry: the obligation.
        laws: all laws by name.
        claims: all that is open of the subject in the same way, if it is more than this.
    """
    listed = claim_in_words(entry.claim, laws) if len(claims) < 2 else f"{len(claims)} claims"
    why = _WHY.get(entry.word, f"it is proved only if {', '.join(entry.loops)} hold, which is open")
    return f"{subject_in_words(entry.subject, entry.role)} does not show {listed}: {why}"


def entry_object(entry: Entry, laws: Mapping[str, Law]) -> dict[str, object]:
    """An open obligation for programs, with its sentence."""
    from msgspec import to_builtins

    return {**to_builtins(entry), "sentence": sentence_of(entry, laws)}


def other_failures(
    proofs: Proofs, told: frozenset[tuple[str, str]], laws: Mapping[str, Law]
) -> Iterator[dict[str, object]]:
    """All that is not good and is no failed law: what is vacuous, conditional, missing, twice, or not asked for.

    Args:
        proofs: what came of a run.
        told: the subjects and laws of which a failure is reported already.
        laws: all laws by name.
    """
    from filspec.symbolic.ledger import GOOD

    found: dict[tuple[str, str, tuple[str, ...]], list[Entry]] = {}
    for entry in proofs.entries:
        if entry.word not in GOOD and (entry.subject, entry.claim) not in told:
            found.setdefault((entry.subject, entry.word, entry.loops), []).append(entry)
    for (subject, word, _), entries in found.items():
        claims = tuple(dict.fromkeys(entry.claim for entry in entries))
        yield _object(subject, word, claims, sentence_of(entries[0], laws, claims))
    vacuous = {subject.partition(" of ")[0] for subject, word, _ in found if word == "vacuous"}
    for name, results in proofs.results.items():
        empty = [name for result in results if result.is_vacuous]
        for place in dict.fromkeys([*empty, *(place for result in results for place in result.unwitnessed)]):
            if place not in vacuous:
                what = f"no run of the model goes an accepted path of {place}, so it may be proved of nothing"
                yield _object(name, "vacuous", (), f"the message {name}: {what}")


def _object(subject: str, word: str, claims: Sequence[str], sentence: str) -> dict[str, object]:
    """In the form of a failed law."""
    return {
        "message": subject.partition(" of ")[0],
        "subject": subject,
        "law": claims[0] if len(claims) == 1 else "every law",
        "laws": claims,
        "place": "in the whole proof",
        "word": word,
        "confirmed": False,
        "story": (),
        "why_not": "no law was seen broken",
        "words": "",
        "search": None,
        "sentence": sentence,
    }
