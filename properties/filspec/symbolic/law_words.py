"""What only laws may say: of a message and its receipt, of the names of messages, and of two worlds.

To allow laws one more function of the kit, enter it in ``LAW_WORDS`` with a function that checks a call of it and finds
the type of its answer. ``compares_worlds`` is the check of a function that is given two worlds and paths of leaves.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import cast

from filspec.kit.calls import Calls, Word
from filspec.kit.frames import Changes, changes_only, unchanged
from filspec.kit.runner import Sent
from filspec.kit.signatures import declared_by_the_kit
from filspec.kit.transitions import transition_of
from filspec.kit.value_types import UNKNOWN, Fixed, NoType, Type, declared_type, is_enum, is_record, is_world, name_of
from filspec.kit.words import READING_WORDS
from filspec.kit.worlds import shape_of


class OfLaws:
    """A type that only laws have.

    Args:
        words: it in words.
        fields: what may be read of it.
    """

    def __init__(self, words: str, **fields: Type) -> None:
        self.__name__, self.fields = words, fields


NAME = OfLaws("the name of a message")
PASSED = OfLaws("an argument or an answer of any type")
ARGUMENTS = OfLaws("the arguments of a message")
CHANGES = OfLaws("what may change")
DECLARED = OfLaws("a registered transition", name=NAME)
RECEIPT = OfLaws("a receipt", accepted=bool, answer=PASSED)
SENT = OfLaws("a message with its receipt", transition=DECLARED, receipt=RECEIPT, arguments=ARGUMENTS)

_OF_LAWS = ((Sent, SENT), (str, NAME), (Changes, CHANGES))


def declared_in_law(declared: object) -> Type:
    """The type that an annotation of a law stands for.

    Raises:
        NoType: it is none of the subset.
    """
    found = next((typed for known, typed in _OF_LAWS if declared == known), None)
    return declared_type(declared) if found is None else found


def compares_worlds(reader: Calls, node: ast.Call) -> Type:
    """A question about two worlds and some of their leaves, which are written out."""
    if len(node.args) < 2 or node.keywords:
        return reader.refuse(node, f"{ast.unparse(node.func)} without two worlds", "give it two worlds, then leaves")
    worlds = [reader.of(part) for part in node.args[:2]]
    for part, world in zip(node.args[:2], worlds, strict=True):
        if not is_world(world) or not isinstance(part, ast.Name):
            return reader.refuse(part, f"{ast.unparse(part)} as a world", "name a world that the law was given")
    paths = shape_of(worlds[0]).paths if is_world(worlds[0]) else ()
    for part in node.args[2:]:
        if not isinstance(part, ast.Constant) or part.value not in paths:
            reader.refuse(part, f"{ast.unparse(part)} as a leaf", f"write out one of {', '.join(paths)}")
    return bool


def _name_of_transition(reader: Calls, node: ast.Call) -> Type:
    named = node.args[0] if len(node.args) == 1 and not node.keywords else node
    if not isinstance(named, ast.Name) or declared_by_the_kit(reader.bound(named)) is None:
        reader.refuse(node, ast.unparse(node), "name one registered transition: transition_of(message).name")
    return DECLARED


def _cast(reader: Calls, node: ast.Call) -> Type:
    if len(node.args) != 2 or node.keywords:
        return reader.refuse(node, ast.unparse(node), "write cast(type, value)")
    found, passed = _written_type(reader, node.args[0]), reader.of(node.args[1])
    if not _is_plain(found):
        return reader.refuse(
            node, f"a cast to {name_of(found)}", "cast to values: numbers, truth values, members, records and tuples"
        )
    if passed not in (PASSED, ARGUMENTS, UNKNOWN):
        return reader.refuse(node, f"a cast of {name_of(passed)}", "leave it as it is: its type is known")
    return found


def _written_type(reader: Calls, node: ast.expr) -> Type:
    """The type that an expression of names and brackets stands for."""
    parts = list(ast.walk(node))
    names = [part for part in parts if isinstance(part, ast.Name)]
    if not all(isinstance(part, ast.Name | ast.Subscript | ast.Tuple | ast.expr_context) for part in parts):
        return NAME
    bound = {name.id: reader.bound(name) for name in names}
    code = compile(ast.Expression(node), "<type>", "eval")
    try:
        return declared_type(eval(code, {"__builtins__": {}}, bound))  # noqa: S307 (names and brackets only)
    except (NoType, TypeError):
        return NAME


def _is_plain(found: Type) -> bool:
    """Whether this is a type of values that a message is given or answers."""
    is_one = found in (int, bool) or is_enum(found) or is_record(found)
    return is_one or (isinstance(found, Fixed) and all(map(_is_plain, found.parts)))


LAW_WORDS: Mapping[object, Word] = READING_WORDS | {
    transition_of: _name_of_transition,
    cast: _cast,
    unchanged: compares_worlds,
    changes_only: compares_worlds,
}
"""What laws may call besides registered functions that read, and functions that are read themselves."""
