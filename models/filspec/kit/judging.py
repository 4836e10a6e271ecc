"""Judging: how a law about messages is put to one of them, in a run and in a proof alike."""

from __future__ import annotations

from typing import cast

from filspec.kit.frames import Changes, confined
from filspec.kit.laws import ACCEPTED, ANSWER, OF_MESSAGES, Law, Quantifier
from filspec.kit.runner import Sent


def speaks_of(law: Law, sent: Sent) -> bool:
    """Whether a law about messages says something of this one."""
    if law.quantifier is Quantifier.MESSAGE:
        return True
    if law.path != sent.transition.name:
        return False
    if law.quantifier is Quantifier.REFUSAL:
        return sent.receipt.accepted or sent.receipt.reason is law.reason
    return sent.receipt.accepted and law.quantifier in (Quantifier.POSTCONDITION, Quantifier.FRAME)


def is_kept(law: Law, before: object, after: object, sent: Sent) -> bool:
    """Whether a message that the law speaks of keeps it."""
    if law.quantifier is Quantifier.MESSAGE:
        return cast(bool, law.holds(before, after, sent))
    given = given_to(law, sent)
    if law.quantifier is Quantifier.REFUSAL:
        condition = cast(bool, law.holds(before, *given))
        return not condition if sent.receipt.accepted else condition
    if law.quantifier is Quantifier.FRAME:
        return confined(before, after, cast(Changes, law.holds(before, *given)))
    return cast(bool, law.holds(before, after, *given))


def is_kept_in(law: Law, case: tuple[object, ...]) -> bool:
    """Whether a law holds in a case: of worlds and keys, or (worlds before and after, what was sent)."""
    if law.quantifier not in OF_MESSAGES:
        return cast(bool, law.holds(*case))
    before, after, sent = case
    return is_kept(law, before, after, cast(Sent, sent))


def given_to(law: Law, sent: Sent) -> tuple[object, ...]:
    """What a law asks for by name: arguments of the message, its answer, and whether it was accepted."""
    if not law.takes:
        return ()
    named: dict[str, object] = dict(zip(sent.transition.parameters, sent.arguments, strict=False))
    named[ANSWER], named[ACCEPTED] = sent.receipt.answer, sent.receipt.accepted
    return tuple([named[name] for name in law.takes])
