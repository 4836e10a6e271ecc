"""The linter of laws: a law is run on terms, so it may not look through them either.

What no symbolic value can see (``is``, ``isinstance``, ``id``, a global) would prove a law in silence, as in
transitions. So a law is read as a transition is: it is what its text says, each of its names is resolved to the object
it is bound to, and each of its expressions has a type (``filspec.symbolic.law_reading``). The functions it calls are
read as well, and so are the tops of their modules. Functions are told apart by identity and read in the order in which
laws name them, so the verdict is the same in every process.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from functools import cache
from types import FunctionType
from typing import NamedTuple

from filspec.kit import linter
from filspec.kit.calls import function_of
from filspec.kit.declarations import OF_LAWS, read_globals, read_top, resolved
from filspec.kit.expressions import Report
from filspec.kit.laws import ACCEPTED, ANSWER, Law, Quantifier, formula
from filspec.kit.signatures import Signature, signature_of
from filspec.kit.source import source_of, statement_of
from filspec.kit.transitions import REGISTRY
from filspec.kit.value_types import NoType, Rows, Type, declared_type, fits, is_world, name_of
from filspec.kit.worlds import shape_of, type_at
from filspec.symbolic.law_reading import LawExpressions, LawStatements, formula_of, is_beside
from filspec.symbolic.law_words import CHANGES, SENT, declared_in_law


class LawError(Exception):
    """A law cannot be proved as it is written."""


class Read(NamedTuple):
    """What came of reading a function.

    Attributes:
        findings: what a proof cannot follow, a line each.
        named: the functions beside it that it calls or passes on.
        modules: the modules of the registered functions that it calls.
    """

    findings: tuple[str, ...]
    named: tuple[FunctionType, ...] = ()
    modules: tuple[str, ...] = ()


def require_provable(laws: Sequence[Law], world_class: type | None = None) -> None:
    """Refuse laws that look through values.

    Args:
        laws: the laws.
        world_class: the world that they speak of; None for any.

    Raises:
        LawError: with every construct, its place, and what to write instead.
    """
    findings = _findings_of(tuple(laws), world_class)
    if findings:
        raise LawError("\n".join(findings))


@cache
def _findings_of(laws: tuple[Law, ...], world_class: type | None) -> tuple[str, ...]:
    """What laws do that a proof cannot follow; a catalogue is read once, and proved many times."""
    findings: list[str] = []
    waiting: list[tuple[FunctionType, bool, type | None]] = []
    for law in laws:
        holds = law.holds if formula_of(law.holds) is None else formula_of(law.holds)
        if isinstance(holds, FunctionType) and (holds is not law.holds or is_beside(holds)):
            findings += _misfits(law, holds, world_class)
            waiting.append((holds, True, _world_of(holds)))
        else:
            place = f"{law.holds.__module__}: {law.name}"
            findings.append(f"{place}: no function of its module; write it once, at the top, with def")
    seen: set[tuple[int, bool, type | None]] = set()
    for function, is_law, world in waiting:
        if (id(function), is_law, world) not in seen:
            seen.add((id(function), is_law, world))
            read = reading_of(function, is_law, world)
            findings += [*_top_of(function.__code__.co_filename, function.__module__), *read.findings]
            findings += [line for module in read.modules for line in _unclean(module)]
            waiting += [(named, False, world) for named in read.named]
    return tuple(dict.fromkeys(findings))


def findings_of(law: FunctionType) -> tuple[str, ...]:
    """What a law does that a proof cannot follow."""
    return reading_of(law, True, _world_of(law)).findings


def _world_of(function: FunctionType) -> type | None:
    """The world that a law is given; None if it is given none."""
    try:
        parameters = signature_of(function, declared_in_law).parameters
    except NoType:
        return None
    return next((declared for _, declared in parameters if is_world(declared)), None)


@cache
def reading_of(function: FunctionType, is_law: bool, world: type | None = None) -> Read:
    """Read a law of a world, or a function that one calls."""
    statement, place = statement_of(function), f"{function.__code__.co_filename}:{{}}: {function.__name__}: {{}}; {{}}"
    if statement is None:
        line = function.__code__.co_firstlineno
        return Read((place.format(line, "not what the file says", "write it with def at the top of its file"),))
    found: list[str] = []

    def report(node: ast.AST, construct: str, instead: str) -> None:
        found.append(place.format(getattr(node, "lineno", statement.lineno), construct, instead))

    _read_decorators(statement, function, is_law, report)
    try:
        signature = signature_of(function, declared_in_law)
    except NoType as refusal:
        report(statement, refusal.construct, refusal.instead)
        return Read(tuple(dict.fromkeys(found)))
    reader = LawExpressions(function.__globals__, report, world, names_changes=signature.returns is CHANGES)
    LawStatements(reader, report, signature, is_law).read(statement)
    return Read(tuple(dict.fromkeys(found)), tuple(reader.named), tuple(dict.fromkeys(reader.modules)))


def _read_decorators(statement: ast.FunctionDef, function: FunctionType, is_law: bool, report: Report) -> None:
    for decorator in statement.decorator_list:
        name = decorator.func if isinstance(decorator, ast.Call) else decorator
        found = resolved(name, function.__globals__)
        if found is not formula and not (is_law and any(found is known for known in OF_LAWS)):
            instead = "use those of filspec.kit.laws for laws, and @formula for what they call"
            report(decorator, f"the decorator {ast.unparse(name)}", instead)


def _misfits(law: Law, holds: FunctionType, world_class: type | None) -> list[str]:
    """Whether a law's parameters are what it is given: worlds, and what it quantifies over."""
    place = f"{holds.__code__.co_filename}:{holds.__code__.co_firstlineno}: {law.name}"
    try:
        signature = signature_of(holds, declared_in_law)
    except NoType:
        return []  # noted where it is read
    worlds = [declared for _, declared in signature.parameters if is_world(declared)]
    if worlds and world_class not in (None, worlds[0]):
        return [f"{place}: a law of {name_of(worlds[0])}; let it speak of {name_of(world_class)}"]
    if not worlds:
        return [f"{place}: a law of no world; let its first parameter be a world"]
    try:
        wanted = _given(law, worlds[0])
    except NoType as refusal:
        return [f"{place}: {refusal.construct}; {refusal.instead}"]
    given = [declared for _, declared in signature.parameters]
    is_frame = law.quantifier is Quantifier.FRAME
    if signature.returns is not (CHANGES if is_frame else bool):
        instead = "return Changes: {path: rows(key)}" if is_frame else "return a truth value"
        return [f"{place}: a law that returns {name_of(signature.returns)}; {instead}"]
    if len(given) != len(wanted) or not all(map(fits, wanted, given)):
        return [f"{place}: the parameters {_list(given)}; a law of {law.quantifier.value} has {_list(wanted)}"]
    return []


def _given(law: Law, world: type) -> list[Type]:
    """What a law of this kind is given."""
    match law.quantifier:
        case Quantifier.WORLD:
            return [world]
        case Quantifier.ROW:
            rows = _rows_at(law.path, world)
            return [world, rows.key, rows.row]
        case Quantifier.KEY:
            return [world, _rows_at(law.path, world).key]
        case Quantifier.STEP:
            return [world, world]
        case Quantifier.STEP_ROW:
            return [world, world, _rows_at(law.path, world).key]
        case Quantifier.MESSAGE:
            return [world, world, SENT]
        case Quantifier.POSTCONDITION:
            return [world, world, *_taken(law)]
        case Quantifier.REFUSAL | Quantifier.FRAME:
            return [world, *_taken(law)]
        case Quantifier.VISIT:
            return [world, *(declared for _, declared in _signature_at(law.path).parameters)]


def _taken(law: Law) -> list[Type]:
    """The types of what a law about messages of one name asks for.

    Raises:
        NoType: there are two of one name, an argument of the message and a part of its receipt.
    """
    asked = _signature_at(law.path)
    for name, _ in asked.parameters:
        if name in law.takes and name in (ANSWER, ACCEPTED):
            raise NoType(
                f"the argument {name} of {law.path}, which is asked for like what a receipt holds",
                "give the argument another name",
            )
    named = dict(asked.parameters) | {ANSWER: asked.returns, ACCEPTED: bool}
    return [named[name] for name in law.takes]


def _signature_at(path: str) -> Signature:
    """The signature of a registered transition.

    Raises:
        NoType: there is none of this name.
    """
    if path not in REGISTRY:
        raise NoType(f"the transition {path}, which is not registered", "name one that is")
    return signature_of(function_of(REGISTRY[path]))


def _rows_at(path: str, world: type) -> Rows:
    rows = declared_type(type_at(world, path)) if path in shape_of(world).tables else None
    if not isinstance(rows, Rows):
        raise NoType(f"{path}, which is no table", "name a table by its path from the world")
    return rows


def _list(types: Sequence[Type]) -> str:
    return f"({', '.join(map(name_of, types))})"


def _unclean(module: str) -> list[str]:
    """Why a module of functions that a law calls leaves the subset."""
    try:
        linter.require_linted(module)
    except linter.LintError as refusal:
        return [str(finding) for finding in refusal.findings]
    return []


@cache
def _top_of(file: str, module: str) -> tuple[str, ...]:
    """What a module that holds laws does besides declaring."""
    source, found = source_of(file), list[str]()
    if source is None:
        return ()

    def report(node: ast.AST, construct: str, instead: str) -> None:
        found.append(f"{file}:{getattr(node, 'lineno', 0)}: the module: {construct}; {instead}")

    read_top(source.tree, vars(sys.modules[module]), report)
    read_globals(source.tree, source.text, report)
    return tuple(found)
