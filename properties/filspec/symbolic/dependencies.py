"""Dependencies: what a proof can have seen of the source, as one hash.

They are read from what is loaded, and not from the spelling of imports. The names in a function's code are looked up
where the function looks them up, and so on from there: a function is its code, its names and the types of its
parameters; a class of values its fields or members; a constant its value. What uses them says in which place it uses
which, for two constants that change their values are the same two values. However a name came to be bound (renamed,
re-exported, by a star or a condition), the object that is hashed is the one that a proof runs.

Where an object is of another kind, and its parts cannot be told, the texts of its whole module and of all that this
module imports stand for it (``filspec.symbolic.imports``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from hashlib import sha256
from types import FunctionType, ModuleType
from typing import NamedTuple, NewType, TypeVar, get_args, get_origin, get_type_hints

from filspec.kit.records import Record
from filspec.kit.source import anatomy_of, codes_within
from filspec.kit.tables import Table
from filspec.kit.transitions import Kind, Transition
from filspec.kit.worlds import is_actor
from filspec.symbolic.imports import OURS, TRUSTED, texts_of

_WRITERS = (Kind.MESSAGE, Kind.INTERNAL)


class Part(NamedTuple):
    """What is hashed of an object.

    Attributes:
        text: the object itself.
        uses: the objects that it leads to.
    """

    text: str
    uses: tuple[object, ...] = ()


def content_of(starts: Iterable[object], names_only: bool = False) -> str:
    """A hash of these objects and of all that they lead to.

    Args:
        starts: where to begin.
        names_only: whether transitions that write stand for their names only, as in laws, which may not call them.
    """
    digest = sha256()
    for text in sorted(set(_texts(starts, names_only))):
        digest.update(f"{text}\n".encode())
    return digest.hexdigest()


def _texts(starts: Iterable[object], names_only: bool) -> Iterator[str]:
    waiting, seen = list(starts), set[int]()
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        declared = _declared(value)
        if names_only and declared is not None and declared.kind in _WRITERS:
            yield f"the name {declared.name}"
            continue
        part = part_of(value)
        yield part.text
        waiting += part.uses


_parts: dict[int, tuple[object, Part]] = {}
"""The parts of objects, by identity; the objects are kept, so that no other gets their identity."""


def part_of(value: object) -> Part:
    """What is hashed of one object, and what it leads to."""
    if id(value) not in _parts:
        _parts[id(value)] = (value, _part(value))
    return _parts[id(value)][1]


def _part(value: object) -> Part:
    if isinstance(value, FunctionType):
        return _function(value)
    if isinstance(value, type):
        return _class(value)
    if isinstance(value, Transition):
        named = (value.kind, value.owner, value.label, value.reply, value.parameters)
        return Part(f"declared {value.name} {told(named)}", (value.function,))
    if isinstance(value, NewType):
        return Part(f"unit {label_of(value)} of {told(value.__supertype__)}", (value.__supertype__,))
    if isinstance(value, Enum):
        return Part(told(value), (type(value),))
    if isinstance(value, Record):
        return Part(told(value), (type(value), *(getattr(value, name) for name in value.__struct_fields__)))
    if isinstance(value, tuple | list | set | frozenset):
        return Part(told(value), tuple(value))
    if isinstance(value, Mapping):
        return Part(told(value), (*value, *value.values()))
    if value is None or type(value) in (int, bool, str, bytes, float, complex, type(Ellipsis)):
        return Part(told(value))
    if get_origin(value) is not None:
        return Part(told(value), (get_origin(value), *get_args(value)))
    return _whole(value)


def _function(function: FunctionType) -> Part:
    declared = _declared(function)
    if declared is not None and function is not declared.function:
        return Part(f"wrapped {told(anatomy_of(function.__code__))}", (declared,))  # the kit's, which counts as a whole
    if _is_elsewhere(function.__module__) and declared is None:
        return Part(f"trusted {label_of(function)}")
    names = sorted({name for code in codes_within(function.__code__) for name in code.co_names})
    named = {name: function.__globals__[name] for name in names if name in function.__globals__}
    try:
        hints = get_type_hints(function)
    except (NameError, TypeError, AttributeError):
        return _whole(function)
    cells = tuple(cell.cell_contents for cell in function.__closure__ or ())
    uses = (*named.values(), *hints.values(), *_defaults(function), *cells)
    shown = (label_of(function), told(anatomy_of(function.__code__)), list(named), list(hints), told(uses))
    return Part(f"function {shown}", uses)


def _defaults(function: FunctionType) -> tuple[object, ...]:
    return (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())


def _is_elsewhere(module: str) -> bool:
    """Whether a module is trusted as a whole, or one of Python's own, of which the version counts."""
    return module.startswith(TRUSTED) or module.partition(".")[0] in sys.stdlib_module_names


def _class(cls: type) -> Part:
    if _is_elsewhere(cls.__module__):
        return Part(f"trusted {label_of(cls)}")
    if issubclass(cls, Enum):
        members = tuple((name, member.value) for name, member in cls.__members__.items())  # terms count them in order
        return Part(f"enum {label_of(cls)} {_held_by(cls)} {told(members)}", (*members, *cls.__bases__))
    if issubclass(cls, Record | Table) or is_actor(cls):
        try:
            fields = get_type_hints(cls)
        except (NameError, TypeError):
            return _whole(cls)
        methods = tuple(value for value in vars(cls).values() if isinstance(value, FunctionType) and _is_written(value))
        defaults = getattr(cls, "__struct_defaults__", ())
        shown = f"class {label_of(cls)} {_held_by(cls)} {list(fields)} {told((*fields.values(), *defaults))}"
        return Part(shown, (*fields.values(), *cls.__bases__, *methods, *defaults))
    return _whole(cls)


def _held_by(cls: type) -> list[str]:
    """The names of what a class holds itself."""
    return sorted(vars(cls))


def _is_written(function: FunctionType) -> bool:
    """Whether a method was written, and not made by a decorator of Python."""
    return function.__module__.startswith(OURS) and function.__code__.co_filename != "<string>"


def _whole(value: object) -> Part:
    """An object whose parts cannot be told: its whole module, and all that it imports."""
    module = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    if not isinstance(module, str):
        module = type(value).__module__
    if _is_elsewhere(f"{module}."):
        return Part(f"trusted {module} {label_of(value)}")
    return Part(f"whole {module} {label_of(value)} {texts_of(module)}")


def _declared(value: object) -> Transition | None:
    found = getattr(value, "transition", None) if isinstance(value, FunctionType) else None
    return found if isinstance(found, Transition) else None


def label_of(value: object) -> str:
    """The place where an object was defined, or its kind."""
    if isinstance(value, FunctionType | type | NewType | TypeVar | ModuleType) or callable(value):
        named: Callable[..., object] = value  # type: ignore[assignment]
        module = getattr(named, "__module__", type(value).__module__)
        return f"{module}.{getattr(named, '__qualname__', getattr(named, '__name__', type(value).__name__))}"
    return type(value).__name__


def told(value: object) -> str:
    """A value as text that is the same in every process; a function or class is told by its name."""
    if isinstance(value, Enum):
        return f"{label_of(type(value))}.{value.name}"
    if isinstance(value, Record):
        return f"{label_of(type(value))}({', '.join(told(getattr(value, name)) for name in value.__struct_fields__)})"
    if isinstance(value, frozenset | set):
        return f"{{{', '.join(sorted(map(told, value)))}}}"
    if isinstance(value, tuple | list):
        return f"({', '.join(map(told, value))})"
    if isinstance(value, Mapping):
        return f"{{{', '.join(sorted(f'{told(key)}: {told(held)}' for key, held in value.items()))}}}"
    if get_origin(value) is not None:
        return f"{label_of(get_origin(value))} of {told(get_args(value))}"
    if value is None or isinstance(value, int | str | bytes | float | complex):
        return f"{type(value).__name__} {value!r}"
    return label_of(value)
