"""Cutting a file: nothing is lost, everything fits, and equal data is stored once."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.units import Bytes
from filspec.proofs.pieces.commitments import comm_p
from filspec.proofs.pieces.sizes import unpadded
from filspec.scenarios.pieces import Piece, cut, distinct

SECTOR = Bytes(256)
CAPACITY = 254
FILES = st.binary(min_size=1, max_size=1_200) | st.lists(st.sampled_from([0, 7]), min_size=1, max_size=4).map(
    lambda fillings: b"".join(bytes([filling]) * (200 if filling else CAPACITY) for filling in fillings)
)


@given(FILES)
def test_the_pieces_make_up_the_file_and_each_but_the_last_fills_a_sector(content):
    pieces = cut(content, SECTOR)
    assert b"".join(piece.content for piece in pieces) == content
    assert all(len(piece.content) == CAPACITY for piece in pieces[:-1])
    assert 0 < len(pieces[-1].content) <= CAPACITY


@given(FILES)
def test_each_piece_has_the_smallest_size_that_holds_it(content):
    for piece in cut(content, SECTOR):
        size = piece.padded_size
        assert unpadded(size) >= len(piece.content)
        assert size == 128 or unpadded(size // 2) < len(piece.content)
        assert size <= SECTOR


@given(FILES)
def test_distinct_pieces_have_distinct_commitments_and_all_data_is_among_them(content):
    # Given
    pieces = cut(content, SECTOR)
    # When
    stored = distinct(pieces)
    # Then
    commitments = {comm_p(piece.content): piece for piece in stored}
    assert len(commitments) == len(stored)
    for piece in pieces:
        assert commitments[comm_p(piece.content)].content.startswith(piece.content)


def test_a_piece_that_only_zeros_tell_from_a_longer_one_is_stored_with_it():
    long, short = Piece(content=bytes(254), padded_size=SECTOR), Piece(content=bytes(200), padded_size=SECTOR)
    assert distinct((long, short)) == (long,)


def test_zeros_of_another_padded_size_are_another_piece():
    long, short = Piece(content=bytes(254), padded_size=SECTOR), Piece(content=bytes(100), padded_size=Bytes(128))
    assert distinct((long, short)) == (long, short)
