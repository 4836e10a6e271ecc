"""Lifting: an ordinary world becomes one whose tables take unknown keys and rows."""

from __future__ import annotations

from filspec.kit.worlds import Leaves, shape_of
from filspec.symbolic.reach.finite_tables import FiniteTable
from filspec.symbolic.worlds import World, assembled, at, layout_of


def lifted(world: World) -> World:
    """The world with finite tables; its scalars stay as they are."""
    layout = layout_of(type(world))
    leaves: dict[str, object] = {scalar.path: at(world, scalar.path) for scalar in layout.scalars}
    for path, key, row, _ in layout.tables:
        leaves[path] = FiniteTable(path, key, row, at(world, path).items_in_order())
    return assembled(type(world), "", leaves)


def leaves_of_world(world: World) -> Leaves:
    """The state of a lifted world, as a value."""
    return shape_of(type(world)).leaves(world)


def put_back(world: World, leaves: Leaves) -> None:
    """Set a lifted world to a state."""
    shape_of(type(world)).restore(world, leaves)
