"""Words: the functions of the kit and of Python that may be called, and how a call of each is checked.

To allow one more, enter the function itself with one of the checks below, or with a check of its own: a function that
refuses wrong arguments and finds the type of the answer.
"""

from __future__ import annotations

import ast
from enum import Enum

from filspec.kit.calls import Calls, Word
from filspec.kit.loops import attempt, for_each, for_each_in, for_each_under
from filspec.kit.requirement import require
from filspec.kit.signatures import check_argument, check_arguments
from filspec.kit.sums import total, total_by
from filspec.kit.value_types import NOTHING, UNKNOWN, Fixed, Listed, Rows, Sums, Type, fits, is_world, name_of


def _parts(reader: Calls, node: ast.Call, *names: str) -> list[ast.expr] | None:
    """The first arguments of a word, which are given by their places; None if they are not."""
    if len(node.args) < len(names):
        reader.refuse(node, f"{ast.unparse(node.func)} without all of {', '.join(names)}", "give them by their places")
        reader.skipped(node)
        return None
    return node.args[: len(names)]


def _only(reader: Calls, node: ast.Call, *names: str) -> list[ast.expr] | None:
    """The arguments of a word that takes no others."""
    parts = _parts(reader, node, *names)
    if parts is not None and (len(node.args) > len(names) or node.keywords):
        reader.refuse(node, f"more arguments for {ast.unparse(node.func)}", f"it has {', '.join(names)}")
    return parts


def _rest(reader: Calls, node: ast.Call, used: int, step: ast.expr, given: tuple[Type, ...]) -> None:
    """What a step is given: the world, what the loop gives it, and the arguments that follow."""
    signature = reader.step(step)
    world = node.args[used]
    if signature is None:
        reader.skipped(node)
        return
    name, parameters = ast.unparse(step), signature.parameters
    if not parameters or not is_world(parameters[0][1]):
        reader.refuse(step, f"{name} as a step, which is given no world", "let its first parameter be w")
        return
    check_argument(reader, world, parameters[0][1], f"the world of {name}")
    found = [declared for _, declared in parameters[1 : 1 + len(given)]]
    if len(found) < len(given) or not all(map(fits, given, found)):
        wanted = ", ".join(map(name_of, given))
        reader.refuse(step, f"{name} as a step of this loop", f"let it be given w, then {wanted}")
        return
    rest = ast.copy_location(ast.Call(step, node.args[used + 1 :], node.keywords), node)
    check_arguments(reader, rest, parameters[1 + len(given) :])


def _require(reader: Calls, node: ast.Call) -> Type:
    parts = _only(reader, node, "the condition", "the reason")
    if parts is not None:
        reader.expect(parts[0], bool, "the condition")
        reason = parts[1]
        reader.of(reason)
        owner = reason.value if isinstance(reason, ast.Attribute) else None
        cls = reader.bound(owner) if isinstance(owner, ast.Name) and owner.id not in reader.local_names else None
        if not (isinstance(cls, type) and issubclass(cls, Enum)):
            reader.refuse(reason, f"{ast.unparse(reason)} as a reason", "name a member of the reasons: Reason.X")
    return NOTHING


def _for_each(reader: Calls, node: ast.Call) -> Type:
    parts = _parts(reader, node, "the table", "the step", "w")
    if parts is not None:
        rows = reader.of(parts[0])
        if isinstance(rows, Rows):
            _rest(reader, node, 2, parts[1], (rows.key,))
        elif rows is not UNKNOWN:
            reader.refuse(node, f"for_each over {name_of(rows)}", "it goes through tables; for_each_in through lists")
    return NOTHING


def _for_each_under(reader: Calls, node: ast.Call) -> Type:
    parts = _parts(reader, node, "the table", "the group", "the step", "w")
    if parts is not None:
        rows = reader.of(parts[0])
        if isinstance(rows, Rows) and rows.is_paired and isinstance(rows.key, Fixed):
            reader.expect(parts[1], rows.key.parts[0], "the group")
            _rest(reader, node, 3, parts[2], (rows.key,))
        elif rows is not UNKNOWN:
            reader.refuse(node, f"for_each_under over {name_of(rows)}", "only a PairTable has groups")
    return NOTHING


def _for_each_in(reader: Calls, node: ast.Call) -> Type:
    parts = _parts(reader, node, "the list", "the step", "w")
    if parts is not None:
        listed = reader.of(parts[0])
        items = set(listed.parts) if isinstance(listed, Fixed) else {listed.item} if isinstance(listed, Listed) else ()
        if len(items) <= 1 and isinstance(listed, Fixed | Listed):
            _rest(reader, node, 2, parts[1], tuple(items) or (UNKNOWN,))
        elif listed is not UNKNOWN:
            instead = "it goes through a tuple of one type; for_each through tables"
            reader.refuse(node, f"for_each_in over {name_of(listed)}", instead)
    return NOTHING


def _attempt(reader: Calls, node: ast.Call) -> Type:
    parts = _parts(reader, node, "the step", "w")
    if parts is not None:
        _rest(reader, node, 1, parts[0], ())
    return bool


def _total(reader: Calls, node: ast.Call) -> Type:
    parts = _only(reader, node, "the table", "the summand")
    if parts is not None:
        rows = reader.of(parts[0])
        if isinstance(rows, Rows):
            amount = reader.summand(parts[1], rows)
            if not fits(amount, int):
                reader.refuse(node, f"a sum of {name_of(amount)}", "let the summand return a number")
        elif rows is not UNKNOWN:
            reader.refuse(node, f"total over {name_of(rows)}", "it adds up the rows of a table")
    return int


def _total_by(reader: Calls, node: ast.Call) -> Type:
    parts = _only(reader, node, "the table", "the summand")
    rows = UNKNOWN if parts is None else reader.of(parts[0])
    if parts is None or not isinstance(rows, Rows):
        if rows is not UNKNOWN:
            reader.refuse(node, f"total_by over {name_of(rows)}", "it adds up the rows of a table")
        return UNKNOWN
    shares = reader.summand(parts[1], rows)
    pairs = shares.parts if isinstance(shares, Fixed) else (shares.item,) if isinstance(shares, Listed) else ()
    groups = {pair.parts[0] for pair in pairs if isinstance(pair, Fixed) and pair.parts[1:] == (int,)}
    if shares is not UNKNOWN and (len(groups) != 1 or not all(isinstance(pair, Fixed) for pair in pairs)):
        return reader.refuse(node, f"sums of {name_of(shares)}", "let the summand return pairs of a group and a number")
    return Sums(groups.pop()) if groups else UNKNOWN


def _size(reader: Calls, node: ast.Call) -> Type:
    _only(reader, node, "the number")
    return _numbers(reader, node)


def _greatest(reader: Calls, node: ast.Call) -> Type:
    if len(node.args) < 2 or node.keywords:
        reader.refuse(node, ast.unparse(node), "give it two numbers or more, by their places")
    return _numbers(reader, node)


def _numbers(reader: Calls, node: ast.Call) -> Type:
    for part in node.args:
        reader.expect(part, int, f"a number of {ast.unparse(node.func)}")
    return int


READING_WORDS: dict[object, Word] = {
    abs: _size,
    max: _greatest,
    min: _greatest,
    total: _total,
    total_by: _total_by,
}
"""What transitions and laws may call."""

TRANSITION_WORDS: dict[object, Word] = READING_WORDS | {
    require: _require,
    for_each: _for_each,
    for_each_under: _for_each_under,
    for_each_in: _for_each_in,
    attempt: _attempt,
}
"""What transitions may call besides registered functions."""
