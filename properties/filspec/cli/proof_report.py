"""What proofs came to: tables and sentences for people, one object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from filspec.cli.console import console
from filspec.cli.proof_failures import Told, failure_object, print_failures
from filspec.cli.proof_run import Proofs
from filspec.cli.proof_sentences import entry_object, other_failures, sentence_of
from filspec.cli.proof_tables import (
    cores_of,
    differences,
    laws_of,
    lemma_table,
    matrix,
    slowest,
    spread_table,
    unneeded_guards,
    unneeded_laws,
)
from filspec.cli.proof_words import STYLES, Word, counted_words, counts_of, in_colour, words_of

if TYPE_CHECKING:
    from rich.text import Text

    from filspec.kit.laws import Law
    from filspec.kit.records import Record
    from filspec.symbolic.results import Result
    from filspec.symbolic.spread import Spread

LEFT: Word = "left to its loops"
CONDITIONAL: Word = "proved, if"


@dataclass(frozen=True)
class Report:
    """Proofs that are made.

    Attributes:
        proofs: what came of them.
        laws: all laws.
        failures: what was not proved.
        one_by_one: whether each message is told of for itself.
        law_by_law: whether only some laws are told of, and then all of these.
        seeds: how many seeds of the solver there were.
    """

    proofs: Proofs
    laws: Sequence[Law]
    failures: Sequence[Told]
    one_by_one: bool
    law_by_law: bool
    seeds: int = 1

    @property
    def is_good(self) -> bool:
        """Whether every obligation is shown, and of something."""
        from filspec.symbolic.ledger import GOOD

        results = [result for found in self.proofs.results.values() for result in found]
        return all(entry.word in GOOD for entry in self.proofs.entries) and all(result.is_good for result in results)

    @property
    def everything(self) -> bool:
        """Whether nothing was left out, so that it can be told what no proof needs."""
        return not self.one_by_one and not self.law_by_law

    def as_object(self) -> dict[str, object]:
        """All of it, for programs."""
        from msgspec import to_builtins

        from filspec.symbolic.ledger import GOOD

        proofs, results = self.proofs, [result for found in self.proofs.results.values() for result in found]
        found: dict[str, object] = {
            "counts": self._counts(),
            "open": [entry_object(entry, self._named) for entry in proofs.entries if entry.word not in GOOD],
            "left_to_loops": to_builtins([entry for entry in proofs.entries if entry.word == LEFT]),
            "results": _without_times(results),
            "steps": _without_times(proofs.steps),
            "lemmas": _without_times(proofs.lemmas),
            "failures": self._failure_objects(),
            "times": self._times(),
        }
        if self.seeds > 1:
            found["spread"] = to_builtins(self._spreads())
            found["brittle"] = to_builtins(self._brittle())
        if self.everything:
            found["unneeded_guards"] = unneeded_guards(self._first())
            found["unneeded_laws"] = unneeded_laws(self._first(), self.laws)
        return found

    def _failure_objects(self) -> list[dict[str, object]]:
        """Whatever makes the whole not good, each with a sentence that says why."""
        told = frozenset((one.subject or one.message, one.failure.law) for one in self.failures)
        return [*map(failure_object, self.failures), *other_failures(self.proofs, told, self._named)]

    @cached_property
    def _named(self) -> dict[str, Law]:
        return {law.name: law for law in self.laws}

    def print_tables(self) -> None:
        """All of it, for people."""
        screen = console()
        for place, shown in enumerate(self._tables(screen.width)):
            if place:
                screen.print()
            screen.print(shown)
        print_failures(self.failures, self._named)
        screen.print()
        for line in self._lines():
            screen.print(line, soft_wrap=True)

    def _tables(self, width: int) -> Iterator[object]:
        proofs, named = self.proofs, self._named
        words = words_of(proofs.entries)
        if self.one_by_one:
            for name, results in proofs.results.items():
                yield laws_of(name, results, named, self.law_by_law, words)
                yield cores_of(results[0], named)
        elif proofs.results:
            yield matrix(list(proofs.results), proofs.results, self.laws, width, words)
        if proofs.steps:
            steps = self._named_steps()
            yield matrix([*steps], steps, self.laws, width, words, corner="step of a loop, by itself")
        if proofs.lemmas and not self.everything:
            yield lemma_table(proofs.lemmas)
        if self._brittle():
            yield spread_table(self._brittle())

    def _named_steps(self) -> dict[str, list[Result]]:
        """The steps by name; where several kinds of loops make one, by the kind of loop."""
        kinds: dict[str, set[str]] = {}
        for step in self.proofs.steps:
            kinds.setdefault(step.message, set()).add(step.subject)
        found: dict[str, list[Result]] = {}
        for step in self.proofs.steps:
            found.setdefault(step.message if len(kinds[step.message]) == 1 else step.subject, []).append(step)
        return found

    def _brittle(self) -> list[Spread]:
        from filspec.symbolic.spread import brittle

        return brittle(self._spreads()) if self.seeds > 1 else []

    def _spreads(self) -> list[Spread]:
        from filspec.symbolic.spread import spreads_of

        return spreads_of(self.proofs.transitions, self.proofs.lemmas, self.seeds)

    def _counts(self) -> dict[str, dict[Word, int]]:
        """How many obligations of each kind of subject there are of each word, under the worst seed."""
        entries = self.proofs.entries
        word, roles = words_of(entries), {(entry.subject, entry.claim): entry.role for entry in entries}
        return {
            role: counts_of(word(*place) for place, theirs in roles.items() if theirs == role)
            for role in ("message", "step", "lemma", "genesis")
        }

    def _times(self) -> dict[str, list[float]]:
        """Wall time of each proof, under each seed: all that is not the same in every run."""
        times: dict[str, list[float]] = {}
        for result in self.proofs.transitions:
            times.setdefault(result.subject, []).append(result.seconds)
        for lemma in self.proofs.lemmas:
            times.setdefault(lemma.name, []).append(lemma.seconds)
        return times

    def _first(self) -> list[Result]:
        """What was proved under the first seed."""
        return [result for result in self.proofs.transitions if result.seed == 0]

    def _lines(self) -> Iterator[object]:
        """What there is to say besides the tables."""
        from filspec.symbolic.ledger import GOOD

        proofs, first = self.proofs, self._first()
        beginnings = [entry for entry in proofs.entries if entry.role == "genesis" and entry.word not in GOOD]
        yield from (_warning(sentence_of(entry, self._named)) for entry in beginnings)
        yield from map(_warning, dict.fromkeys(self._vacuous()))
        yield from self._told_of_entries()
        yield from differences(proofs.entries)
        for message, found in slowest(first):
            claims = "1 claim" if len(found.laws) == 1 else f"{len(found.laws)} claims"
            yield f"slow     {message}, {found.place}: {found.resources:,} units for {claims}"
        if self.everything:
            yield f"guards   {_none_needs(unneeded_guards(first))}"
            yield f"laws     {_none_needs(unneeded_laws(first, self.laws))}"
        if proofs.damaged:
            yield f"cache    {proofs.damaged} stored results were not what was written, and were proved again"
        if proofs.unwritten:
            yield f"cache    {proofs.unwritten} results could not be stored, and will be proved again"
        if self.seeds > 1:
            yield f"seeds    {len(self._brittle())} of {len(self._spreads())} obligations are brittle"
        yield from self._scores()
        yield self._cost()

    def _scores(self) -> Iterator[object]:
        """How many obligations of each kind are shown, and how many are not."""
        proofs, counts = self.proofs, self._counts()
        numbers = {
            "message": f"messages {len(proofs.results)}, with their laws: ",
            "step": f"steps    {len(self._named_steps())}, by themselves: ",
            "lemma": f"lemmas   {len({lemma.name for lemma in proofs.lemmas})}: ",
            "genesis": "genesis  of any network: ",
        }
        for role, what in numbers.items():
            if counts[role]:
                yield _scored(what, counted_words(counts[role]))

    def _told_of_entries(self) -> Iterator[object]:
        """What is left to loops and which show it, what is proved under a condition, and what has no verdict."""
        found: dict[tuple[str, Word, tuple[str, ...]], dict[str, None]] = {}
        for entry in self.proofs.entries:
            if entry.word in (LEFT, CONDITIONAL, "missing", "twice", "unexpected"):
                found.setdefault((entry.subject, entry.word, entry.loops), {})[entry.claim] = None
        for (subject, word, loops), claims in found.items():
            listed = ", ".join(claims) if word != CONDITIONAL else f"{len(claims)} claims"
            others = {LEFT: f"; proved by the loops of {', '.join(loops)}", CONDITIONAL: f" {', '.join(loops)} hold"}
            yield _scored(f"{'left' if word == LEFT else 'open':8} {subject}: {listed} ", in_colour(word)).append(
                others.get(word, "")
            )

    def _vacuous(self) -> Iterator[str]:
        from filspec.symbolic.results import ACCEPTED

        for name, (first, *_) in self.proofs.results.items():
            never = ACCEPTED not in first.paths
            if never:
                yield f"{name} is accepted on no path"
            for way in first.ways if self.one_by_one else ():
                if not way.witness:
                    yield f"{name}: no run of the model is known that goes the path with {_listed(way.decisions)}"
            for place in first.unwitnessed:
                if not (never and place == name):
                    yield f"{name}: no run of the model goes an accepted path of {place}"

    def _cost(self) -> str:
        results = self.proofs.transitions
        seconds = sum(result.seconds for result in results) + sum(lemma.seconds for lemma in self.proofs.lemmas)
        units = sum(result.resources for result in results) + sum(lemma.resources for lemma in self.proofs.lemmas)
        units += sum(found.resources for found in self.proofs.beginnings)
        fresh = self.proofs.fresh
        made = "1 proof was" if fresh == 1 else f"{fresh or 'no'} proofs were"
        return f"cost     {seconds:.1f} s, {units:,} units; {made} made now"


def _without_times(found: Sequence[Record]) -> list[dict[str, object]]:
    """Records for programs, without the time that they took."""
    from msgspec import to_builtins

    return [{name: value for name, value in to_builtins(one).items() if name != "seconds"} for one in found]


def _listed(decisions: Sequence[str]) -> str:
    return "; ".join(decisions) or "no decisions"


def _none_needs(names: Sequence[str]) -> str:
    listed = "; ".join(names)
    return f"{len(names)} needed by no proof{': ' if names else ''}{listed}"


def _warning(line: str) -> Text:
    from rich.text import Text

    return Text.assemble(("vacuous  ", STYLES["vacuous"]), line)


def _scored(what: str, counts: Text) -> Text:
    from rich.text import Text

    return Text(what).append_text(counts)
