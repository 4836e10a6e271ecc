"""Tables of proofs: messages against laws, laws of one message, steps of loops, and what carried the proofs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from filspec.cli.console import table
from filspec.cli.proof_words import WordOf, counted, in_colour

if TYPE_CHECKING:
    from rich.table import Table

    from filspec.kit.laws import Law
    from filspec.symbolic.ledger import Entry
    from filspec.symbolic.lemma_proof import LemmaResult
    from filspec.symbolic.results import Obligation, Result
    from filspec.symbolic.spread import Spread

GROUPS: Mapping[str, tuple[str, ...]] = {
    "ledger": ("ledger",),
    "market": ("storage_market",),
    "deals": ("deal_life", "deal_failure", "deals_in_sectors"),
    "sectors": ("sector_life", "proving_period"),
    "miner": ("storage_miner", "miner_messages"),
    "power": ("storage_power",),
    "channel": ("payment_channel",),
    "chain": ("interpreter",),
}
"""The columns of laws, each with the files of the catalogue it stands for; a file of no column is one by itself."""

RUNS = "runs"
"""The column of what is claimed of how a run ends: no crash, and no refusal where none is allowed."""

WIDE = 150
"""Columns of a screen on which messages against groups of laws have room."""

SLOWEST = 5
"""How many of the slowest obligations are told."""


def grouped(laws: Sequence[Law], claims: Collection[str]) -> dict[str, list[str]]:
    """The laws of each column, and last the claims that are no laws."""
    columns: dict[str, list[str]] = {group: [] for group in GROUPS}
    for law in laws:
        if law.name in claims:
            file = law.holds.__module__.rpartition(".")[2]
            column = next((group for group, names in GROUPS.items() if file in names), file)
            columns.setdefault(column, []).append(law.name)
    known = {law.name for law in laws}
    columns[RUNS] = [claim for claim in claims if claim not in known]
    return {column: names for column, names in columns.items() if names}


def matrix(
    names: Sequence[str],
    proved: Mapping[str, Sequence[Result]],
    laws: Sequence[Law],
    width: int,
    word: WordOf,
    now: str = "",
    corner: str = "message",
) -> Table:
    """Messages against groups of laws, with the number of proofs; what is not ready yet is empty.

    Args:
        names: the messages, or steps of loops.
        proved: what came of them, under each seed.
        laws: all laws.
        width: columns of the screen; on a narrow one laws are counted together.
        word: what is said of a subject's claim.
        now: the message that is being proved.
        corner: what they are.
    """
    claims = dict.fromkeys(law for results in proved.values() for result in results for law in result.verdicts)
    columns = grouped(laws, claims) if width >= WIDE else {"claims": list(claims)}
    numbers = ("paths", "witnessed", "seconds", "units")
    shown = table(corner, *columns, *numbers, right=(*columns, *numbers))
    for name in names:
        results = proved.get(name, ())
        subjects = dict.fromkeys(result.subject for result in results)
        cells = [counted(word(one, law) for one in subjects for law in of_column) for of_column in columns.values()]
        last = _numbers(results) if results else ["proving" if name == now else ""]
        shown.add_row(name, *cells, *last)
    return shown


def _numbers(results: Sequence[Result]) -> list[str]:
    from filspec.symbolic.results import ACCEPTED

    first = results[0]
    seconds, units = sum(result.seconds for result in results), sum(result.resources for result in results)
    accepted = first.paths.get(ACCEPTED, 0)
    return [str(sum(first.paths.values())), f"{first.witnessed} of {accepted}", f"{seconds:.2f}", f"{units:,}"]


def laws_of(message: str, results: Sequence[Result], laws: Mapping[str, Law], plain: bool, word_of: WordOf) -> Table:
    """The laws of one message, one by one: the word for each, and at how many places it had to be shown.

    Args:
        message: its name.
        results: what came of it, under each seed.
        laws: all laws, by name.
        plain: whether those are told too that hold of themselves, the message leaving alone what they read.
        word_of: what is said of a subject's claim.
    """
    shown = table(message, "ids", "word", "shown at", right=("shown at",))
    asked = Counter(law for found in results[0].obligations for law in found.laws)
    for name in results[0].verdicts:
        word, law, places = word_of(results[0].subject, name), laws.get(name), asked[name]
        where = f"{places} place{'' if places == 1 else 's'}" if places else "plain"
        if word is not None and (plain or places or word != "proved"):
            shown.add_row(name, ", ".join(law.ids) if law is not None else "", in_colour(word), where)
    return shown


def cores_of(result: Result, laws: Mapping[str, Law]) -> Table:
    """What the proof needed at each place: the guards, and the laws assumed of the world before."""
    numbers = ("claims", "units")
    shown = table("needed", *numbers, "guards", "laws", right=numbers)
    for found in result.obligations:
        guards = [source for source in found.needed if source in result.guards]
        assumed = [source for source in found.needed if source in laws]
        shown.add_row(found.place, str(len(found.laws)), f"{found.resources:,}", _listed(guards), _listed(assumed))
    return shown


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def lemma_table(lemmas: Sequence[LemmaResult]) -> Table:
    """The lemmas, one by one."""
    numbers = ("cases", "seconds", "units")
    shown = table("lemma", "ids", "word", *numbers, right=numbers)
    for lemma in lemmas:
        figures = (str(lemma.cases), f"{lemma.seconds:.2f}", f"{lemma.resources:,}")
        shown.add_row(lemma.name, ", ".join(lemma.ids), in_colour(lemma.word), *figures)
    return shown


class Slow(NamedTuple):
    """An obligation, and whose it is."""

    message: str
    obligation: Obligation


def slowest(results: Sequence[Result]) -> list[Slow]:
    """The obligations that took the solver most."""
    found = [Slow(result.message, obligation) for result in results for obligation in result.obligations]
    return sorted(found, key=lambda slow: -slow.obligation.resources)[:SLOWEST]


def unneeded_guards(results: Sequence[Result]) -> list[str]:
    """The guards that no proof needed: they are there for other reasons than the laws."""
    needed = _needed(results)
    return sorted({guard for result in results for guard in result.guards} - needed)


def unneeded_laws(results: Sequence[Result], laws: Sequence[Law]) -> list[str]:
    """The laws that were assumed and that no proof needed; nothing else rests on them."""
    from filspec.kit.laws import OF_MESSAGES

    needed = _needed(results)
    return [law.name for law in laws if law.quantifier not in OF_MESSAGES and law.name not in needed]


def _needed(results: Sequence[Result]) -> set[str]:
    return {source for result in results for found in result.obligations for source in found.needed}


def differences(entries: Sequence[Entry]) -> Iterator[str]:
    """The obligations of which different seeds of the solver have different words."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.subject, entry.claim), []).append(entry)
    for (subject, claim), under_seeds in found.items():
        if len({entry.word for entry in under_seeds}) > 1:
            words = [f"{entry.word} under seed {entry.seed}" for entry in under_seeds]
            yield f"{subject}: {claim} is {', '.join(words)}"


def spread_table(spreads: Sequence[Spread]) -> Table:
    """What obligations take under several seeds."""
    from statistics import median

    numbers = ("claims", "least", "median", "most")
    shown = table("obligation", *numbers, "", right=numbers)
    for spread in spreads:
        figures = [f"{found:,.0f}" for found in (min(spread.units), median(spread.units), max(spread.units))]
        is_brittle = "brittle" if spread.is_brittle else ""
        shown.add_row(f"{spread.subject}, {spread.place}", str(spread.claims), *figures, is_brittle)
    return shown
