"""Fr32 padding: 254 bits of payload in every 256 bits, so that every 32 bytes are a field element.

The payload is one stream of bits, the lowest bit of the first byte first. After every 254 of them two zero
bits are inserted. 127 bytes are exactly four runs of 254 bits, so they become 128 bytes, and quads of 127
bytes are padded independently.

Source: proofs-facts section 1; rust-fil-proofs fr32/src/reader.rs.
"""

from filspec.proofs.fr import CAPACITY_BITS, NODE_BYTES

QUAD_UNPADDED_BYTES = 127
"""Payload of four nodes."""

QUAD_PADDED_BYTES = 128
"""Four nodes."""

_RUN = (1 << CAPACITY_BITS) - 1


def pad(payload: bytes) -> bytes:
    """Insert the two zero bits and fill the last node with zeros.

    Args:
        payload: Any number of bytes.

    Returns:
        A multiple of 32 bytes; 128 for every 127 of the payload.
    """
    nodes_needed = -(-len(payload) * 8 // CAPACITY_BITS)
    quads = (payload[start : start + QUAD_UNPADDED_BYTES] for start in range(0, len(payload), QUAD_UNPADDED_BYTES))
    return b"".join(map(_pad_quad, quads))[: nodes_needed * NODE_BYTES]


def _pad_quad(quad: bytes) -> bytes:
    bits = int.from_bytes(quad, "little")
    spread = (
        bits & _RUN
        | (bits >> 254 & _RUN) << 256
        | (bits >> 508 & _RUN) << 512
        | bits >> 762 << 768
    )  # fmt: skip
    return spread.to_bytes(QUAD_PADDED_BYTES, "little")


def unpad(padded: bytes) -> bytes:
    """Drop the two top bits of every node.

    Args:
        padded: A multiple of 32 bytes.

    Returns:
        The whole bytes among the 254 bits of each node: 127 for every 128, and 31, 63 or 95 for 1, 2 or 3
        nodes left over.

    Raises:
        ValueError: If the input is not a multiple of 32 bytes.
    """
    if len(padded) % NODE_BYTES:
        raise ValueError(f"padded data comes in nodes of {NODE_BYTES} bytes, got {len(padded)} bytes")
    quads = (padded[start : start + QUAD_PADDED_BYTES] for start in range(0, len(padded), QUAD_PADDED_BYTES))
    whole_bytes = len(padded) // NODE_BYTES * CAPACITY_BITS // 8
    return b"".join(map(_unpad_quad, quads))[:whole_bytes]


def _unpad_quad(quad: bytes) -> bytes:
    bits = int.from_bytes(quad, "little")
    joined = (
        bits & _RUN
        | (bits >> 256 & _RUN) << 254
        | (bits >> 512 & _RUN) << 508
        | (bits >> 768 & _RUN) << 762
    )  # fmt: skip
    return joined.to_bytes(QUAD_UNPADDED_BYTES, "little")
