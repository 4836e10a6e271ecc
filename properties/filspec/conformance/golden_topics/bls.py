"""BLS signatures, keys, beacons and hashing to the curve (proofs-facts section 13)."""

from filspec.conformance.computations import Computed, computes
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.crypto.address import Network, Protocol, address_from_text, bls_address
from filspec.crypto.bls import (
    SIGNATURE_SUITE,
    BlsSignature,
    PrivateKey,
    PublicKey,
    g2_coordinates,
    hash_to_g2,
    private_key,
    public_key,
    sign,
    verify,
)
from filspec.crypto.drand import NO_PREVIOUS_SIGNATURE, verify_beacon
from filspec.crypto.key_generation import private_key_from_seed

CHAINED = "sha256(previous_signature | round u64 BE)"
UNCHAINED = "sha256(round u64 BE)"
KEYGEN_RULE = (
    'ChaCha20 RNG seeded; its first 32 bytes are the IKM of BLS KeyGen with salt SHA-256("BLS-SIG-KEYGEN-SALT-")'
)
_DIGITS = 96


@computes("bls_sign")
def bls_sign(vector: Vector) -> Computed:
    """Sign a text; it is taken as its bytes even where it looks like hexadecimal."""
    inputs = vector.inputs
    suite = inputs["ciphersuite"].text().encode()
    if suite != SIGNATURE_SUITE:
        raise UnsupportedError(f"no signatures of the suite {inputs['ciphersuite'].text()!r}")
    message = inputs["message_ascii"].text().encode()
    key = private_key(inputs["private_key_decimal"].integer())
    signature = sign(key, message)
    assert verify(public_key(key), message, signature), "a signature just made does not verify"
    return {
        "hash_to_g2_hex": hash_to_g2(message, suite).hex(),
        "public_key_hex": public_key(key).hex(),
        "signature_hex": signature.hex(),
    }


@computes("bls_message")
def bls_message(vector: Vector) -> Computed:
    """Sign the CID bytes of a message."""
    inputs = vector.inputs
    order = inputs["private_key_order"].text()
    if order not in ("little-endian", "big-endian"):
        raise UnsupportedError(f"no rule for a private key in {order!r} order")
    written = inputs["private_key_hex"].octets(32)
    key = PrivateKey(written if order == "little-endian" else written[::-1])
    if address_from_text(inputs["from_address"].text()).protocol is Protocol.BLS:
        derived = bls_address(public_key(key))
        vector.agree("from_address", derived.text(Network(inputs["from_address"].text()[0])))
    return {"signature_hex": sign(key, inputs["signed_bytes_hex"].octets()).hex()}


@computes("bls_keygen")
def bls_keygen(vector: Vector) -> Computed:
    """Derive a private key from a seed."""
    inputs = vector.inputs
    if "rule" in inputs and inputs["rule"].text() != KEYGEN_RULE:
        raise UnsupportedError(f"no rule for generating a key by {inputs['rule'].text()!r}")
    return {"private_key_le_hex": private_key_from_seed(inputs["seed_hex"].octets()).hex()}


@computes("drand_beacon")
def drand_beacon(vector: Vector) -> Computed:
    """Verify a beacon round under the scheme its message rule names."""
    inputs = vector.inputs
    rule = inputs["message"].text() if "message" in inputs else CHAINED
    if rule not in (CHAINED, UNCHAINED):
        raise UnsupportedError(f"no rule for the beacon message {rule!r}")
    previous = NO_PREVIOUS_SIGNATURE
    if rule == CHAINED:
        previous = BlsSignature(inputs["previous_signature_hex"].octets())
    valid = verify_beacon(
        PublicKey(inputs["public_key_hex"].octets()),
        inputs["round"].integer(),
        BlsSignature(inputs["signature_hex"].octets()),
        previous,
    )
    return {"valid": valid}


@computes("hash_to_g2")
def hash_to_curve(vector: Vector) -> Computed:
    """Hash a text to G2; coordinates are written as c0,c1 of c0 + c1 * i."""
    hashed = hash_to_g2(vector.inputs["message_ascii"].text().encode(), vector.inputs["dst"].text().encode())
    x, y = (",".join(f"0x{part:0{_DIGITS}x}" for part in coordinate) for coordinate in g2_coordinates(hashed))
    return {"x": x, "y": y}
