import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr32 import pad
from filspec.proofs.ladder.data_commitments import DataCommitments
from filspec.proofs.ladder.rung import rung
from filspec.proofs.pieces.commitments import Piece, comm_d, comm_p, zero_piece
from filspec.proofs.pieces.sizes import unpadded

SECTOR = 2048
DATA = DataCommitments(SECTOR)
SIZES = (128, 256, 512, 1024, 2048)


@st.composite
def placed_pieces(draw):
    """Pieces at aligned, disjoint places of a sector."""
    pieces, free = [], 0
    while free < SECTOR and draw(st.booleans()):
        size = draw(st.sampled_from(SIZES))
        offset = -(-free // size) * size
        if offset + size > SECTOR:
            break
        pieces.append((offset, size, draw(st.binary(max_size=unpadded(size)))))
        free = offset + size
    return tuple(pieces)


@given(placed_pieces())
def test_comm_d_is_that_of_the_pieces(pieces):
    # Given pieces with gaps, then the root over the data is the one computed from the comm_p of pieces and zeros.
    filled, position = [], 0
    for offset, size, data in pieces:
        filled += [zero_piece(128)] * ((offset - position) // 128)
        filled.append(Piece(comm_p(data, size), size))
        position = offset + size
    assert DATA.data_tree(DATA.sector_data(pieces)).root == comm_d(filled, SECTOR)


@given(placed_pieces(), st.data())
def test_every_piece_is_shown_to_be_in_its_sector(pieces, data):
    # Given a sector, then each piece is proved at its place, and at no other place or size, or with another proof.
    sealed = rung("ideal").seal(1000, 0, bytes(32), pieces)
    for offset, size, content in pieces:
        proof = DATA.prove_piece_inclusion(sealed, offset, size)
        piece_cid = comm_p(content, size)
        assert DATA.verify_piece_inclusion(sealed.comm_d, piece_cid, size, offset, proof)
        other_size = data.draw(st.sampled_from([other for other in SIZES if other != size]))
        assert not DATA.verify_piece_inclusion(sealed.comm_d, piece_cid, other_size, offset, proof)
        assert not DATA.verify_piece_inclusion(comm_p(b"other"), piece_cid, size, offset, proof)
        assert not DATA.verify_piece_inclusion(sealed.comm_d, comm_p(b"another piece"), size, offset, proof)
        if proof:
            position = data.draw(st.integers(0, len(proof) - 1))
            spoilt = proof[:position] + bytes([proof[position] ^ 4]) + proof[position + 1 :]
            assert not DATA.verify_piece_inclusion(sealed.comm_d, piece_cid, size, offset, spoilt)


@given(st.integers(), st.integers(), st.binary(max_size=40), st.binary(max_size=400))
def test_hostile_inclusion_proofs_are_refused(size, offset, commitment, proof):
    # Given any numbers and bytes, then the answer is no and never an exception.
    assert DATA.verify_piece_inclusion(commitment, commitment + b"\x01", size, offset, proof) is False


def test_a_piece_that_fills_its_sector_needs_no_proof():
    sealed = rung("ideal").seal(1000, 0, bytes(32), ((0, SECTOR, b"all of it"),))
    assert DATA.prove_piece_inclusion(sealed, 0, SECTOR) == b""
    assert DATA.verify_piece_inclusion(sealed.comm_d, comm_p(b"all of it", SECTOR), SECTOR, 0, b"")


@pytest.mark.parametrize(
    "pieces",
    [
        ((128, 256, b""),),
        ((0, 256, b""), (128, 128, b"")),
        ((2048, 128, b""),),
        ((1024, 2048, b""),),
        ((0, 128, bytes(128)),),
        ((-128, 128, b""),),
    ],
)
def test_pieces_that_cannot_stand_there(pieces):
    # Given a piece that is not aligned, overlaps, ends outside, or has too much data, then the rule is told.
    with pytest.raises(ValueError, match="a piece starts at a multiple of its size"):
        DATA.sector_data(pieces)


def test_a_piece_has_the_size_of_a_power_of_two():
    with pytest.raises(ValueError, match=r"a padded piece has 128 \* 2\^k bytes, got 100"):
        DATA.sector_data(((0, 100, b""),))


def test_the_smallest_piece_that_holds_the_data_is_committed_to():
    assert DATA.commit_piece(b"x" * 127) == comm_p(b"x" * 127, 128)
    assert DATA.commit_piece(b"x" * 128) == comm_p(b"x" * 128, 256)


def test_the_sector_is_full_at_2032_bytes():
    data = bytes(range(254)) * 8
    assert DATA.sector_data(((0, SECTOR, data),)) == data
    assert len(pad(data)) == SECTOR
