"""The linter of the provable subset, part of what a proof trusts.

A prover runs transitions on symbolic values. Operators of such values can raise where Python leaves the subset, but
some constructs (``is``, ``isinstance``, ``id``, a global) never ask the value anything: they would prove wrong things
in silence. The linter refuses these, and everything else that has no meaning for a proof, before anything runs.

It reads a module twice: its text, for constructs (``filspec.kit.constructs``); and the loaded module, for what the
names in that text stand for. A transition may name only registered functions, the words of the kit, records, enums,
units and constants, and the values it meets have no methods, so whatever a transition reaches is linted as well.

A finding names the place, the construct, and what to write instead.
"""

from __future__ import annotations

import sys
from enum import Enum
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import NewType, get_type_hints

from filspec.kit.constructs import Finding, Reading, in_order, read
from filspec.kit.records import Record
from filspec.kit.subset import WORDS
from filspec.kit.transitions import Kind, Transition
from filspec.kit.worlds import is_actor, shape_of

_KIT = __name__.rpartition(".")[0] + "."


class LintError(Exception):
    """A module leaves the provable subset, so nothing of it may run or be proved."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


@cache
def require_linted(module: str) -> None:
    """Refuse a module that leaves the subset, or reaches one that does (each is read once for each process).

    Raises:
        LintError: with every finding.
    """
    waiting, of_functions, of_values = [module], {module}, set[str]()
    while waiting:
        for value in vars(sys.modules[waiting.pop()]).values():
            declared = _declared(value)
            if declared is not None:
                reached, home = of_functions, declared.function.__module__
            elif isinstance(value, type) and _is_class_of_values(value):
                reached, home = of_values, value.__module__
            else:
                continue
            if home not in of_functions | of_values:
                waiting.append(home)
            reached.add(home)
    findings = [finding for name in of_functions for finding in _findings_of(sys.modules[name])]
    findings += [found for name in of_values - of_functions for found in _methods_in(sys.modules[name])]
    if findings:
        raise LintError(in_order(findings))


@cache
def _findings_of(module: ModuleType) -> tuple[Finding, ...]:
    """All findings in a module of functions: in its text, and in what its names stand for."""
    readings = _read(module)
    if not readings:
        return (Finding(module.__name__, 0, module.__name__, "no source", "transitions live in files"),)
    for reading in readings:
        _check_names(reading, vars(module))
        _check_replaced(reading, vars(module))
    found = tuple(finding for reading in readings for finding in reading.findings)
    return (*found, *_methods_in(module))


@cache
def _methods_in(module: ModuleType) -> tuple[Finding, ...]:
    """The methods of a module's values, which nothing would lint."""
    return tuple(
        Finding(reading.file, line, reading.name, f"the method {name}", "write a @pure function of the value")
        for reading in _read(module)
        for name, line in reading.methods
        if _is_class_of_values(vars(module)[reading.name])
    )


def _read(module: ModuleType) -> list[Reading]:
    path = getattr(module, "__file__", None)
    return read(Path(path).read_text(encoding="utf-8"), path) if path else []


def _check_names(reading: Reading, module: dict[str, object]) -> None:
    """The names that a function uses stand for something that a proof knows, and that may do no more than it may."""
    for name, line in reading.names.items():
        if name not in module:
            continue
        declared = _declared(module[name])
        if not _has_meaning(module[name]):
            instead = "name only registered functions, records, enums, units and constants"
            reading.report(line, f"the name {name}", instead)
        elif reading.reads_only and declared and declared.kind in (Kind.MESSAGE, Kind.INTERNAL):
            reading.report(line, f"the name {name}", "a function that only reads calls no transition")


def _check_replaced(reading: Reading, module: dict[str, object]) -> None:
    """Only scalars are replaced: with two names for one table, undoing one write would undo others."""
    declared = _declared(module.get(reading.name))
    paths = {path: line for path, line in reading.replaced.items() if path.startswith("w.")}
    if declared is None or not paths:
        return
    shape = shape_of(get_type_hints(declared.function).get("w", object))
    for path, line in paths.items():
        if path.removeprefix("w.") not in shape.paths or path.removeprefix("w.") in shape.tables:
            reading.report(line, f"assignment to {path}", "only scalars of actors are replaced; write tables by row")


def _declared(value: object) -> Transition | None:
    found = getattr(value, "transition", None)
    return found if isinstance(found, Transition) else None


def _is_class_of_values(value: object) -> bool:
    """Whether this is a class of records, members or actors, other than those of the kit and of Python."""
    if not isinstance(value, type) or value.__module__.startswith(_KIT) or value.__module__ == "enum":
        return False
    return issubclass(value, Record | Enum) or is_actor(value)


def _has_meaning(value: object) -> bool:
    """Whether a proof knows what the value of a module's global is."""
    if isinstance(value, type):
        return issubclass(value, Record | Enum)
    if isinstance(value, tuple):
        return all(_has_meaning(part) for part in value)
    if isinstance(value, FunctionType) and value.__module__.startswith(_KIT):
        return value.__name__ in WORDS
    return isinstance(value, int | Record | Enum | NewType) or _declared(value) is not None
