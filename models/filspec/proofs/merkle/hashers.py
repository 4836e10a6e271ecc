"""The two node hashes of the storage proofs.

| tree | leaves | hash of a node |
|---|---|---|
| tree_d, pieces | Fr32-padded data | SHA-256 of two children, trimmed |
| tree_c, tree_r_last | column hashes, replica nodes | Poseidon of all children, Merkle tag |

Leaves are never hashed themselves.

Source: proofs-facts sections 3 and 8; rust-fil-proofs filecoin-hashers/src/{sha256,poseidon}.rs.
"""

from collections.abc import Callable
from hashlib import sha256

from filspec.proofs.fr import trim
from filspec.proofs.poseidon.hashing import poseidon_node

NodeHasher = Callable[[tuple[bytes, ...]], bytes]
"""Hashes the children of a node, 32 bytes each, to 32 bytes."""


def sha256_node(children: tuple[bytes, ...]) -> bytes:
    """Hash the concatenated children with SHA-256 and trim the digest into the field."""
    return trim(sha256(b"".join(children)).digest())


__all__ = ["NodeHasher", "poseidon_node", "sha256_node"]
