"""Piece sizes, alignment and starts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.pieces.sizes import (
    check_padded_size,
    padded_piece_size,
    piece_alignment,
    piece_height,
    piece_padding,
    piece_starts,
    unpadded,
)

payload_sizes = st.integers(1, 2**40)


@given(payload_sizes)
def test_a_piece_is_the_smallest_power_of_two_that_holds_the_payload(payload_bytes):
    size = padded_piece_size(payload_bytes)
    assert check_padded_size(size) == 32 * 2 ** piece_height(size)
    assert unpadded(size) >= payload_bytes
    assert size == 128 or unpadded(size // 2) < payload_bytes


@given(payload_sizes)
def test_padding_fills_the_piece(payload_bytes):
    assert payload_bytes + piece_padding(payload_bytes) == unpadded(padded_piece_size(payload_bytes))


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8))
def test_pieces_start_at_multiples_of_their_size_and_never_overlap(sizes):
    starts = piece_starts(sizes)
    for start, payload_bytes in zip(starts, sizes, strict=True):
        assert start % unpadded(padded_piece_size(payload_bytes)) == 0
    for (start, payload_bytes), following in zip(zip(starts, sizes, strict=True), starts[1:], strict=False):
        assert start + unpadded(padded_piece_size(payload_bytes)) <= following


@given(st.integers(0, 10**6), payload_sizes)
def test_alignment_is_less_than_a_piece(written, payload_bytes):
    left, right = piece_alignment(written, payload_bytes)
    size = unpadded(padded_piece_size(payload_bytes))
    assert 0 <= left < size
    assert 0 <= right < size


@pytest.mark.parametrize("size", [0, 64, 127, 129, 384])
def test_other_sizes_are_refused(size):
    with pytest.raises(ValueError, match=rf"a padded piece has 128 \* 2\^k bytes, got {size}"):
        check_padded_size(size)


def test_published_alignments(vectors):
    published = [vector for vector in vectors("commp") if vector["kind"] == "piece_alignment"]
    assert published
    for vector in published:
        inputs, expected = vector["inputs"], vector["expected"]
        alignment = piece_alignment(inputs["bytes_in_sector"], inputs["bytes_in_piece"])
        assert alignment == (expected["left"], expected["right"]), vector["id"]


def test_published_starts(vectors):
    published = [vector for vector in vectors("commp") if vector["kind"] == "piece_start"]
    assert published
    for vector in published:
        assert piece_starts(vector["inputs"]["pieces"]) == vector["expected"]["starts"], vector["id"]
