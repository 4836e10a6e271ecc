"""The ledger of obligations: what has to be shown, and the one verdict that says whether it was.

What has to be shown is computed from the catalogue, the subjects and the text of the actors, and from no result: every
law for every subject that it speaks of, how a run of each subject may end, and every lemma, under every seed. Each of
these obligations is matched with the verdicts of the proofs. One without a verdict is missing, one with two is counted
twice, and a verdict that nothing asked for is unexpected; none of these is good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from filspec.kit.laws import OF_ONE_NAME, OF_STATES, OF_STEPS, Law, Quantifier
from filspec.kit.records import Record
from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.outcomes import CLAIMS, NEVER_REFUSED, NO_CRASH, NO_OTHER_REFUSAL, WITHIN_BOUNDS
from filspec.symbolic.results import Result
from filspec.symbolic.transition_proof import AFTER_A_STEP, BEFORE_THE_LOOP

Word = Literal[
    "proved", "explored", "left to its loops", "proved, if", "vacuous", "unknown", "failed", "missing", "twice",
    "unexpected",
]  # fmt: skip
"""What is said of an obligation."""

ORDER: tuple[Word, ...] = (
    "proved", "explored", "left to its loops", "proved, if", "vacuous", "unknown", "failed", "unexpected", "twice",
    "missing",
)  # fmt: skip
"""The words from the best to the worst."""

GOOD: tuple[Word, ...] = ("proved", "explored", "left to its loops")
"""The words of obligations that are shown."""

OF_ALL_MESSAGES = (*OF_STATES, *OF_STEPS, Quantifier.MESSAGE)
EVERY_LAW = "every law"
"""The claim of a subject of which nothing at all is known."""

_NEVER_ASSUMED = CLAIMS - {WITHIN_BOUNDS}
"""What no proof rests on."""

NOWHERE = "no subject"
"""The subject of a law of which no subject has to show anything."""


class Entry(Record):
    """An obligation and what became of it.

    Attributes:
        subject: a message, the kind of a loop whose step is meant, or a lemma.
        claim: the law, or how a run ends; of a lemma its name.
        role: of what kind the subject is: a message, a step, a lemma, or what a genesis is made of.
        seed: of the solver.
        word: what is said of it.
        loops: of what is left to its loops, the subjects whose loops show it; of what is proved only if other claims
            hold, these claims.
    """

    subject: str
    claim: str
    role: Literal["message", "step", "lemma", "genesis"]
    seed: int
    word: Word
    loops: tuple[str, ...] = ()


class Asked(Record):
    """What was to be proved.

    Attributes:
        messages: the messages.
        lemmas: the lemmas.
        seeds: how many seeds of the solver.
        everything: whether nothing was left out, so that every law must have a subject.
    """

    messages: tuple[str, ...]
    lemmas: tuple[str, ...]
    seeds: int
    everything: bool


class Grounds(Record):
    """What the expectations rest on.

    Attributes:
        laws: all laws.
        composable: the names of those laws of steps that may be composed.
        promises: transitions that may be refused for no other reasons than these, by name.
        steps: the names of the steps whose loops the text of a message can come to, by message.
    """

    laws: tuple[Law, ...]
    composable: frozenset[str]
    promises: Mapping[str, frozenset[str]]
    steps: Mapping[str, frozenset[str]]


def entries_of(asked: Asked, grounds: Grounds, results: Sequence[Result], lemmas: Sequence[LemmaResult]) -> list[Entry]:
    """The ledger.

    Args:
        asked: what was to be proved.
        grounds: what the expectations rest on.
        results: what came of messages and of steps by themselves, under all seeds.
        lemmas: what came of the lemmas, under all seeds.
    """
    entries = list[Entry]()
    for seed in range(asked.seeds):
        page = _Page(grounds, seed, [result for result in results if result.seed == seed])
        entries += page.of_messages(asked.messages)
        entries += page.of_steps(asked.messages)
        entries += page.of_steps_in_the_text(asked.messages) if asked.everything else []
        entries += _of_lemmas(asked.lemmas, seed, [lemma for lemma in lemmas if lemma.seed == seed])
    return entries + (list(_never_asked(grounds.laws, entries)) if asked.everything else [])


class _Page:
    """The obligations of transitions under one seed."""

    def __init__(self, grounds: Grounds, seed: int, results: Sequence[Result]) -> None:
        self._grounds, self._seed = grounds, seed
        self._count = Counter(result.subject for result in results)
        self._results = {result.subject: result for result in results}

    def of_messages(self, names: Iterable[str]) -> Iterator[Entry]:
        """What messages have to show."""
        for name in names:
            claims = [law.name for law in self._grounds.laws if law.quantifier in OF_ALL_MESSAGES]
            claims += [*self._claims_of(name), *([NEVER_REFUSED] if name in self._grounds.promises else [])]
            yield from self._matched(name, "message", claims)

    def of_steps(self, messages: Iterable[str]) -> Iterator[Entry]:
        """What the steps of the messages' loops have to show by themselves, for each kind of loop."""
        kinds = dict[str, None]()
        for message in messages:
            kinds |= dict.fromkeys(self._kinds_from(message))
        for kind in kinds:
            yield from self._matched(kind, "step", [*self._claims_of_step(kind)])
        for subject in sorted(self._results.keys() - {*messages, *kinds}):
            yield self._entry(subject, EVERY_LAW, "step", "unexpected")

    def of_steps_in_the_text(self, messages: Iterable[str]) -> Iterator[Entry]:
        """The steps that the text of the messages makes in loops, and that no proof has come to."""
        messages = list(messages)
        met = {_step_of(kind) for message in messages for kind in self._kinds_from(message)}
        for step in sorted({step for message in messages for step in self._grounds.steps[message]} - met):
            yield self._entry(step, EVERY_LAW, "step", "missing")

    def _kinds_from(self, message: str) -> list[str]:
        """The kinds of a message's loops, and of the loops in their steps."""
        found, waiting = dict[str, None](), [message]
        while waiting:
            result = self._results.get(waiting.pop(0))
            new = [kind for kind in ([] if result is None else result.loops) if kind not in found]
            found |= dict.fromkeys(new)
            waiting += new
        return list(found)

    def _claims_of_step(self, kind: str) -> Iterator[str]:
        for law in self._grounds.laws:
            is_visit = law.quantifier is Quantifier.VISIT and law.path == _step_of(kind) and _has_rows(kind)
            if law.quantifier in OF_STATES or law.name in self._grounds.composable or is_visit:
                yield law.name
        yield from self._claims_of(_step_of(kind))
        if _step_of(kind) in self._grounds.promises:
            yield NEVER_REFUSED

    def _claims_of(self, name: str) -> Iterator[str]:
        """What is claimed of the transitions of one name: their laws, and how they end."""
        laws = [law for law in self._grounds.laws if law.quantifier in OF_ONE_NAME and law.path == name]
        yield from (law.name for law in laws)
        yield from (NO_CRASH, WITHIN_BOUNDS)
        if any(law.quantifier is Quantifier.REFUSAL for law in laws):
            yield NO_OTHER_REFUSAL

    def _matched(self, subject: str, role: Literal["message", "step"], claims: Sequence[str]) -> Iterator[Entry]:
        result = self._results.get(subject)
        for claim in claims:
            if result is None:
                yield self._entry(subject, claim, role, "missing")
            elif self._count[subject] > 1:
                yield self._entry(subject, claim, role, "twice")
            else:
                word, loops = self._word(result, claim)
                yield self._entry(subject, claim, role, word, loops)
        if result is not None:
            for claim in sorted(result.verdicts.keys() - set(claims)):
                yield self._entry(subject, claim, role, "unexpected")

    def _entry(
        self, subject: str, claim: str, role: Literal["message", "step"], word: Word, loops: tuple[str, ...] = ()
    ) -> Entry:
        return Entry(subject=subject, claim=claim, role=role, seed=self._seed, word=word, loops=loops)

    def _word(self, result: Result, claim: str) -> tuple[Word, tuple[str, ...]]:
        found = self._verdict(result, claim)
        if found is None:
            return "missing", ()
        if found == "proved":
            conditions = self._conditions(result)
            if result.is_vacuous:
                return "vacuous", ()
            return ("proved, if", conditions) if conditions else ("proved", ())
        shown_by = self._loops_that_show(result, claim)
        return ("left to its loops", shown_by) if shown_by else (found, ())

    def _verdict(self, result: Result, claim: str) -> Literal["proved", "failed", "unknown"] | None:
        if claim == NEVER_REFUSED and result.loop:
            allowed = self._grounds.promises[result.message]
            return "proved" if allowed.issuperset(result.reasons) else "failed"
        return result.verdicts.get(claim)

    def _conditions(self, result: Result) -> tuple[str, ...]:
        """The laws, and bounds, that were assumed after a loop of this subject, and are not shown there."""
        open_claims = dict.fromkeys(
            failure.law
            for failure in result.failures
            if failure.place.startswith((BEFORE_THE_LOOP, AFTER_A_STEP)) and failure.law not in _NEVER_ASSUMED
        )
        return tuple(claim for claim in open_claims if not self._loops_that_show(result, claim))

    def _loops_that_show(self, result: Result, claim: str) -> tuple[str, ...]:
        """The subjects whose loops show what this step leaves open; none, if one of them does not."""
        if not result.loop or claim in self._visits_of(result.message):
            return ()
        users = [user for user in self._results.values() if result.loop in user.loops]
        shown = all(
            user.turns[result.loop].get(claim) == "proved"
            or (claim in user.turns[result.loop] and bool(self._loops_that_show(user, claim)))
            for user in users
        )
        return tuple(user.subject for user in users) if shown else ()

    def _visits_of(self, step: str) -> set[str]:
        return {law.name for law in self._grounds.laws if law.quantifier is Quantifier.VISIT and law.path == step}


def _of_lemmas(names: Iterable[str], seed: int, found: Sequence[LemmaResult]) -> Iterator[Entry]:
    count, words = Counter(lemma.name for lemma in found), {lemma.name: lemma.word for lemma in found}
    for name in dict.fromkeys([*names, *words]):
        word: Word = words.get(name, "missing")
        if name not in names:
            word = "unexpected"
        elif count[name] > 1:
            word = "twice"
        yield Entry(subject=name, claim=name, role="lemma", seed=seed, word=word)


def _never_asked(laws: Iterable[Law], entries: Iterable[Entry]) -> Iterator[Entry]:
    """The laws of which no subject has to show anything."""
    asked = {entry.claim for entry in entries}
    for law in laws:
        if law.name not in asked:
            yield Entry(subject=NOWHERE, claim=law.name, role="message", seed=0, word="missing")


def _step_of(kind: str) -> str:
    return kind.partition(" of ")[0]


def _has_rows(kind: str) -> bool:
    return not kind.partition(" of ")[2].startswith("a list,")
