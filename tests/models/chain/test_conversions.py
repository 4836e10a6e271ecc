import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.chain import conversions
from filspec.chain.typed_reading import MalformedError

FIXED = {
    "commitment": (32, "little"),
    "digest": (32, "big"),
    "randomness": (32, "big"),
    "public_key": (48, "big"),
    "signature": (96, "big"),
}
UNITS = st.sampled_from(sorted(FIXED))


def both_ways(unit):
    return getattr(conversions, f"{unit}_bytes"), getattr(conversions, f"{unit}_from_bytes")


@given(UNITS, st.data())
def test_bytes_and_integers_are_one_to_one(unit, data):
    # Given the bytes of a unit, then its integer reads them as the unit says, and gives them back.
    length, order = FIXED[unit]
    to_bytes, from_bytes = both_ways(unit)
    raw = data.draw(st.binary(min_size=length, max_size=length))
    assert from_bytes(raw) == int.from_bytes(raw, order)
    assert to_bytes(from_bytes(raw)) == raw


@given(UNITS, st.integers(min_value=0), st.booleans())
def test_integers_that_are_no_bytes_are_refused(unit, excess, negative):
    # Given a negative integer, or one with too many bits, then it is malformed and not truncated.
    length, _ = FIXED[unit]
    to_bytes, _ = both_ways(unit)
    number = -1 - excess if negative else (1 << 8 * length) + excess
    with pytest.raises(MalformedError, match=f"{unit.replace('_', ' ')} is an integer of {8 * length} bits"):
        to_bytes(number)


@given(UNITS, st.binary(max_size=100))
def test_bytes_of_another_length_are_refused(unit, raw):
    length, _ = FIXED[unit]
    _, from_bytes = both_ways(unit)
    if len(raw) != length:
        with pytest.raises(MalformedError, match=f"has {length} bytes, not {len(raw)}"):
            from_bytes(raw)


@given(st.binary(max_size=300))
def test_a_proof_keeps_its_length(raw):
    # Given proof bytes, leading zeros included, then they survive as an integer.
    assert conversions.proof_bytes(conversions.proof_from_bytes(raw)) == raw


@given(st.integers())
def test_an_integer_is_a_proof_or_refused(number):
    # Given any integer, then it is the proof of exactly one byte string, or none.
    try:
        raw = conversions.proof_bytes(number)
    except MalformedError as refusal:
        assert "behind a byte of value 1" in str(refusal)
    else:
        assert conversions.proof_from_bytes(raw) == number


def test_no_proof_is_none():
    with pytest.raises(MalformedError):
        conversions.proof_bytes(conversions.NO_PROOF)
