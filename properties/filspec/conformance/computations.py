"""The register of what can be recomputed: kind of vector -> function from its inputs to the outcome's fields.

A computation returns every field it can derive; a vector that expects a field beyond these is reported as unsupported,
never as passed. The topics are imported at first use, because the proofs bring numbers of rounds and constants along.
"""

import importlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeAlias

from filspec.conformance.field import Json
from filspec.conformance.vector import UnsupportedError, Vector

Computed: TypeAlias = Mapping[str, Json]
Computation: TypeAlias = Callable[[Vector], Computed]

TOPICS = (
    "address",
    "bls",
    "cid",
    "snark",
    "commp",
    "election",
    "fr32",
    "graph",
    "labels",
    "params",
    "porep",
    "porep_challenges",
    "poseidon",
    "post_challenges",
    "vrf",
    "weight",
)
"""Modules of `filspec.conformance.golden_topics`, one for each subject."""

PUBLISHED_FIGURES = frozenset({"vk_blake2b_16", "vk_cid"})
"""Fields that no inputs determine: digests of key files that a ceremony made. They are named and never compared."""

_REGISTER: dict[str, Computation] = {}


def computes(kind: str) -> Callable[[Computation], Computation]:
    """Register a function as the computation of one kind of vector."""

    def register(computation: Computation) -> Computation:
        assert kind not in _REGISTER, f"two computations claim the kind {kind!r}"
        _REGISTER[kind] = computation
        return computation

    return register


def computation_of(kind: str) -> Computation:
    """Return the computation of a kind of vector, once the topics are loaded.

    Raises:
        UnsupportedError: if there is none.
    """
    if kind not in _REGISTER:
        raise UnsupportedError(f"no computation for the kind {kind!r}")
    return _REGISTER[kind]


@cache
def load_topics() -> None:
    """Import every topic, which fills the register."""
    for topic in TOPICS:
        importlib.import_module(f"filspec.conformance.golden_topics.{topic}")
