"""The keys at which a law of every key is judged: all that occur anywhere in a world, and one that does not.

A law of every key speaks also of keys that have no row. A world that breaks it at such a key is not lawful, and nothing
that begins there confirms a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import product
from typing import get_args, get_origin

from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table
from filspec.kit.worlds import is_actor
from filspec.symbolic.worlds import World, at

Found = dict[object, dict[object, None]]
"""Values by the type that they are declared to be of."""


def keys_of(world: World, path: str, declared: object, given: Iterable[tuple[object, object]]) -> list[object]:
    """All conceivable keys of a table, as far as they make a difference.

    Args:
        world: a world of ordinary values.
        path: the table.
        declared: its type.
        given: further values, each with its declared type: the arguments of a message.
    """
    found: Found = {}
    for kind, value in (*_leaves(type(world), world), *given):
        _collect(kind, value, found)
    kinds = get_args(declared)[: 2 if get_origin(declared) is PairTable else 1]
    choices = [list(_values(kind, found)) for kind in kinds]
    keys = [key if len(kinds) > 1 else key[0] for key in product(*choices)]
    return list(dict.fromkeys([*at(world, path).keys_in_order(), *keys]))


def _leaves(cls: type, world: World) -> Iterator[tuple[object, object]]:
    for name, declared in annotations_of(cls).items():
        value = getattr(world, name)
        if isinstance(declared, type) and is_actor(declared):
            yield from _leaves(declared, value)
        else:
            yield declared, value


def _collect(declared: object, value: object, found: Found) -> None:
    """Note a value, and the values in it, by their declared types."""
    parameters = get_args(declared)
    if isinstance(value, Table):
        *keys, row = parameters
        for key, content in value.items_in_order():
            for kind, part in zip(keys, key if len(keys) > 1 else (key,), strict=True):
                _collect(kind, part, found)
            _collect(row, content, found)
    elif isinstance(value, Record):
        found.setdefault(declared, {})[value] = None
        for name, kind in annotations_of(type(value)).items():
            _collect(kind, getattr(value, name), found)
    elif isinstance(value, tuple) and parameters:
        kinds = [parameters[0]] * len(value) if parameters[-1] is Ellipsis else list(parameters)
        for kind, part in zip(kinds, value, strict=True):
            _collect(kind, part, found)
    else:
        found.setdefault(declared, {})[value] = None


def _values(kind: object, found: Mapping[object, Mapping[object, None]]) -> Iterator[object]:
    """The values of a type that occur, and a fresh one; all members of an enum; records of what occurs."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield from kind
    elif isinstance(kind, type) and issubclass(kind, Record):
        parts = [list(_values(part, found)) for part in annotations_of(kind).values()]
        names = list(annotations_of(kind))
        yield from (kind(**dict(zip(names, values, strict=True))) for values in product(*parts))
    elif get_origin(kind) is tuple:
        yield from product(*(list(_values(part, found)) for part in get_args(kind)))
    else:
        known = list(found.get(kind, {}))
        yield from known
        numbers = [value for value in known if isinstance(value, int)]
        yield max((0, *numbers)) + 1
