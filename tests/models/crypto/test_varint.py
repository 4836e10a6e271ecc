import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.varint import MAX_VARINT, VarintError, decode_varint, encode_varint


@given(st.integers(0, MAX_VARINT), st.binary(max_size=8), st.binary(max_size=8))
def test_a_number_reads_back_wherever_it_stands(number, before, after):
    encoded = before + encode_varint(number) + after

    assert decode_varint(encoded, len(before)) == (number, len(encoded) - len(after))


@given(st.binary(max_size=12))
def test_bytes_that_are_read_are_the_only_form_of_their_number(encoded):
    try:
        number, end = decode_varint(encoded)
    except VarintError:
        return
    assert encode_varint(number) == encoded[:end]


@pytest.mark.parametrize(
    ("encoded", "reason"),
    [
        (b"", "does not end"),
        (b"\x80", "does not end"),
        (b"\xff" * 9 + b"\x01", "does not end within 9 bytes"),
        (b"\x80\x00", "ends in a zero byte; use the shortest form"),
    ],
)
def test_a_form_that_is_not_the_shortest_is_refused(encoded, reason):
    with pytest.raises(VarintError, match=reason):
        decode_varint(encoded)


@pytest.mark.parametrize("number", [-1, MAX_VARINT + 1])
def test_a_number_beyond_63_bits_is_refused(number):
    with pytest.raises(VarintError, match="63 bits"):
        encode_varint(number)
