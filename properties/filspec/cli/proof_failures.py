"""Failed proofs, told: where, how it happens, and whether it can happen from genesis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from filspec.cli.console import console
from filspec.cli.found import found_object, story_table
from filspec.cli.progress import Listener, phases
from filspec.cli.proof_sentences import subject_in_words
from filspec.cli.proof_words import STYLES

if TYPE_CHECKING:
    from filspec.cli.proof_run import Proofs
    from filspec.kit.laws import Law
    from filspec.symbolic.reach.search import NotReached, Reached
    from filspec.symbolic.results import Failure

MOST_SEARCHES = 3
"""For how many failed laws a story from genesis is looked for; about half a minute each."""


class Told(NamedTuple):
    """A failure, and what came of the search for a story that leads to it.

    Attributes:
        message: the message that fails.
        failure: the law that is not proved, and where.
        found: the story, or that none was found; None if none was looked for.
        words: what came of the search, in one sentence; empty if there was none.
        subject: the message, or the kind of loop whose step it is.
        also: further places where the law is not proved.
    """

    message: str
    failure: Failure
    found: Reached | NotReached | None = None
    words: str = ""
    subject: str = ""
    also: tuple[str, ...] = ()

    @property
    def places(self) -> str:
        """Where the law is not proved."""
        return ", and ".join([self.failure.place, *self.also])


def told(proofs: Proofs, no_reach: bool, quiet: bool) -> list[Told]:
    """The failures of all messages, each law once, and with a story from genesis if one is found.

    Of the steps of loops those are told that no loop makes good.
    """
    from filspec.symbolic.ledger import GOOD

    open_claims = {(entry.subject, entry.claim, entry.seed) for entry in proofs.entries if entry.word not in GOOD}
    failures = [
        Told(result.message, failure, subject=result.subject)
        for result in proofs.transitions
        for failure in result.failures
        if not result.loop or (result.subject, failure.law, result.seed) in open_claims
    ]
    failures.sort(key=lambda one: not one.failure.confirmed)
    failures = _once(failures)
    sought = [place for place, one in enumerate(failures) if one.message in proofs.results]
    with phases(quiet) as listener:
        for place in [] if no_reach else sought[:MOST_SEARCHES]:
            failures[place] = _sought(failures[place], listener)
    return failures


def _once(failures: Sequence[Told]) -> list[Told]:
    """Each law of a subject once, in its first failure, with the other places where it fails, under whatever seed."""
    found: dict[tuple[str, str], list[Told]] = {}
    for one in failures:
        found.setdefault((one.subject, one.failure.law), []).append(one)
    return [
        first._replace(also=tuple(dict.fromkeys(one.failure.place for one in same if one.failure.place != place)))
        for first, *same in found.values()
        for place in [first.failure.place]
    ]


def _sought(one: Told, listener: Listener) -> Told:
    from filspec.symbolic.contexts import fresh_context
    from filspec.symbolic.reach.extension import MOST_MESSAGES, failure, reachable
    from filspec.symbolic.reach.search import Reached
    from filspec.symbolic.reach.steps import BadStory, call
    from filspec.symbolic.subjects import PROMISES
    from filspec.symbolic.values import OutsideTheSubset

    allowed = next((promise.reasons for promise in PROMISES if promise.transition == one.message), frozenset())
    try:
        phase = f"search for {one.failure.law}"
        with fresh_context():
            goal = failure(one.failure.law, allowed)
            found = reachable(call(one.message), goal, progress=lambda count: listener(phase, count, MOST_MESSAGES))
    except (BadStory, OutsideTheSubset) as problem:
        return one._replace(words=f"no story from genesis was looked for: {problem}")
    if isinstance(found, Reached):
        count = len(found.told.steps)
        words = f"reachable in {count} message{'' if count == 1 else 's'} from genesis"
    elif found.exhausted:
        words = f"not reached in {MOST_MESSAGES} messages from genesis: strengthen the law, or accept the stronger rule"
    else:
        words = (
            "not reached from genesis within the budget of the search: strengthen the law, or accept the stronger rule"
        )
    return one._replace(found=found, words=words)


def print_failures(failures: Sequence[Told], laws: dict[str, Law]) -> None:
    """Print each failure with its stories."""
    from rich.text import Text

    screen = console()
    for one in failures:
        message, failure, found, words = one.message, one.failure, one.found, one.words
        law = laws.get(failure.law)
        certainty = "confirmed by a run of the model" if failure.confirmed else "not confirmed by a run of the model"
        head = Text(f"\n{message}: {failure.law} ")
        head.append(failure.word, style=STYLES[failure.word]).append(f", {one.places}; {certainty}")
        screen.print(head, soft_wrap=True)
        if law is not None and not failure.story:
            screen.print(f"  law     {law.sentence}", soft_wrap=True)
        for line in failure.story or (f"no counterexample: {failure.why_not}",):
            screen.print(f"  {line}", soft_wrap=True)
        if words:
            screen.print(
                Text(f"  {words}", style=STYLES["failed" if _is_reached(found) else "bounded"]), soft_wrap=True
            )
        table = None if found is None else story_table(found)
        if table is not None:
            screen.print(table)


def failure_object(one: Told) -> dict[str, object]:
    """A failure for programs."""
    from msgspec import to_builtins

    search = None if one.found is None else found_object(one.found, one.words)
    certainty = "confirmed by a run of the model" if one.failure.confirmed else f"not confirmed: {one.failure.why_not}"
    what = "does not show" if one.failure.word == "unknown" else "breaks"
    subject = one.subject or one.message
    named = subject_in_words(subject, "step" if " of " in subject else "message")
    sentence = f"{named} {what} {one.failure.law} ({one.failure.word}, {one.places}; {certainty})"
    return {
        "message": one.message,
        "subject": subject,
        "laws": [one.failure.law],
        **to_builtins(one.failure),
        "places": [one.failure.place, *one.also],
        "words": one.words,
        "search": search,
        "sentence": sentence,
    }


def _is_reached(found: Reached | NotReached | None) -> bool:
    from filspec.symbolic.reach.search import Reached

    return isinstance(found, Reached)
