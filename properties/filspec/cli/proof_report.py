"""What proofs came to: tables and sentences for people, one object for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filspec.cli.console import console
from filspec.cli.proof_failures import Told, failure_object, print_failures
from filspec.cli.proof_run import Proofs
from filspec.cli.proof_tables import (
    cores_of,
    differences,
    laws_of,
    lemma_table,
    matrix,
    slowest,
    unneeded_guards,
    unneeded_laws,
)
from filspec.cli.proof_words import STYLES, counted, word_of

if TYPE_CHECKING:
    from rich.text import Text

    from filspec.kit.laws import Law
    from filspec.symbolic.results import Result


@dataclass(frozen=True)
class Report:
    """Proofs that are made.

    Attributes:
        proofs: what came of them.
        laws: all laws.
        failures: what was not proved.
        one_by_one: whether each message is told of for itself.
        law_by_law: whether only some laws are told of, and then all of these.
    """

    proofs: Proofs
    laws: Sequence[Law]
    failures: Sequence[Told]
    one_by_one: bool
    law_by_law: bool

    @property
    def everything(self) -> bool:
        """Whether nothing was left out, so that it can be told what no proof needs."""
        return not self.one_by_one and not self.law_by_law

    def as_object(self) -> dict[str, object]:
        """All of it, for programs."""
        from msgspec import to_builtins

        proofs, results = self.proofs, [result for found in self.proofs.results.values() for result in found]
        found: dict[str, object] = {
            "results": to_builtins(results),
            "steps": to_builtins(proofs.steps),
            "lemmas": to_builtins(proofs.lemmas),
            "failures": list(map(failure_object, self.failures)),
        }
        if self.everything:
            found["unneeded_guards"] = unneeded_guards(self._first())
            found["unneeded_laws"] = unneeded_laws(self._first(), self.laws)
        return found

    def print_tables(self) -> None:
        """All of it, for people."""
        screen = console()
        for place, shown in enumerate(self._tables(screen.width)):
            if place:
                screen.print()
            screen.print(shown)
        print_failures(self.failures, {law.name: law for law in self.laws})
        screen.print()
        for line in self._lines():
            screen.print(line, soft_wrap=True)

    def _tables(self, width: int) -> Iterator[object]:
        proofs, named = self.proofs, {law.name: law for law in self.laws}
        if self.one_by_one:
            for name, results in proofs.results.items():
                yield laws_of(name, results, named, self.law_by_law)
                yield cores_of(results[0], named)
        elif proofs.results:
            yield matrix(list(proofs.results), proofs.results, self.laws, width)
        if proofs.steps:
            steps = {step.message: [step] for step in proofs.steps}
            yield matrix([*steps], steps, self.laws, width, corner="step of a loop, by itself")
        if proofs.lemmas and not self.everything:
            yield lemma_table(proofs.lemmas)

    def _first(self) -> list[Result]:
        """What was proved under the first seed."""
        return [*(results[0] for results in self.proofs.results.values()), *self.proofs.steps]

    def _lines(self) -> Iterator[object]:
        """What there is to say besides the tables."""
        proofs, first = self.proofs, self._first()
        yield from map(_warning, dict.fromkeys(self._vacuous()))
        yield from differences(proofs.results)
        for message, found in slowest(first):
            claims = "1 claim" if len(found.laws) == 1 else f"{len(found.laws)} claims"
            yield f"slow     {message}, {found.place}: {found.resources:,} units for {claims}"
        if self.everything:
            yield f"guards   {_none_needs(unneeded_guards(first))}"
            yield f"laws     {_none_needs(unneeded_laws(first, self.laws))}"
        if proofs.damaged:
            yield f"cache    {proofs.damaged} stored results were not what was written, and were proved again"
        words = [word_of(found, law) for found in proofs.results.values() for law in found[0].verdicts]
        if words:
            yield _scored(f"messages {len(proofs.results)}, with their laws: ", counted(words, spelt=True))
        if proofs.lemmas:
            lemmas = counted((lemma.word for lemma in proofs.lemmas), spelt=True)
            yield _scored(f"lemmas   {len(proofs.lemmas)}: ", lemmas)
        yield self._cost()

    def _vacuous(self) -> Iterator[str]:
        from filspec.symbolic.results import ACCEPTED

        for name, (first, *_) in self.proofs.results.items():
            never = ACCEPTED not in first.paths
            if never:
                yield f"{name} is accepted on no path"
            for place in first.unwitnessed:
                if not (never and place == name):
                    yield f"{name}: no run of the model goes an accepted path of {place}"

    def _cost(self) -> str:
        results = [*(result for found in self.proofs.results.values() for result in found), *self.proofs.steps]
        seconds = sum(result.seconds for result in results) + sum(lemma.seconds for lemma in self.proofs.lemmas)
        units = sum(result.resources for result in results) + sum(lemma.resources for lemma in self.proofs.lemmas)
        fresh = self.proofs.fresh
        made = "1 proof was" if fresh == 1 else f"{fresh or 'no'} proofs were"
        return f"cost     {seconds:.1f} s, {units:,} units; {made} made now"


def _none_needs(names: Sequence[str]) -> str:
    listed = "; ".join(names)
    return f"{len(names)} needed by no proof{': ' if names else ''}{listed}"


def _warning(line: str) -> Text:
    from rich.text import Text

    return Text.assemble(("vacuous  ", STYLES["vacuous"]), line)


def _scored(what: str, counts: Text) -> Text:
    from rich.text import Text

    return Text(what).append_text(counts)
