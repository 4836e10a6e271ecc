"""Explained survivors: mutations that nobody can notice, or need not, each with a reason that a reader can check."""

from __future__ import annotations

from typing import Literal

from filspec.kit.records import Record


class Explained(Record):
    """A mutation that is known to survive.

    Attributes:
        mutant: its name.
        diff: what it changes, in one line: if the text moves on, the name may belong to another mutation.
        kind: equivalent, if no run of a lawful world differs; redundant, if what is changed only says again what
            another place says.
        reason: why, in a sentence.
    """

    mutant: str
    diff: str
    kind: Literal["equivalent", "redundant"]
    reason: str


EXPLAINED: tuple[Explained, ...] = ()
"""All survivors that are explained."""
