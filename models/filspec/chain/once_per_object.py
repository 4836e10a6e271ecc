"""Answers remembered for the very object asked about.

Worlds, blocks and messages never change, and several nodes of one process ask the same about the same objects: what is
its identity, what is the root of this table. Remembering by equality would hash the whole object on every question;
remembering by identity costs one look into a dictionary. The object is kept together with its answer, so its identity
cannot pass to another object meanwhile; the oldest answer goes when there are too many.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Subject = TypeVar("Subject")
Answer = TypeVar("Answer")


def once_per_object(capacity: int) -> Callable[[Callable[[Subject], Answer]], Callable[[Subject], Answer]]:
    """Declare a pure function of one immutable object whose last ``capacity`` answers are remembered."""

    def declare(function: Callable[[Subject], Answer]) -> Callable[[Subject], Answer]:
        answers: dict[int, tuple[Subject, Answer]] = {}

        @wraps(function)
        def asked(subject: Subject) -> Answer:
            found = answers.get(id(subject))
            if found is not None:
                return found[1]
            answer = function(subject)
            if len(answers) >= capacity:
                del answers[next(iter(answers))]
            answers[id(subject)] = (subject, answer)
            return answer

        return asked

    return declare
