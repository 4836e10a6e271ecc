import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_arkworks_bls12381 import G1Point, G2Point

from filspec.crypto.bls import (
    GROUP_ORDER,
    SIGNATURE_SUITE,
    BlsError,
    BlsSignature,
    PrivateKey,
    PublicKey,
    aggregate,
    g2_coordinates,
    hash_to_g2,
    private_key,
    public_key,
    sign,
    verify,
    verify_aggregate,
)

FIELD_ORDER = int(
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", 16
)
keys = st.integers(1, GROUP_ORDER - 1).map(private_key)
messages = st.binary(max_size=64)
IDENTITY_KEY = PublicKey(b"\xc0" + bytes(47))
IDENTITY_SIGNATURE = BlsSignature(b"\xc0" + bytes(95))


def outside_subgroup(decode_unchecked, length):
    """Return the first compressed point with a small x that lies on the curve and outside the subgroup."""
    for x in range(1, 100):
        compressed = b"\x80" + x.to_bytes(length - 1, "big")
        try:
            point = decode_unchecked(compressed)
        except ValueError:
            continue
        if not point.is_in_subgroup():
            return compressed
    pytest.fail("no such point has a small x")


@given(keys, messages)
def test_a_signature_verifies_and_is_always_the_same(key, message):
    signature = sign(key, message)

    assert verify(public_key(key), message, signature)
    assert sign(key, message) == signature


@given(keys, messages, st.data())
def test_a_changed_bit_of_key_message_or_signature_is_refused(key, message, data):
    parts = [public_key(key), message + b"!", sign(key, message + b"!")]
    at = data.draw(st.integers(0, 2))
    bit = data.draw(st.integers(0, 8 * len(parts[at]) - 1))
    changed = bytearray(parts[at])
    changed[bit // 8] ^= 1 << bit % 8
    parts[at] = bytes(changed)

    assert not verify(*parts)


@given(st.binary(max_size=100), messages, st.binary(max_size=100))
def test_arbitrary_bytes_are_refused_without_an_exception(key, message, signature):
    assert not verify(PublicKey(key), message, BlsSignature(signature))


@given(st.lists(st.tuples(keys, messages), unique_by=lambda signer: signer[1], max_size=4))
def test_an_aggregate_verifies_for_its_signers_only(signers):
    signed = [(public_key(key), message) for key, message in signers]
    combined = aggregate([sign(key, message) for key, message in signers])

    assert verify_aggregate(signed, combined)
    assert not verify_aggregate(
        [*signed, (public_key(private_key(1)), b"another message, 32 bytes long...." * 2)], combined
    )
    if signed:
        assert not verify_aggregate(signed[1:], combined)


@given(keys, keys, messages)
def test_an_aggregate_over_equal_messages_is_refused(key, other, message):
    signed = [(public_key(key), message), (public_key(other), message)]

    assert not verify_aggregate(signed, aggregate([sign(key, message), sign(other, message)]))


def test_the_identity_key_is_refused_although_its_pairing_holds():
    assert not verify(IDENTITY_KEY, b"message", IDENTITY_SIGNATURE)
    assert not verify_aggregate([(IDENTITY_KEY, b"message")], IDENTITY_SIGNATURE)


def test_points_outside_the_subgroup_are_refused():
    key, message = private_key(5), b"message"
    stray_key = PublicKey(outside_subgroup(G1Point.from_compressed_bytes_unchecked, 48))
    stray_signature = BlsSignature(outside_subgroup(G2Point.from_compressed_bytes_unchecked, 96))

    assert not verify(stray_key, message, sign(key, message))
    assert not verify(public_key(key), message, stray_signature)
    with pytest.raises(BlsError, match="signature 1 is no point of the G2 subgroup"):
        aggregate([sign(key, message), stray_signature])


def bent(signature, data):
    """Encodings near a signature or the identity: flags changed, or one bit anywhere."""
    encoded = bytearray(data.draw(st.sampled_from([signature, IDENTITY_SIGNATURE])))
    encoded[0] ^= data.draw(st.integers(0, 7)) << 5
    bit = data.draw(st.none() | st.integers(3, 8 * len(encoded) - 1))
    if bit is not None:
        encoded[bit // 8] ^= 0x80 >> bit % 8
    return BlsSignature(bytes(encoded))


@given(keys, messages, st.data())
def test_every_point_has_one_encoding(key, message, data):
    encoded = bent(sign(key, message), data)
    try:
        added = aggregate([encoded])
    except BlsError:
        with pytest.raises(BlsError):
            g2_coordinates(encoded)
        added = None
    assert added in (None, encoded)
    assert verify_aggregate([], encoded) == (encoded == IDENTITY_SIGNATURE)


@given(keys, messages)
def test_coordinates_are_those_of_a_point_of_the_curve(key, message):
    # y^2 = x^3 + 4 (1 + i) over the numbers c0 + c1 * i with i^2 = -1; the encoding has x, c1 first, and y's sign.
    signature = sign(key, message)
    (x0, x1), (y0, y1) = g2_coordinates(signature)
    square = (x0 * x0 - x1 * x1, 2 * x0 * x1)
    cube = (square[0] * x0 - square[1] * x1, square[0] * x1 + square[1] * x0)
    assert ((y0 * y0 - y1 * y1 - cube[0] - 4) % FIELD_ORDER, (2 * y0 * y1 - cube[1] - 4) % FIELD_ORDER) == (0, 0)
    larger = (y1, y0) > (-y1 % FIELD_ORDER, -y0 % FIELD_ORDER)
    flags = 0x80 | 0x20 * larger
    assert signature == bytes([flags | x1 >> 376]) + x1.to_bytes(48, "big")[1:] + x0.to_bytes(48, "big")


def test_the_aggregate_of_nothing_is_the_identity():
    # serialization-vectors block_headers.json: blocks without BLS messages carry this aggregate.
    assert aggregate([]) == IDENTITY_SIGNATURE
    assert verify_aggregate([], IDENTITY_SIGNATURE)
    assert not verify_aggregate([], sign(private_key(5), b""))


@pytest.mark.parametrize("number", [-1, 0, GROUP_ORDER])
def test_a_number_that_is_no_private_key_is_refused(number):
    with pytest.raises(BlsError, match="from 1 to the group order less one"):
        private_key(number)


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (bytes(31), "a private key has 32 bytes, not 31"),
        (bytes(32), "from 1 to the group order less one"),
        (GROUP_ORDER.to_bytes(32, "little"), "from 1 to the group order less one"),
    ],
)
def test_bytes_that_are_no_private_key_are_refused(key, reason):
    with pytest.raises(BlsError, match=reason):
        sign(PrivateKey(key), b"message")


def test_the_domain_tag_separates_hashes():
    # RFC 9380 section 5.3.3: a tag above 255 bytes is replaced by its hash behind a fixed prefix.
    import hashlib

    long_tag = b"Q" * 256
    short_form = hashlib.sha256(b"H2C-OVERSIZE-DST-" + long_tag).digest()

    assert hash_to_g2(b"message") == hash_to_g2(b"message", SIGNATURE_SUITE) != hash_to_g2(b"message", b"other")
    assert hash_to_g2(b"message", long_tag) == hash_to_g2(b"message", short_form)


def test_coordinates_of_bytes_that_are_no_point_are_refused():
    with pytest.raises(BlsError, match="3 bytes that are no point of the G2 subgroup"):
        g2_coordinates(b"abc")


def test_published_hash_to_the_curve():
    # RFC 9380 appendix J.10.1, the empty message.
    hashed = hash_to_g2(b"", b"QUUX-V01-CS02-with-BLS12381G2_XMD:SHA-256_SSWU_RO_")

    assert g2_coordinates(hashed)[0][0] == int(
        "0141ebfbdca40eb85b87142e130ab689c673cf60f1a3e98d69335266f30d9b8d4ac44c1038e9dcdd5393faf5c41fb78a", 16
    )
