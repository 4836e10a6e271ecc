"""Hashing with Poseidon: tree nodes, columns, commitments, and preimages longer than one state.

Source: neptune src/poseidon.rs, src/sponge/; rust-fil-proofs filecoin-hashers/src/poseidon.rs; proofs-facts
section 2.
"""

from collections.abc import Sequence
from functools import lru_cache

from filspec.proofs.fr import MODULUS, Fr, decode_fr, encode_fr
from filspec.proofs.poseidon.domain_tags import constant_length_tag, merkle_tag
from filspec.proofs.poseidon.permutation import permutation
from filspec.proofs.poseidon.round_numbers import Strength

MD_ARITY = 36
"""Elements that one step of `hash_md` takes, the running digest included."""

_REMEMBERED_NODES = 1 << 14


def poseidon(
    preimage: Sequence[Fr], tag: Fr, *, arity: int | None = None, strength: Strength = Strength.STANDARD
) -> Fr:
    """Hash elements that fit into one state.

    Args:
        preimage: At most `arity` elements; zeros fill the rest.
        tag: Domain tag (see `domain_tags`).
        arity: Inputs of the permutation; the length of the preimage unless given.
        strength: Standard or strengthened.

    Returns:
        Element 1 of the permuted state; element 0, where the tag was, is never shown.

    Raises:
        ValueError: If the preimage is longer than the arity.
    """
    arity = len(preimage) if arity is None else arity
    if len(preimage) > arity:
        raise ValueError(
            f"{len(preimage)} elements do not fit into a Poseidon state of arity {arity}; use poseidon_sponge"
        )
    padding = (0,) * (arity - len(preimage))
    return Fr(permutation(arity, strength)((tag, *preimage, *padding))[1])


def poseidon_merkle(preimage: Sequence[Fr], strength: Strength = Strength.STANDARD) -> Fr:
    """Hash the children of a tree node, the labels of a column, or the two roots of comm_r."""
    return poseidon(preimage, merkle_tag(len(preimage)), strength=strength)


def poseidon_constant_length(preimage: Sequence[Fr], arity: int, strength: Strength = Strength.STANDARD) -> Fr:
    """Hash a preimage whose length is fixed by the protocol, through a sponge if it is longer than the arity."""
    return poseidon_sponge(preimage, constant_length_tag(len(preimage)), arity=arity, strength=strength)


def poseidon_sponge(preimage: Sequence[Fr], tag: Fr, *, arity: int, strength: Strength = Strength.STANDARD) -> Fr:
    """Hash a preimage of any length in simplex mode: add `arity` elements to the state, permute, repeat.

    One block of input gives the same digest as `poseidon`.
    """
    permute = permutation(arity, strength)
    state: tuple[int, ...] = (tag, *(0,) * arity)
    for start in range(0, max(len(preimage), 1), arity):
        block = preimage[start : start + arity]
        padded = (0, *block, *(0,) * (arity - len(block)))
        state = permute(tuple((held + added) % MODULUS for held, added in zip(state, padded, strict=True)))
    return Fr(state[1])


def hash_md(preimage: Sequence[Fr]) -> Fr:
    """Hash by chaining: the running digest and the next 35 elements, zero filled, form each step's preimage.

    Raises:
        ValueError: If the preimage is empty.
    """
    if not preimage:
        raise ValueError("hash_md starts from the first element; the preimage is empty")
    digest = preimage[0]
    for start in range(1, len(preimage), MD_ARITY - 1):
        digest = poseidon((digest, *preimage[start : start + MD_ARITY - 1]), merkle_tag(MD_ARITY), arity=MD_ARITY)
    return digest


@lru_cache(maxsize=_REMEMBERED_NODES)
def poseidon_node(children: tuple[bytes, ...]) -> bytes:
    """Hash 32-byte nodes with the Merkle tag; the arity is their number.

    The paths of one proof share their upper nodes, and every validator of a chain checks the same proof, so
    the newest digests are remembered.

    Raises:
        NonCanonicalError: If a child is not a canonical field element.
    """
    return encode_fr(poseidon_merkle([decode_fr(child) for child in children]))
