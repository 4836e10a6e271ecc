"""BLAKE2b at the digest lengths Filecoin uses: 32 bytes for CIDs and randomness, 20 for addresses, 4 for checksums.

Source: RFC 7693; proofs-facts sections 3, 13 and 16.
"""

from hashlib import blake2b


def blake2b_256(message: bytes) -> bytes:
    """Return the 32-byte digest: content identifiers, randomness, tickets."""
    return blake2b(message, digest_size=32).digest()


def blake2b_160(message: bytes) -> bytes:
    """Return the 20-byte digest: the payload of secp256k1 and actor addresses."""
    return blake2b(message, digest_size=20).digest()


def blake2b_32(message: bytes) -> bytes:
    """Return the 4-byte digest: the checksum at the end of an address text."""
    return blake2b(message, digest_size=4).digest()
