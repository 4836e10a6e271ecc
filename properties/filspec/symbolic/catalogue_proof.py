"""Proving the catalogue: one message of the actors against all laws, in a process of its own if wanted."""

from __future__ import annotations

from functools import cache

from filspec.actors.world import World
from filspec.laws.catalogue import catalogue
from filspec.symbolic.bounds import parameters_within_bounds, smallest_preset
from filspec.symbolic.prover import Prover
from filspec.symbolic.results import Result, result_of
from filspec.symbolic.stories.gallery import gallery
from filspec.symbolic.subjects import PROMISES, subjects


@cache
def _prover(seed: int) -> Prover:
    return Prover(World, catalogue(), parameters_within_bounds, smallest_preset, PROMISES, seed, samples=gallery())


def prove_message(name: str, seed: int = 0) -> Result:
    """Prove one message of the actors, by name.

    Raises:
        KeyError: there is no such message.
    """
    return result_of(_prover(seed).prove(subjects()[name]))
