"""Fr32 padding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr import is_canonical
from filspec.proofs.fr32 import pad, unpad


def pad_bit_by_bit(payload: bytes) -> bytes:
    """Say the definition as slowly as it can be said."""
    bits = [byte >> place & 1 for byte in payload for place in range(8)]
    runs = [[*bits[start : start + 254], 0, 0] for start in range(0, len(bits), 254)]
    padded = [bit for run in runs for bit in run]
    padded += [0] * (-len(padded) % 256)
    octets = [padded[start : start + 8] for start in range(0, len(padded), 8)]
    return bytes(sum(bit << place for place, bit in enumerate(octet)) for octet in octets)


@given(st.binary(max_size=600))
def test_padding_inserts_two_zero_bits_after_every_254(payload):
    assert pad(payload) == pad_bit_by_bit(payload)


@given(st.binary(max_size=600))
def test_unpadding_gives_the_payload_back(payload):
    assert unpad(pad(payload))[: len(payload)] == payload


@given(st.integers(0, 8).flatmap(lambda quads: st.binary(min_size=127 * quads, max_size=127 * quads)))
def test_quads_grow_from_127_to_128_bytes_and_back_exactly(payload):
    padded = pad(payload)
    assert len(padded) * 127 == len(payload) * 128
    assert unpad(padded) == payload


@given(st.binary(min_size=1, max_size=600))
def test_every_padded_node_is_a_field_element(payload):
    padded = pad(payload)
    assert all(is_canonical(padded[start : start + 32]) for start in range(0, len(padded), 32))


@given(st.binary(min_size=128, max_size=128))
def test_unpadding_drops_the_two_top_bits_of_each_node(quad):
    cleared = b"".join(quad[start : start + 31] + bytes([quad[start + 31] & 0x3F]) for start in (0, 32, 64, 96))
    assert pad(unpad(quad)) == cleared


def test_a_broken_node_is_refused():
    with pytest.raises(ValueError, match="padded data comes in nodes of 32 bytes, got 33 bytes"):
        unpad(bytes(33))


def test_published_paddings(vectors):
    paddings = [vector for vector in vectors("fr32") if vector["kind"] == "fr32_pad"]
    assert paddings
    for vector in paddings:
        padded, expected = pad(bytes.fromhex(vector["inputs"]["data_hex"])), vector["expected"]
        assert len(padded) == expected["length"], vector["id"]
        assert padded.hex().startswith(expected["prefix_hex"]), vector["id"]
        assert all(padded[int(place)] == byte for place, byte in expected["bytes"].items()), vector["id"]
