import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.base32 import Base32Error, decode_base32, encode_base32


@given(st.binary(max_size=100))
def test_bytes_read_back(payload):
    assert decode_base32(encode_base32(payload)) == payload


@given(st.text("abcdefghijklmnopqrstuvwxyz234567", max_size=24))
def test_a_text_that_is_read_is_the_only_spelling_of_its_bytes(text):
    try:
        payload = decode_base32(text)
    except Base32Error:
        return
    assert encode_base32(payload) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a1", "'1' at position 1 is not one of"),
        ("aA", "'A' at position 1 is not one of"),
        ("aa======", "'=' at position 2 is not one of"),
        ("a", "1 letters do not make a whole number of bytes"),
        ("ab", "the last letter 'b' carries bits beyond the last byte"),
    ],
)
def test_another_spelling_is_refused(text, reason):
    with pytest.raises(Base32Error, match=reason):
        decode_base32(text)
