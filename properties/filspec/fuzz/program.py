"""Programs: the modules and laws of one case, from its seed."""

from __future__ import annotations

import re
from typing import NamedTuple

from filspec.fuzz.dice import Dice
from filspec.fuzz.expressions import Scope
from filspec.fuzz.fields import Fields, fields
from filspec.fuzz.laws import Laws, LawText
from filspec.fuzz.statements import Statements
from filspec.fuzz.steps import Steps
from filspec.fuzz.words import TYPES, Words, summands_of_laws, words

HEAD = '''"""A generated module."""

from __future__ import annotations

from filspec.fuzz.prelude import NO_PART, NO_ROW, Colour, Part, Reason, Row, Whole
from filspec.kit.loops import attempt, for_each, for_each_in, for_each_under
from filspec.kit.oracles import oracle, unanswered
from filspec.kit.requirement import require
from filspec.kit.sums import total, total_by
from filspec.kit.tables import PairTable, Table
from filspec.kit.transitions import internal, message, pure
from filspec.kit.worlds import actor
'''
HEAD_OF_LAWS = '''"""Generated laws."""

from __future__ import annotations

from filspec.kit.frames import ANYTHING, Changes, changes_only, rows, rows_under, unchanged
from filspec.kit.laws import (
    frame, law, law_for_each, law_for_every_key, message_law, postcondition, step_law, step_law_for_each, visit_law,
)
from filspec.kit.runner import Sent
from fuzzed import *
'''
FLAGS = "from filspec.fuzz.flags import BOTH, Right\n"
"""The flags, which the linter refuses, for programs that have a field of them."""

ARGUMENTS = (
    ("a", "int"), ("b", "int"), ("c", "bool"), ("colour", "colour"), ("part", "part"), ("row", "row"), ("many", "many"),
)  # fmt: skip


class Program(NamedTuple):
    """One case.

    Attributes:
        modules: name and text of each module, in the order in which they are loaded; the last holds the message.
        law_head: what stands before the laws in their module.
        laws: the laws.
        bounded: the number that is a parameter, which is never negative; empty for none.
    """

    modules: tuple[tuple[str, str], ...]
    law_head: str
    laws: tuple[LawText, ...]
    bounded: str

    def law_text(self) -> str:
        """The module of the laws."""
        return self.law_head + "".join(law.text for law in self.laws)

    def text(self) -> str:
        """All that a reader needs to see the case."""
        modules = "".join(f"# {name}.py\n{text}\n" for name, text in self.modules)
        repairs = "".join(f"# {law.name} is kept by: {law.repair!r}\n" for law in self.laws if law.repair)
        return f"{modules}# fuzzed_laws.py\n{self.law_text()}\n{repairs}"


def program(seed: str) -> Program:
    """The program of a seed."""
    dice = Dice(seed)
    layout = fields(dice)
    spoken = words(dice, layout)
    mistakes = 0.1 if dice.chance(0.06) else 0.0
    right = (("right", "right"),) if layout.of_kind("right") else ()
    arguments = (*ARGUMENTS, *right)
    local: dict[str, tuple[str, ...]] = {"key": ("a", "b")}
    for name, kind in arguments:
        local[kind] = (*local.get(kind, ()), name)
    scope = Scope("w", layout, spoken, local, mistakes)
    steps = Steps(dice, mistakes)
    body = Statements(dice, scope, steps, 0)
    lines = body.block(dice.between(1, 4))
    if dice.chance(0.3):
        lines.insert(0, f"require({dice.one('a >= 0 and b >= 0', 'a > 0 and b > 0', 'a != b', 'a >= b')}, Reason.NO)")
    if dice.chance(0.3):
        lines.append(f"require({body.write.truth()}, Reason.NO)")
    given = ", ".join(f"{name}: {TYPES[kind]}" for name, kind in arguments)
    head = f'\n\n@message("Trap")\ndef trap(w: World, {given}) -> None:\n    """A message."""\n'
    message = "".join(steps.texts) + head + "".join(f"    {line}\n" for line in lines)
    law_words, summands = summands_of_laws(dice, layout)
    in_laws = scope._replace(words=spoken._replace(summands=(*spoken.summands, *summands)), mistakes=0.0)
    laws = Laws(dice, in_laws, arguments).write(dice.between(1, 4), 6, steps.visits)
    modules = _modules(dice, layout, spoken, message)
    return Program(modules, HEAD_OF_LAWS + law_words, tuple(laws), layout.bounded)


def _modules(dice: Dice, layout: Fields, spoken: Words, message: str) -> tuple[tuple[str, str], ...]:
    """The modules: one, or one that imports what it needs from another, by chance under another name."""
    head = HEAD + (FLAGS if layout.of_kind("right") else "")
    base = head + layout.text() + spoken.text
    summands = [summand.name for summand in spoken.summands]
    if dice.chance(0.75):
        return (("fuzzed", base + message),)
    defined = re.findall(r"^(?:class|def) (\w+)", base, re.MULTILINE)
    head += f"from fuzzed_words import {', '.join(dict.fromkeys(defined))}\n"
    for name in summands:
        if name in message and dice.chance(0.5):
            head += f"from fuzzed_words import {name} as again_{name}\n"
            message = message.replace(f", {name})", f", again_{name})")
    return ("fuzzed_words", base), ("fuzzed", head + message)
