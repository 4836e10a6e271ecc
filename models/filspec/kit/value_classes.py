"""Classes of values: those that only declare, so that a value of them means in a run what it means in a proof.

A proof knows the fields of a record and of an actor, and the members of an enum. Whatever else a class holds, or is
derived from, could change what comparing, hashing or reading a value does in a run, and in the run alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from enum import Enum, EnumMeta
from types import MemberDescriptorType
from typing import NamedTuple

from filspec.kit.records import Record, RecordMeta
from filspec.kit.worlds import actor, is_actor


class Fault(NamedTuple):
    """Why a class is none of values.

    Attributes:
        construct: what is wrong with it.
        instead: what to write instead.
    """

    construct: str
    instead: str


class _PlainRecord(Record):
    """A record that only declares."""

    field: int


class _PlainEnum(Enum):
    """An enum that only declares."""

    MEMBER = 0


@actor
class _PlainActor:
    """An actor that only declares."""

    field: int


_ONLY_MEMBERS = "derive it from Enum alone and give it members only"
_ONLY_FIELDS = "derive it from Record alone and give it fields only; write a @pure function of the value"
_ONLY_STATE = "write @actor above a class with fields only"


def fault_of(cls: type) -> Fault | None:
    """Why the class is none of values; None if it is."""
    if issubclass(cls, Enum):
        return next(_faults_of_enum(cls), None)
    if issubclass(cls, Record):
        return next(_faults_of_record(cls), None)
    if is_actor(cls):
        return next(_faults_of_actor(cls), None)
    return Fault(f"the type {cls.__name__}", "state holds integers, truth values, enum members, records and tuples")


def _faults_of_enum(cls: type[Enum]) -> Iterator[Fault]:
    if type(cls) is not EnumMeta or cls.__mro__ != (cls, Enum, object):
        yield Fault(f"the enum {cls.__name__}, which has other bases than Enum", _ONLY_MEMBERS)
    for name, value in vars(cls).items():
        if name in cls.__members__:
            continue
        plain = vars(_PlainEnum).get(name)
        if name not in vars(_PlainEnum) or (callable(plain) and value is not plain and value is not Enum.__new__):
            yield Fault(f"the enum {cls.__name__}, which has its own {name}", _ONLY_MEMBERS)
    if not cls.__members__:
        yield Fault(f"the enum {cls.__name__}, which has no members", _ONLY_MEMBERS)


def _faults_of_record(cls: type[Record]) -> Iterator[Fault]:
    parents = cls.__mro__[: -len(Record.__mro__)]
    if cls is Record:
        yield Fault("the type Record", "name a class of records")
    if type(cls) is not RecordMeta or cls.__mro__[-len(Record.__mro__) :] != Record.__mro__:
        yield Fault(f"the record {cls.__name__}, which has other bases than records", _ONLY_FIELDS)
    for base in parents:
        for name, value in vars(base).items():
            is_field = isinstance(value, MemberDescriptorType) and name in cls.__struct_fields__
            if not is_field and name not in vars(_PlainRecord):
                yield Fault(f"the record {cls.__name__}, which has its own {name}", _ONLY_FIELDS)
    for name in cls.__struct_fields__:
        if name.startswith("_") or hasattr(Record, name):
            yield Fault(f"the record {cls.__name__}, whose field {name} hides what all records have", "rename it")


def _faults_of_actor(cls: type) -> Iterator[Fault]:
    declared = {field.name for field in fields(cls)}
    is_made_by_actor = repr(getattr(cls, "__dataclass_params__", None)) == repr(
        getattr(_PlainActor, "__dataclass_params__", None)
    )
    if cls.__mro__ != (cls, object) or type(cls) is not type or not is_made_by_actor or "__slots__" not in vars(cls):
        yield Fault(f"the actor {cls.__name__}, which is more than @actor makes of a class", _ONLY_STATE)
    for name, value in vars(cls).items():
        is_field = isinstance(value, MemberDescriptorType) and name in declared
        if (not is_field and name not in vars(_PlainActor)) or _file_of(value) != _file_of(vars(_PlainActor).get(name)):
            yield Fault(f"the actor {cls.__name__}, which has its own {name}", _ONLY_STATE)
    for name in declared:
        if name.startswith("_"):
            yield Fault(f"the actor {cls.__name__}, whose field {name} begins with _", "rename it")


def _file_of(value: object) -> str:
    """Where the code of a method was compiled; empty for what is none."""
    return str(getattr(getattr(value, "__code__", None), "co_filename", ""))
