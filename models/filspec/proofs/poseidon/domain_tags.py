"""The first element of every Poseidon state says what the hash is for, so that no digest can pass for another kind.

Source: neptune src/hash_type.rs; proofs-facts section 2.
"""

from filspec.proofs.fr import Fr

ENCRYPTION_TAG = Fr(1 << 32)
"""Hashing for encryption."""

SPONGE_TAG = Fr(0)
"""A sponge of open length."""


def merkle_tag(arity: int) -> Fr:
    """Return the tag of tree nodes, columns and comm_r: one bit for each child."""
    return Fr((1 << arity) - 1)


def constant_length_tag(length: int) -> Fr:
    """Return the tag of preimages that always have `length` elements."""
    return Fr(length << 64)


def custom_tag(identifier: int) -> Fr:
    """Return the tag of an application's own use.

    Raises:
        ValueError: If the identifier is not in 1 .. 256.
    """
    if not 1 <= identifier <= 256:
        raise ValueError(f"a custom domain tag has an identifier in 1 .. 256, got {identifier}")
    return Fr(identifier << 40)
