"""The linter of the provable subset, part of what a proof trusts.

A prover runs transitions on symbolic values. Operators of such values can raise where Python leaves the subset, but
some constructs (``is``, ``isinstance``, ``id``, a global) never ask the value anything: they would prove wrong things
in silence. The linter refuses these, and everything else that has no meaning for a proof, before anything runs.

It reads a module twice. The first reading is of its text: constructs (``filspec.kit.constructs``), and that the top of
the module only declares (``filspec.kit.declarations``). The second is of the loaded module: each function is what its
text was compiled to (``filspec.kit.source``), each name is resolved to the object it is bound to, and each expression
has a type of the subset (``filspec.kit.statements``). A class of values only declares (``filspec.kit.value_classes``).

A finding names the place, the construct, and what to write instead.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from types import FunctionType, ModuleType

from filspec.kit.constructs import Finding, Reading, in_order, read
from filspec.kit.declarations import KINDS, read_globals, read_top, resolved
from filspec.kit.records import Record
from filspec.kit.signatures import declared_by_the_kit
from filspec.kit.source import SourceFile, source_of, statement_of
from filspec.kit.statements import read_transition
from filspec.kit.tables import Table
from filspec.kit.transitions import Transition
from filspec.kit.value_classes import fault_of
from filspec.kit.words import TRANSITION_WORDS
from filspec.kit.worlds import is_actor

_KIT = __name__.rpartition(".")[0] + "."
_DECLARE_ONCE = "declare it once, under one name, by a decorator of filspec.kit"


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
    of_functions, of_values = _reached(module)
    findings = [finding for name in of_functions for finding in _findings_of(sys.modules[name])]
    findings += [found for name in of_values - of_functions for found in _findings_of_values(sys.modules[name])]
    if findings:
        raise LintError(in_order(list(dict.fromkeys(findings))))


def _reached(module: str) -> tuple[set[str], set[str]]:
    """The modules of functions, and those of values, that the names of a module lead to."""
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
    return of_functions, of_values


@cache
def _findings_of(module: ModuleType) -> tuple[Finding, ...]:
    """All findings in a module of functions: in its text, and in what its names stand for."""
    source = _source(module)
    if source is None:
        return (Finding(module.__name__, 0, module.__name__, "no source", "transitions live in files"),)
    found = [finding for reading in _readings(source) for finding in reading.findings]
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            found.append(Finding(source.path, node.lineno, "the module", "import *", "import each name by itself"))
    for name, value in vars(module).items():
        declared = _declared(value)
        if declared is not None and declared.function.__module__ == module.__name__:
            found += _findings_in(name, value, declared, source)
    return (*found, *_findings_of_values(module))


@cache
def _findings_of_values(module: ModuleType) -> tuple[Finding, ...]:
    """What a module does besides declaring, and the faults of its classes of values."""
    source = _source(module)
    if source is None:
        return (Finding(module.__name__, 0, module.__name__, "no source", "values are declared in files"),)
    found: list[Finding] = []
    report = _noted(found, source, "the module")
    read_top(source.tree, vars(module), report)
    read_globals(source.tree, source.text, report)
    for reading in _readings(source):
        value = vars(module).get(reading.name)
        if not isinstance(value, type) or not _is_class_of_values(value):
            continue
        instead = "write a @pure function of the value"
        methods = [
            Finding(source.path, line, reading.name, f"the method {name}", instead) for name, line in reading.methods
        ]
        fault = None if methods else fault_of(value)
        found += methods or ([] if fault is None else [Finding(source.path, reading.line, reading.name, *fault)])
    return tuple(found)


def _findings_in(name: str, value: object, declared: Transition, source: SourceFile) -> Iterator[Finding]:
    """What is wrong with a registered function of this module."""
    found: list[Finding] = []
    function = declared.function
    if not isinstance(function, FunctionType):
        what = f"{name}, which is not just what the kit made of {declared.name}"
        return iter([Finding(source.path, _line_of(name, source), name, what, _DECLARE_ONCE)])
    statement = statement_of(function)
    is_its_own = function.__code__.co_filename == source.path and function.__code__.co_name == function.__name__
    if statement is None or not is_its_own:
        instead = "write it with def at the top of its file, and start again after an edit"
        place = Finding(
            source.path, function.__code__.co_firstlineno, name, "a function that is not what the file says", instead
        )
        return iter([place])
    report = _noted(found, source, statement.name)
    if declared_by_the_kit(value) is None or name != declared.name or not _is_declared_in(statement, function):
        what = f"{name}, which is not just what the kit made of {statement.name}"
        report(statement, what, _DECLARE_ONCE)
    read_transition(declared, statement, report, TRANSITION_WORDS)
    return iter(found)


def _line_of(name: str, source: SourceFile) -> int:
    """The line of a function at the top of a file; 0 if the file has none of this name."""
    return next((line for function, line in source.functions if function == name), 0)


def _method(source: SourceFile, reading: Reading, name: str, line: int) -> Finding:
    return Finding(source.path, line, reading.name, f"the method {name}", "write a @pure function of the value")


def _is_declared_in(statement: ast.FunctionDef, function: FunctionType) -> bool:
    """Whether the decorator of a function is, by identity, one of the kit."""
    names = [one.func if isinstance(one, ast.Call) else one for one in statement.decorator_list]
    return len(names) == 1 and any(resolved(names[0], function.__globals__) is kind for kind in KINDS)


def _noted(found: list[Finding], source: SourceFile, function: str) -> Callable[[ast.AST, str, str], None]:
    """A report that keeps findings by their places."""

    def report(node: ast.AST, construct: str, instead: str) -> None:
        found.append(Finding(source.path, getattr(node, "lineno", 0), function, construct, instead))

    return report


def _source(module: ModuleType) -> SourceFile | None:
    """The file that a module was loaded from, if it says so itself."""
    path, spec = getattr(module, "__file__", None), getattr(module, "__spec__", None)
    if not isinstance(path, str):
        return None
    return source_of(path) if spec is None or spec.origin == path else None


@cache
def _readings(source: SourceFile) -> tuple[Reading, ...]:
    return tuple(read(source.tree, source.path))


def _declared(value: object) -> Transition | None:
    found = getattr(value, "transition", None)
    return found if isinstance(found, Transition) else None


def _is_class_of_values(value: type) -> bool:
    """Whether this is a class of records, members, actors or tables, other than those of the kit and of Python."""
    if value.__module__.startswith(_KIT) or value.__module__ == "enum":
        return False
    return issubclass(value, Record | Enum | Table) or is_actor(value)
