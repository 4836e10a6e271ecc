"""BLS signatures as Filecoin makes them: public keys in G1 (48 bytes), signatures in G2 (96 bytes).

The suite is BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_: the message is hashed to G2 and multiplied by the key, with
no augmentation. Two traps follow from "no augmentation". Signatures of many keys over one message can be forged by
whoever chooses a key last, so an aggregate is accepted only over distinct messages. And the identity point verifies
everything, so an identity public key is refused. Ethereum uses another suite (POP); its signatures do not verify here.

Private keys are 32 bytes little-endian on Filecoin, where most BLS libraries write big-endian.

Verification answers False whatever the bytes are; only the makers of signatures can get an exception.

Source: proofs-facts section 13; RFC 9380; bls-signatures src/signature.rs.
"""

import hashlib
from collections.abc import Sequence
from typing import NewType

from py_arkworks_bls12381 import GT, G1Point, G2Point, Scalar

PrivateKey = NewType("PrivateKey", bytes)
"""32 bytes, little-endian, from 1 to the group order less one."""
PublicKey = NewType("PublicKey", bytes)
"""48 bytes, a compressed G1 point."""
BlsSignature = NewType("BlsSignature", bytes)
"""96 bytes, a compressed G2 point."""

PRIVATE_KEY_BYTES = 32
PUBLIC_KEY_BYTES = 48
SIGNATURE_BYTES = 96
GROUP_ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
SIGNATURE_SUITE = b"BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_"
MAX_DOMAIN_TAG_BYTES = 255


class BlsError(ValueError):
    """A private key or signature that cannot be worked with."""


def private_key(number: int) -> PrivateKey:
    """Write a private key given as a number.

    Raises:
        BlsError: if the number is not from 1 to the group order less one.
    """
    if not 0 < number < GROUP_ORDER:
        raise BlsError("a private key is a number from 1 to the group order less one; generate another")
    return PrivateKey(number.to_bytes(PRIVATE_KEY_BYTES, "little"))


def public_key(key: PrivateKey) -> PublicKey:
    """Return the public key of a private key."""
    return PublicKey((G1Point() * _scalar(key)).to_compressed_bytes())


def sign(key: PrivateKey, message: bytes) -> BlsSignature:
    """Sign a message; the same key and message always give the same signature."""
    return BlsSignature((_hash(message, SIGNATURE_SUITE) * _scalar(key)).to_compressed_bytes())


def verify(key: PublicKey, message: bytes, signature: BlsSignature) -> bool:
    """Tell whether the owner of a public key signed the message.

    False as well for bytes that are no point, a point off the curve or outside the subgroup, and the identity key.
    """
    return _verify_distinct([(key, message)], signature)


def aggregate(signatures: Sequence[BlsSignature]) -> BlsSignature:
    """Add up signatures into one of 96 bytes; of none, the identity.

    Raises:
        BlsError: if one of them is not the encoding of a point of the G2 subgroup.
    """
    total = G2Point.identity()
    for position, signature in enumerate(signatures):
        point = _g2_point(signature)
        if point is None:
            raise BlsError(f"signature {position} is no point of the G2 subgroup; leave it out of the aggregate")
        total = total + point
    return BlsSignature(total.to_compressed_bytes())


def verify_aggregate(signed: Sequence[tuple[PublicKey, bytes]], signature: BlsSignature) -> bool:
    """Tell whether an aggregate holds one signature for each pair of public key and message.

    False if two messages are equal. For no pairs only the aggregate of nothing, the identity, verifies.
    """
    if len({message for _, message in signed}) != len(signed):
        return False
    return _verify_distinct(signed, signature)


def hash_to_g2(message: bytes, domain_tag: bytes = SIGNATURE_SUITE) -> bytes:
    """Hash a message to a compressed G2 point (RFC 9380, BLS12381G2_XMD:SHA-256_SSWU_RO_).

    Args:
        message: any bytes.
        domain_tag: separates the uses of the hash; one above 255 bytes is hashed first (RFC 9380 section 5.3.3).
    """
    return _hash(message, domain_tag).to_compressed_bytes()


def g2_coordinates(compressed: bytes) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return x and y of a compressed G2 point, each as (c0, c1) of c0 + c1 * i.

    Raises:
        BlsError: if the bytes are not the encoding of a point of the subgroup.
    """
    point = _g2_point(compressed)
    if point is None:
        raise BlsError(f"{len(compressed)} bytes that are no point of the G2 subgroup")
    encoded = point.to_xy_bytes_be()
    x0, x1, y0, y1 = (int.from_bytes(encoded[start : start + 48], "big") for start in range(0, 192, 48))
    return (x0, x1), (y0, y1)


def _verify_distinct(signed: Sequence[tuple[PublicKey, bytes]], signature: BlsSignature) -> bool:
    """Check the product of e(key, hash of message) against e(generator, signature)."""
    signature_point = _g2_point(signature)
    if signature_point is None:
        return False
    keys = [-G1Point()]
    hashes = [signature_point]
    for key, message in signed:
        key_point = _g1_point(key)
        if key_point is None or key_point == G1Point.identity():
            return False
        keys.append(key_point)
        hashes.append(_hash(message, SIGNATURE_SUITE))
    return GT.pairing_check(keys, hashes)


def _hash(message: bytes, domain_tag: bytes) -> G2Point:
    """Hash a message to a point of G2."""
    if len(domain_tag) > MAX_DOMAIN_TAG_BYTES:
        domain_tag = hashlib.sha256(b"H2C-OVERSIZE-DST-" + domain_tag).digest()
    return G2Point.hash_to_curve(message, domain_tag)


def _scalar(key: PrivateKey) -> Scalar:
    """Read a private key.

    Raises:
        BlsError: if it is not 32 bytes, is zero, or is not below the group order.
    """
    if len(key) != PRIVATE_KEY_BYTES:
        raise BlsError(f"a private key has {PRIVATE_KEY_BYTES} bytes, not {len(key)}")
    return Scalar.from_le_bytes(private_key(int.from_bytes(key, "little")))


def _g1_point(compressed: bytes) -> G1Point | None:
    """Decode a point of the G1 subgroup, or None if the bytes are none."""
    if len(compressed) != PUBLIC_KEY_BYTES:
        return None
    try:
        return G1Point.from_compressed_bytes(compressed)
    except ValueError:
        return None


def _g2_point(compressed: bytes) -> G2Point | None:
    """Decode a point of the G2 subgroup, or None if the bytes are not its one encoding."""
    if len(compressed) != SIGNATURE_BYTES:
        return None
    try:
        point = G2Point.from_compressed_bytes(compressed)
    except ValueError:
        return None
    # The library reads whatever has the flag of the identity as the identity; a key is refused as such.
    return point if point.to_compressed_bytes() == compressed else None
