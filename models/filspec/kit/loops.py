"""Loops and attempts: the only ways a transition repeats or survives a rejection.

A loop calls a step, itself an ordinary transition with an obligation of its own, for each row or item. Rows go in key
order, and a row that is gone when its turn comes is passed over, so that a step may delete rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Concatenate, ParamSpec, TypeVar

from filspec.kit import engine, visits
from filspec.kit.requirement import Rejected
from filspec.kit.tables import PairTable, Table
from filspec.kit.transitions import transition_of
from filspec.kit.worlds import shape_of

W = TypeVar("W")
Key = TypeVar("Key")
Row = TypeVar("Row")
Group = TypeVar("Group")
Member = TypeVar("Member")
Item = TypeVar("Item")
P = ParamSpec("P")


def for_each(
    table: Table[Key, Row],
    step: Callable[Concatenate[W, Key, P], object],
    world: W,
    *extra: P.args,
    **named: P.kwargs,
) -> None:
    """Call ``step(world, key, *extra)`` for every row present now."""
    if engine.active is not None:
        engine.active.loop(table, engine.Over.ROWS, step, _given(step, world, extra, named))
        return
    _visit(table, table.keys_in_order(), step, world, extra, named)


def for_each_under(
    table: PairTable[Group, Member, Row],
    group: Group,
    step: Callable[Concatenate[W, tuple[Group, Member], P], object],
    world: W,
    *extra: P.args,
    **named: P.kwargs,
) -> None:
    """Call ``step(world, (group, member), *extra)`` for every row of one group present now."""
    if engine.active is not None:
        engine.active.loop(table, group, step, _given(step, world, extra, named))
        return
    _visit(table, table.keys_under(group), step, world, extra, named)


def _visit(
    table: Table[Key, Row],
    keys: list[Key],
    step: Callable[..., object],
    world: object,
    extra: tuple[object, ...],
    named: Mapping[str, object],
) -> None:
    """Call the step for each of these rows that is there in its turn, and note the loop if somebody asks for it."""
    notes = visits.active
    if notes is None:
        _call(table, keys, step, world, extra, named)
        return
    declared = transition_of(step)
    part = notes.part_for(declared, world)
    if part is None:
        _call(table, keys, step, world, extra, named)
        return
    before = part.leaves(world)
    _call(table, keys, step, world, extra, named)
    notes.add(declared, tuple(keys), _given(step, world, extra, named)[1:] if named else extra, part, before)


def _call(
    table: Table[Key, Row],
    keys: list[Key],
    step: Callable[..., object],
    world: object,
    extra: tuple[object, ...],
    named: Mapping[str, object],
) -> None:
    rows = table.rows
    for key in keys:
        if table.rows is rows or key in table:  # as long as nothing is written, all keys are there
            step(world, key, *extra, **named)


def for_each_in(
    items: tuple[Item, ...],
    step: Callable[Concatenate[W, Item, P], object],
    world: W,
    *extra: P.args,
    **named: P.kwargs,
) -> None:
    """Call ``step(world, item, *extra)`` for every item of a message's list, in its order."""
    if engine.active is not None:
        engine.active.loop(items, engine.Over.ITEMS, step, _given(step, world, extra, named))
        return
    for item in items:
        step(world, item, *extra, **named)


def attempt(step: Callable[Concatenate[W, P], object], world: W, *extra: P.args, **named: P.kwargs) -> bool:
    """Run a step that may be rejected; whether it was accepted. A rejected step changes nothing."""
    if engine.active is not None:
        return engine.active.attempt(step, transition_of(step).in_order((world, *extra), named))
    shape = shape_of(type(world))
    before, noted = shape.leaves(world), visits.mark()
    try:
        step(world, *extra, **named)
    except Rejected:
        shape.restore(world, before)
        visits.forget_after(noted)
        return False
    return True


def _given(
    step: Callable[..., object], world: object, extra: tuple[object, ...], named: Mapping[str, object]
) -> tuple[object, ...]:
    """What a loop gives to each step, in the order of the step's parameters and without the key or item."""
    first, _item, *rest = transition_of(step).in_order((world, None, *extra), named)
    return (first, *rest)
