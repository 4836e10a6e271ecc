import dag_cbor
import pytest
from hypothesis import given
from hypothesis import strategies as st
from multiformats import CID

from filspec.crypto.canonical import MAX_DEPTH, CanonicalError, decode, decode_big_int, encode, encode_big_int
from filspec.crypto.cid import Cid, cid_of_block

cids = st.binary(max_size=8).map(cid_of_block)
octets = st.binary(max_size=80) | cids.map(bytes) | st.sampled_from([b"\x01\x00\x00\x00", b"\x00", b"\x01\x55\x00\x00"])
scalars = st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | octets | st.text(max_size=20) | cids
values = st.recursive(
    scalars,
    lambda nested: st.lists(nested, max_size=5) | st.dictionaries(st.text(max_size=20), nested, max_size=5),
    max_leaves=20,
)


def as_multiformats(value):
    """Return the value with every CID as the other implementation's."""
    if isinstance(value, Cid):
        return CID.decode(bytes(value))
    if isinstance(value, list):
        return [as_multiformats(element) for element in value]
    if isinstance(value, dict):
        return {key: as_multiformats(element) for key, element in value.items()}
    return value


@given(values)
def test_the_bytes_are_those_of_another_implementation(value):
    assert encode(value) == dag_cbor.encode(as_multiformats(value))


@given(values)
def test_a_value_reads_back(value):
    assert decode(encode(value)) == value


@given(st.binary(max_size=40))
def test_bytes_that_are_read_are_the_only_form_of_their_value(encoded):
    try:
        value = decode(encoded)
    except CanonicalError:
        return
    assert encode(value) == encoded


@given(values, st.data())
def test_damaged_bytes_are_refused_or_mean_something_else(value, data):
    encoded = encode(value)
    position = data.draw(st.integers(0, len(encoded) - 1))
    damaged = bytearray(encoded)
    damaged[position] ^= data.draw(st.integers(1, 255))

    try:
        assert decode(bytes(damaged)) != value
    except CanonicalError as refused:
        assert str(refused)


def test_the_order_of_a_dictionary_does_not_matter():
    assert encode({"bb": 1, "a": 2, "c": 3}) == encode({"c": 3, "a": 2, "bb": 1})
    assert encode({"bb": 1, "a": 2, "c": 3}).hex() == "a3616102616303" + "62626201"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.5, "float has no canonical form"),
        ({1, 2}, "set has no canonical form"),
        ({1: "a"}, "map key 1 is int; keys are text"),
        (2**64, "needs more than 64 bits; encode it with encode_big_int"),
        (-(2**64) - 1, "needs more than 64 bits"),
        ("\ud800", "has no UTF-8 form"),
        ({"\ud800": 1}, "has no UTF-8 form"),
        (bytearray(b"a"), "bytearray has no canonical form"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value, reason):
    with pytest.raises(CanonicalError, match=reason):
        encode(value)


@pytest.mark.parametrize(
    ("encoded", "reason"),
    [
        ("", "0 are left"),
        ("0000", "1 bytes follow the value, which ends at offset 1"),
        ("f7", "only false, true and null are used"),
        ("fb3ff8000000000000", "is a float"),
        ("a2616200616100", "'a' is out of order or repeated"),
        ("a2616100616100", "'a' is out of order or repeated"),
        ("a2626161006162" + "00", "'b' is out of order or repeated"),
        ("a10000", "the map key at offset 1 is not text"),
        ("61ff", "is not UTF-8"),
        ("9bffffffffffffffff", "18446744073709551615 elements are announced at offset 0, 0 bytes are left"),
        ("c249010000000000000000", "tag 2; the only tag is 42"),
        ("d81c80", "tag 28; the only tag is 42"),
        ("d82a00", "must hold a byte string"),
        ("d82a4101", "does not begin with a zero byte"),
        ("d82a420001", "is none: not a binary CID"),
        ("81" * 200 + "00", "nested more than 128 deep"),
    ],
)
def test_bytes_of_another_form_are_refused(encoded, reason):
    with pytest.raises(CanonicalError, match=reason):
        decode(bytes.fromhex(encoded))


def test_depth_is_limited_alike_both_ways():
    nested = []
    for _ in range(MAX_DEPTH - 1):
        nested = [nested]

    assert decode(encode(nested)) == nested
    with pytest.raises(CanonicalError, match="nested more than 128 deep"):
        encode([nested])
    with pytest.raises(CanonicalError, match="nested more than 128 deep"):
        decode(b"\x81" + encode(nested))


@given(st.integers())
def test_an_amount_reads_back(number):
    assert decode_big_int(encode_big_int(number)) == number


@given(st.binary(max_size=6))
def test_bytes_that_are_an_amount_are_its_only_form(encoded):
    try:
        number = decode_big_int(encoded)
    except CanonicalError:
        return
    assert encode_big_int(number) == encoded


@pytest.mark.parametrize("encoded", ["00", "01", "0000", "0201", "010001"])
def test_an_amount_of_another_form_is_refused(encoded):
    with pytest.raises(CanonicalError, match="is not a sign byte 0 or 1 and a magnitude"):
        decode_big_int(bytes.fromhex(encoded))


def test_published_amounts():
    # proofs-facts section 3: nothing for zero, else sign byte and big-endian magnitude.
    assert [encode_big_int(number).hex() for number in (0, 1, -1, 256)] == ["", "0001", "0101", "000100"]
