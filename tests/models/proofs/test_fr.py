"""Field elements and their bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr import MODULUS, NonCanonicalError, decode_fr, encode_fr, is_canonical, trim

nodes = st.binary(min_size=32, max_size=32)


@given(st.integers(0, MODULUS - 1))
def test_every_element_survives_its_bytes(element):
    assert decode_fr(encode_fr(element)) == element


@given(st.integers(MODULUS, 2**256 - 1))
def test_the_modulus_and_above_are_refused(number):
    with pytest.raises(NonCanonicalError, match="a field element is 32 little-endian bytes below r"):
        decode_fr(number.to_bytes(32, "little"))


@given(st.binary(max_size=64).filter(lambda text: len(text) != 32))
def test_other_lengths_are_refused(text):
    with pytest.raises(NonCanonicalError, match=f"got {len(text)} bytes"):
        decode_fr(text)


@given(nodes)
def test_a_trimmed_hash_is_canonical_and_loses_two_bits_only(digest):
    trimmed = trim(digest)
    assert is_canonical(trimmed)
    assert int.from_bytes(trimmed, "little") == int.from_bytes(digest, "little") % 2**254


def test_published_conversions(vectors):
    conversions = [vector for vector in vectors("fr32") if vector["kind"] == "bytes_into_fr"]
    assert conversions
    for vector in conversions:
        node = bytes.fromhex(vector["inputs"]["le_hex"])
        assert is_canonical(node) is vector["expected"]["valid"], vector["id"]
