"""Spoken of: the leaves that the answers of laws depend on.

Each law is evaluated once as a term, of worlds and a key of which nothing is known. Its answer in any worlds is that
term with their leaves put in, so leaves that the term does not contain make no difference to it: it says the same of
two worlds that differ in no other. A sum depends on which rows there are, and on the columns that its summand reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from filspec.kit.laws import OF_STATES, OF_STEPS, Law
from filspec.symbolic.anatomy import unknowns_in
from filspec.symbolic.contexts import fresh_context
from filspec.symbolic.executor import Executor
from filspec.symbolic.leaves import Place, leaves_of
from filspec.symbolic.lemmas import bystander
from filspec.symbolic.setting import Setting
from filspec.symbolic.tables import PRESENCE
from filspec.symbolic.worlds import World, unknown_world


@cache
def spoken_of(laws: tuple[Law, ...], world_class: type) -> Mapping[str, frozenset[Place]]:
    """The leaves that the answers of laws of states and of steps depend on, by the name of the law."""
    with fresh_context(), bystander(world_class, Setting((), ())) as executor:
        worlds = executor.before, unknown_world(world_class, "#after", executor)
        one, two = ([law for law in laws if law.quantifier in some] for some in (OF_STATES, OF_STEPS))
        return {law.name: _spoken_of(law, worlds[:1], executor) for law in one} | {
            law.name: _spoken_of(law, worlds, executor) for law in two
        }


def _spoken_of(law: Law, worlds: tuple[World, ...], executor: Executor) -> frozenset[Place]:
    key = executor.arbitrary_key(law.path) if law.path else ()
    found = executor.knowledge.said(law, worlds, key)
    unknowns, places = set(unknowns_in(found.term)), set[Place]()
    for world in worlds:
        places |= {place for place, term in leaves_of(world).items() if term in unknowns}
    for read in found.reads:
        columns = (PRESENCE, *executor.sums.columns_read(read.table, read.summand))
        places |= {(read.table.path, column) for column in columns}
    return frozenset(places)
