"""Encoding: a replica is the data plus the labels of the last layer, node by node in the field.

Source: proofs-facts section 8; rust-fil-proofs storage-proofs-porep/src/encode.rs.
"""

from collections.abc import Sequence

from filspec.proofs.fr import MODULUS, Fr, decode_fr, encode_fr


def encode_node(label: bytes, node: bytes) -> bytes:
    """Add a label to a data node.

    Raises:
        NonCanonicalError: If either is not a field element.
    """
    return encode_fr(Fr((decode_fr(label) + decode_fr(node)) % MODULUS))


def decode_node(label: bytes, node: bytes) -> bytes:
    """Subtract a label from a replica node.

    Raises:
        NonCanonicalError: If either is not a field element.
    """
    return encode_fr(Fr((decode_fr(node) - decode_fr(label)) % MODULUS))


def encode(key: Sequence[bytes], nodes: Sequence[bytes]) -> tuple[bytes, ...]:
    """Encode data nodes with the labels of the last layer."""
    return tuple(encode_node(label, node) for label, node in zip(key, nodes, strict=True))


def decode(key: Sequence[bytes], nodes: Sequence[bytes]) -> tuple[bytes, ...]:
    """Recover data nodes from replica nodes."""
    return tuple(decode_node(label, node) for label, node in zip(key, nodes, strict=True))
