"""Foresight: the world that the solver foresaw at the end of a story is the one that the run comes to."""

from __future__ import annotations

from collections.abc import Iterator

from filspec.symbolic.reach.finite_tables import FiniteTable
from filspec.symbolic.reach.settled import found_value, terms_of
from filspec.symbolic.solver import Model
from filspec.symbolic.terms import Term, known_truth
from filspec.symbolic.worlds import World, at, layout_of


def surprises(foreseen: World, model: Model, found: World) -> Iterator[str]:
    """Where the world at the end of a run differs from what was foreseen; in a sound engine nowhere."""
    layout = layout_of(type(found))
    for path, _ in layout.scalars:
        expected, real = found_value(model, at(foreseen, path)), at(found, path)
        if expected != real:
            yield f"{path} is {real}, and not {expected}"
    for table in layout.tables:
        rows, real_rows = rows_in(at(foreseen, table.path), model), dict(at(found, table.path).items_in_order())
        for key in sorted({*rows, *real_rows}):
            if rows.get(key) != real_rows.get(key):
                yield f"{table.path}[{key}] is {real_rows.get(key)}, and not {rows.get(key)}"


def rows_in(table: FiniteTable, model: Model) -> dict[object, object]:
    """The rows of a finite table, as the solver has them."""
    return {
        found_value(model, table.key_of(cell)): found_value(model, table.row_of(cell))
        for cell in table.rows.values()
        if known_truth(model.value(cell.present))
    }


def all_terms(world: World) -> list[Term]:
    """All terms of a world, products and quotients among them, which the solver must take for what they are."""
    layout = layout_of(type(world))
    terms = [term for path, _ in layout.scalars for term in terms_of(at(world, path))]
    cells = [cell for table in layout.tables for cell in at(world, table.path).rows.values()]
    return terms + [term for cell in cells for term in (*cell.key, cell.present, *cell.columns)]
