"""A BLS private key from a 32-byte seed.

The seed keys a ChaCha20 generator; its first 32 bytes are the key material of the BLS KeyGen procedure, which is
HKDF-SHA-256 over 48 bytes reduced by the group order, repeated with a rehashed salt in the case of zero.

Source: proofs-facts section 13; filecoin-ffi rust/src/bls/api.rs; draft-irtf-cfrg-bls-signature-04 section 2.3;
RFC 5869 (HKDF).
"""

import hashlib
import hmac
from itertools import islice

from filspec.crypto.bls import GROUP_ORDER, BlsError, PrivateKey, private_key
from filspec.crypto.chacha import chacha_words

SEED_BYTES = 32
CHACHA_ROUNDS = 20
KEY_MATERIAL_WORDS = 8
KEYGEN_SALT = b"BLS-SIG-KEYGEN-SALT-"
OUTPUT_BYTES = 48
"""Bytes drawn for a number below the 32-byte group order, so that reduction leaves no noticeable bias."""


def private_key_from_seed(seed: bytes) -> PrivateKey:
    """Return the private key that a 32-byte seed determines.

    Raises:
        BlsError: if the seed has another length.
    """
    if len(seed) != SEED_BYTES:
        raise BlsError(f"a seed has {SEED_BYTES} bytes, not {len(seed)}")
    words = islice(chacha_words(seed, CHACHA_ROUNDS), KEY_MATERIAL_WORDS)
    return keygen(b"".join(word.to_bytes(4, "little") for word in words))


def keygen(key_material: bytes) -> PrivateKey:
    """Return the private key that BLS KeyGen derives from secret key material, with empty key information."""
    salt = KEYGEN_SALT
    number = 0
    while number == 0:
        salt = hashlib.sha256(salt).digest()
        pseudorandom_key = hmac.digest(salt, key_material + b"\x00", "sha256")
        expanded = _hkdf_expand(pseudorandom_key, OUTPUT_BYTES.to_bytes(2, "big"), OUTPUT_BYTES)
        number = int.from_bytes(expanded, "big") % GROUP_ORDER
    return private_key(number)


def _hkdf_expand(pseudorandom_key: bytes, information: bytes, length: int) -> bytes:
    """Return `length` bytes of HKDF-SHA-256 output (RFC 5869 section 2.3)."""
    output, block = b"", b""
    for counter in range(1, -(-length // hashlib.sha256().digest_size) + 1):
        block = hmac.digest(pseudorandom_key, block + information + bytes([counter]), "sha256")
        output += block
    return output[:length]
