"""The beginning of the induction: no transition leads to a genesis, so each is judged by all laws of states.

A law that every message keeps says nothing of a network that begins without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filspec.actors.genesis import genesis
from filspec.actors.parameters import PRESETS, Parameters, preset
from filspec.actors.world import World
from filspec.kit.worlds import shape_of
from filspec.laws.broken import LawBroken
from filspec.laws.checker import LawChecker
from filspec.symbolic.ledger import Entry
from filspec.symbolic.stories.gallery import stories


def broken_at_the_beginning() -> Iterator[Entry]:
    """The laws that a genesis breaks: of each, the first in the order of laws."""
    checker = LawChecker()
    for name, parameters in beginnings().items():
        world = genesis(parameters, ())
        try:
            checker.check_world(shape_of(World).leaves(world))
        except LawBroken as broken:
            yield Entry(subject=f"genesis of {name}", claim=broken.law.name, role="genesis", seed=0, word="failed")


def beginnings() -> Mapping[str, Parameters]:
    """The parameters that networks begin with: of the presets and the stories, each once, under its first name."""
    named = {name: preset(name) for name in PRESETS} | {story.name: story.parameters for story in stories()}
    found: dict[Parameters, str] = {}
    for name, parameters in named.items():
        found.setdefault(parameters, name)
    return {name: parameters for parameters, name in found.items()}
