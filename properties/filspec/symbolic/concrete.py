"""From the solver's values to ordinary ones: a whole world, arguments, and the oracles' answers.

A model of a failed proof speaks of some rows of tables that go on without end. Closed, the world has just these rows:
every sum equals what they contribute, every list is empty, and the numbers are the smallest that will do. That world
can be run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from filspec.kit.oracles import Answers
from filspec.kit.tables import PairTable, Table
from filspec.kit.transitions import REGISTRY, Kind
from filspec.kit.worlds import type_at
from filspec.symbolic.executor import Executor
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.oracles import answer_of
from filspec.symbolic.products import definitions_in
from filspec.symbolic.readings import reader
from filspec.symbolic.shapes import shape_of_value, terms_of
from filspec.symbolic.solver import Model, Solver
from filspec.symbolic.tables import Key, SymbolicTable
from filspec.symbolic.terms import (
    EMPTY_LIST,
    INT,
    SEQUENCE,
    Term,
    all_equal,
    at_most,
    conjunction,
    disjunction,
    equal,
    known_truth,
    negation,
    number,
    sort_of,
)
from filspec.symbolic.worlds import World, assembled, layout_of, scalar_terms, tables_of

SEARCH = 12_000_000
"""Resource units for one search for ordinary values, however many bounds are tried in it."""

ONE_TRY = SEARCH // 2
"""Resource units for the search within one bound."""

SIZES = (256, None)
"""Bounds for all numbers, tried in this order; None for no bound."""


class Instance(NamedTuple):
    """A lawful world as the solver sees it, with a message, in ordinary values.

    Attributes:
        world: the world.
        arguments: of the transition.
        answers: of the oracles.
        keys: all keys of each table that the proof spoke about, whether there is a row or not.
        foreseen: what the proof says of the world after: each leaf, and each row or None by table and key. Behind a
            loop it says nothing.
    """

    world: World
    arguments: tuple[object, ...]
    answers: Answers
    keys: dict[str, list[object]]
    foreseen: dict[tuple[str, object], object]


def instance_of(
    executor: Executor,
    arguments: Sequence[object],
    formulas: Sequence[Term],
    solver: Solver,
    sizes: Sequence[int | None] = SIZES,
) -> Instance | None:
    """The smallest closed world and arguments that the formulas allow; None if none was found.

    It is looked for among the worlds of the example parameters, where products are easy, and then among all.
    """
    executor.knowledge.deepen()
    end = solver.spent + SEARCH
    example = list(executor.setting.example(executor.start))
    for fillers, within in ((False, example), (True, example), (False, [])):
        if fillers:
            _touch_fillers(executor)
        closed = [*formulas, *(fact.term for fact in executor.facts()), *_closing(executor, arguments), *within]
        closed += definitions_in(_terms_after(executor))
        numbers = _numbers(executor, arguments)
        for size in sizes:
            small = [] if size is None else [_within(term, size) for term in numbers]
            left = end - solver.spent
            model = solver.find([*closed, *small], min(left, ONE_TRY)) if left > 0 else None
            if model is not None:
                return _read(executor, arguments, model)
    return None


def _touch_fillers(executor: Executor) -> None:
    """Let each table have one more row than those spoken about."""
    for table in tables_of(executor.start):
        key = table.key_shape.unknown_terms(name_in(Space.FILLER, table.path))
        executor.touch(table.path, key)


def _closing(executor: Executor, arguments: Sequence[object]) -> list[Term]:
    """There are no rows but those spoken about, and no items in lists."""
    tables = {table.path: table for table in tables_of(executor.start)}
    facts = [fact for table in tables.values() for fact in _no_lawless_rows(executor, table)]
    for read in list(executor.knowledge.reads.values()):
        table = tables[read.table.path]
        total = executor.sums.total(table, read.summand, read.group)
        facts.append(equal(total, executor.sums.of_rows(table, read.summand, read.group, _keys(executor, table))))
    return facts + [equal(term, EMPTY_LIST) for term in _terms_before(executor, arguments) if sort_of(term) == SEQUENCE]


def _no_lawless_rows(executor: Executor, table: SymbolicTable) -> list[Term]:
    """A row at whose key no law is assumed is one of the others, or is not there."""
    lawful = executor.knowledge.keys(table.path, lawful=True)
    return [
        disjunction([negation(table.has(key)), *(all_equal(key, other) for other in lawful)])
        for key in executor.knowledge.keys(table.path, lawful=False)
    ]


def _keys(executor: Executor, table: SymbolicTable) -> list[Key]:
    knowledge = executor.knowledge
    return knowledge.keys(table.path, lawful=True) + knowledge.keys(table.path, lawful=False)


def _terms_after(executor: Executor) -> list[Term]:
    """All terms of the world at the end of the path."""
    terms = [term for leaf in scalar_terms(executor.world).values() for term in leaf]
    for table in tables_of(executor.world):
        terms += [term for key in _keys(executor, table) for term in (table.has(key), *table.terms_at(key))]
    return terms


def _numbers(executor: Executor, arguments: Sequence[object]) -> list[Term]:
    """All numbers of the world and the message; parameters are as large as they are."""
    return [term for term in _terms_before(executor, arguments) if sort_of(term) == INT]


def _terms_before(executor: Executor, arguments: Sequence[object]) -> list[Term]:
    """All terms of the world at the start of the path, and of the message, without those of parameters."""
    scalars = scalar_terms(executor.start)
    terms = [term for path, leaf in scalars.items() if path != "parameters" for term in leaf] + terms_of(arguments)
    for table in tables_of(executor.start):
        terms += [term for key in _keys(executor, table) for term in (*key, *table.terms_at(key))]
    return list(dict.fromkeys(terms))


def _within(term: Term, size: int) -> Term:
    return conjunction([at_most(number(-size), term), at_most(term, number(size))])


def _read(executor: Executor, arguments: Sequence[object], model: Model) -> Instance:
    read, layout = reader(model), layout_of(executor.world_class)
    scalars = scalar_terms(executor.start)
    leaves: dict[str, object] = {path: shape.build(iter(scalars[path]), read) for path, shape in layout.scalars}
    keys: dict[str, list[object]] = {}
    for table in tables_of(executor.start):
        rows: dict[object, object] = {}
        keys[table.path] = []
        for key in _keys(executor, table):
            value = table.key_shape.build(iter(key), read)
            keys[table.path].append(value)
            if known_truth(model.value(table.has(key))):
                rows[value] = table.row_shape.build(iter(table.terms_at(key)), read)
        paired = getattr(type_at(executor.world_class, table.path), "__origin__", Table) is PairTable
        leaves[table.path] = PairTable(rows) if paired else Table(rows)  # type: ignore[arg-type]
    given = tuple(shape_of_value(value).build(iter(terms_of([value])), read) for value in arguments)
    return Instance(
        assembled(executor.world_class, "", leaves), given, _answers(executor, model), keys, _foreseen(executor, model)
    )


def _foreseen(executor: Executor, model: Model) -> dict[tuple[str, object], object]:
    """The world at the end of the path, as the model has it."""
    if executor.eras != executor.start_eras:
        return {}
    read, scalars = reader(model), scalar_terms(executor.world)
    found: dict[tuple[str, object], object] = {
        (path, None): shape.build(iter(scalars[path]), read) for path, shape in layout_of(executor.world_class).scalars
    }
    for table in tables_of(executor.world):
        for key in _keys(executor, table):
            there = known_truth(model.value(table.has(key)))
            row = table.row_shape.build(iter(table.terms_at(key)), read) if there else None
            found[table.path, table.key_shape.build(iter(key), read)] = row
    return found


def _answers(executor: Executor, model: Model) -> Answers:
    """The oracles as the model has them; what is asked with the world is answered in turn."""
    world_class = executor.world_class
    in_turn = {name: iter(_given(executor, name, model)) for name in {answer.oracle for answer in executor.answers}}

    def answering(function: Callable[..., object]) -> Callable[..., object]:
        def answer(*asked: object) -> object:
            if any(isinstance(argument, world_class) for argument in asked):
                return next(in_turn.get(function.__name__, iter(())), False)
            found = answer_of(function, asked, world_class, 0)
            return shape_of_value(found.value).build(iter([found.term]), reader(model))

        return answer

    oracles = [declared for declared in REGISTRY.values() if declared.kind is Kind.ORACLE]
    return {oracle.name: answering(oracle.function) for oracle in oracles}


def _given(executor: Executor, oracle: str, model: Model) -> list[object]:
    return [
        shape_of_value(answer.value).build(iter([answer.term]), reader(model))
        for answer in executor.answers
        if answer.oracle == oracle and answer.with_world
    ]
