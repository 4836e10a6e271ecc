"""How a frame is read: it names leaves of the world, and rows by keys of their tables.

A frame returns a display of paths with what may change at each, or a constant of these. What may change is written
where its path is, so every key is compared with the table that it stands for.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from filspec.kit import frames
from filspec.kit.calls import Calls
from filspec.kit.value_types import Fixed, NoType, Rows, Type, declared_type, fits, name_of, type_of_constant
from filspec.kit.worlds import shape_of, type_at
from filspec.symbolic.law_words import CHANGES

_ALLOWED = "write rows(key, ...), rows_under(group, ...) or ANYTHING"


def read_display(reader: Calls, node: ast.Dict, world: type | None) -> Type:
    """A display of what may change; ``**`` adds what another frame names."""
    for path, allowed in zip(node.keys, node.values, strict=True):
        if path is None:
            reader.expect(allowed, CHANGES, "more that may change")
        elif not isinstance(path, ast.Constant) or not isinstance(path.value, str):
            reader.refuse(path, f"{ast.unparse(path)} as a path", "write out the path of a leaf")
        else:
            _entry(reader, path.value, allowed, world)
    return CHANGES


def read_constant(value: object, world: type | None) -> Type:
    """The type of a constant that says what may change.

    Raises:
        NoType: it names no leaf of the world, or anything but whole leaves.
    """
    if not isinstance(value, Mapping) or not all(isinstance(allowed, frames.Rows) for allowed in value.values()):
        return type_of_constant(value)
    for path, allowed in value.items():
        if world is not None and path not in shape_of(world).paths:
            raise NoType(f"{path!r}, which is no leaf", f"write one of {', '.join(shape_of(world).paths)}")
        if allowed != frames.ANYTHING:
            raise NoType(f"a constant with single rows of {path}", "name rows where the frame is returned")
    return CHANGES


def _entry(reader: Calls, path: str, allowed: ast.expr, world: type | None) -> None:
    """One leaf, with what may change of it."""
    paths = shape_of(world).paths if world is not None else (path,)
    if path not in paths:
        reader.refuse(allowed, f"{path!r}, which is no leaf", f"write one of {', '.join(paths)}")
    if isinstance(allowed, ast.Name) and allowed.id not in reader.local_names:
        if reader.bound(allowed) is not frames.ANYTHING:
            reader.refuse(allowed, f"{allowed.id} as what may change", _ALLOWED)
        return
    called = _called(reader, allowed)
    if not isinstance(allowed, ast.Call) or allowed.keywords or called not in (frames.rows, frames.rows_under):
        reader.refuse(allowed, f"{ast.unparse(allowed)} as what may change", _ALLOWED)
        return
    table = declared_type(type_at(world, path)) if world is not None and path in shape_of(world).tables else None
    if world is not None and path in paths and table is None:
        reader.refuse(allowed, f"rows of {path}, which is no table", "write ANYTHING")
    wanted = _key_of(table, called is frames.rows_under)
    if wanted is None and isinstance(table, Rows):
        reader.refuse(allowed, f"groups of {path}", "only a PairTable has groups; write rows(key, ...)")
    for key in allowed.args:
        given = reader.of(key)
        if wanted is not None and not fits(given, wanted):
            reader.refuse(key, f"{name_of(given)} as a key of {path}", f"it has to be {name_of(wanted)}")


def _called(reader: Calls, node: ast.expr) -> object:
    is_named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in reader.local_names
    return reader.bound(node.func) if is_named else None  # type: ignore[attr-defined]


def _key_of(table: Type, is_group: bool) -> Type | None:
    """The type of a key of the table, or of a group; None if it has none."""
    if not isinstance(table, Rows):
        return None
    if not is_group:
        return table.key
    return table.key.parts[0] if table.is_paired and isinstance(table.key, Fixed) else None
