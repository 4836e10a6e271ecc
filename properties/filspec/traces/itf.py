"""A trace in ITF, the JSON that Apalache and its viewers exchange (Apalache ADR-015).

A state is an event: it holds the event's attributes as variables. Integers are written as ITF's big integers. What is
too large to be of use as a number, or is no value at all (a whole world, an open file), is text, or what ITF calls
unserializable, with its type's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import Enum
from json import dumps

from msgspec import Struct

from filspec.kit.trace import Event, Recorder
from filspec.traces.arrows import arrow_of
from filspec.traces.values import LONGEST_BYTES, LONGEST_INTEGER, digest, in_order, integer_bytes, record_fields

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

VARIABLES = {
    "number": "Int",
    "node": "Str",
    "epoch": "Int",
    "sender": "Str",
    "receiver": "Str",
    "label": "Str",
    "crossing": "Str",
    "arguments": "Seq({ name: Str, value: a })",
    "outcome": "Str",
    "cause": "Int",
    "arrow": "Str",
}
"""The variables of each state, with their Apalache types; ``cause`` is -1 for none, ``arrow`` empty for none."""


def itf(recorder: Recorder) -> str:
    """The trace as an ITF document: one state a line, with a newline at its end."""
    meta: Json = {
        "format": "ITF",
        "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
        "description": "events of a run of filspec, in the order in which they happened",
        "varTypes": dict(VARIABLES),
    }
    states = ",\n  ".join(_dump(_state(recorder, event)) for event in recorder.events)
    head = f'{{\n "#meta": {_dump(meta)},\n "params": [],\n "vars": {_dump(list(VARIABLES))},\n'
    return f'{head} "states": [{states and f"{chr(10)}  {states}{chr(10)} "}]\n}}\n'


def _state(recorder: Recorder, event: Event) -> Json:
    arrow = arrow_of(recorder, event)
    return {
        "#meta": {"index": event.number},
        "number": integer(event.number),
        "node": event.node,
        "epoch": integer(event.epoch),
        "sender": event.sender,
        "receiver": event.receiver,
        "label": event.label,
        "crossing": event.crossing.value,
        "arguments": [{"name": name, "value": itf_value(value)} for name, value in event.arguments],
        "outcome": event.outcome,
        "cause": integer(event.cause),
        "arrow": arrow.id if arrow else "",
    }


def integer(value: int) -> Json:
    """An integer: a big integer, or text with its size and hash where it is a byte string read as a number."""
    if value.bit_length() > LONGEST_INTEGER:
        return digest(integer_bytes(value))
    return {"#bigint": str(value)}


def itf_value(value: object) -> Json:
    """A value of the model in ITF."""
    match value:
        case bool() | str():
            return value
        case Enum():
            return value.name
        case int():
            return integer(value)
        case bytes():
            return f"0x{value.hex()}" if len(value) <= LONGEST_BYTES else digest(value)
        case Struct():
            return {name: itf_value(field) for name, field in record_fields(value).items()}
        case tuple():
            return {"#tup": [itf_value(member) for member in value]}
        case list():
            return [itf_value(member) for member in value]
        case Set():
            return {"#set": [itf_value(member) for member in in_order(value)]}
        case Mapping():
            return {"#map": [[itf_value(key), itf_value(value[key])] for key in in_order(value)]}
        case _:
            return {"#unserializable": type(value).__name__}


def _dump(value: Json) -> str:
    return dumps(value, ensure_ascii=False, separators=(",", ":"))
