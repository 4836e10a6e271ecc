"""Arguments: what a step leaves open becomes unknown values, of the types that the message declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from types import EllipsisType
from typing import NewType, TypeGuard, get_args, get_origin

from filspec.actors.interpreter import include_message
from filspec.actors.ledger.state import ActorKind
from filspec.actors.methods import METHODS
from filspec.actors.world import World
from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record
from filspec.kit.transitions import transition_of
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.reach.steps import ANY, BadStory, Call, known
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.values import OutsideTheSubset

Path = tuple[str, ...]


def argument_lists(step: Call, tag: str, most_items: int) -> Iterator[tuple[object, ...]]:
    """The arguments of a message, once for each way to choose the lengths of its open lists, short ones first.

    Args:
        step: the message.
        tag: what makes the unknowns of this message its own.
        most_items: the greatest length.

    Raises:
        BadStory: something given does not fit the message.
    """
    declared = transition_of(step.transition)
    hints = annotations_of(declared.function)
    types = {name: hints[name] for name in declared.parameters}
    lists = [path for name in types for path in _open_lists(types[name], step.given.get(name, ANY), (name,))]
    for lengths in sorted(product(range(most_items + 1), repeat=len(lists)), key=lambda choice: (sum(choice), choice)):
        chosen = dict(zip(lists, lengths, strict=True))
        make = _Maker(f"{tag} {declared.name}", chosen)
        yield tuple(make.value(types[name], step.given.get(name, ANY), (name,)) for name in types)


def from_each_sender(step: Call, world: World) -> list[Call]:
    """The message from each account that is there from the start, if it is left open which of them sends it.

    Other actors send only what no account may; of such a message the sender stays open.
    """
    sender, *_ = transition_of(step.transition).parameters
    if step.transition not in (*METHODS.values(), include_message) or step.given.get(sender, ANY) is not ANY:
        return [step]
    accounts = [who for who, account in world.ledger.accounts.items_in_order() if account.kind == ActorKind.ACCOUNT]
    return [step._replace(given={**step.given, sender: who}) for who in accounts]


def _open_lists(declared: object, given: object, path: Path) -> list[Path]:
    """Where lists are whose length is left open."""
    declared = _bare(declared)
    if _is_list(declared):
        return [path] if given is ANY else []
    if not _is_record(declared) or isinstance(given, Record):
        return []
    fields = given if isinstance(given, Mapping) else {}
    return [
        found
        for name, field in annotations_of(declared).items()
        for found in _open_lists(field, fields.get(name, ANY), (*path, name))
    ]


class _Maker:
    """Makes the arguments of one message, its lists having the chosen lengths."""

    def __init__(self, tag: str, lengths: Mapping[Path, int]) -> None:
        self._tag, self._lengths = tag, lengths

    def value(self, declared: object, given: object, path: Path) -> object:
        """A value of the declared type, open where nothing is given."""
        declared = _bare(declared)
        if _is_list(declared):
            return self._items(get_args(declared)[0], given, path)
        if _is_record(declared) and (given is ANY or isinstance(given, Mapping)):
            return self._record(declared, given if isinstance(given, Mapping) else {}, path)
        shape = shape_of(declared)
        if given is ANY:
            return shape.unknown(name_in(Space.OPEN_ARGUMENT, self._tag, ".".join(path)))
        try:
            shape.flatten(given)
        except OutsideTheSubset as misfit:
            raise BadStory(f"{'.'.join(path)} does not fit: {misfit}; the value given is {given!r}") from misfit
        return given

    def _record(self, declared: type[Record], given: Mapping[object, object], path: Path) -> object:
        fields = annotations_of(declared)
        for name in given:
            known(f"field of {declared.__name__}", str(name), fields)
        return declared(**{name: self.value(fields[name], given.get(name, ANY), (*path, name)) for name in fields})

    def _items(self, declared: object, given: object, path: Path) -> tuple[object, ...]:
        if given is ANY:
            given = [ANY] * self._lengths.get(path, 0)
        if not isinstance(given, list | tuple):
            raise BadStory(f"{'.'.join(path)} is a list of items, and {given!r} is none")
        return tuple(self.value(declared, item, (*path, str(place))) for place, item in enumerate(given))


def _bare(declared: object) -> object:
    while isinstance(declared, NewType):
        declared = declared.__supertype__
    return declared


def _is_list(declared: object) -> bool:
    return get_origin(declared) is tuple and isinstance(get_args(declared)[-1], EllipsisType)


def _is_record(declared: object) -> TypeGuard[type[Record]]:
    return isinstance(declared, type) and issubclass(declared, Record)
