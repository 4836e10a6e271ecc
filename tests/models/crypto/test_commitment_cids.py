import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.cid import CidError, cid_from_text, cid_of_block
from filspec.crypto.commitment_cids import (
    SizedPiece,
    comm_d_of,
    comm_r_of,
    piece_cid_v1_to_v2,
    piece_cid_v2,
    piece_cid_v2_to_v1,
    sealed_cid,
    sized_piece,
    tree_height,
    unsealed_cid,
)

commitments = st.binary(min_size=32, max_size=32)


@st.composite
def sized_pieces(draw):
    height = draw(st.integers(2, 40))
    return SizedPiece(draw(commitments), height, draw(st.integers(0, (127 << (height - 2)) - 1)))


@given(commitments)
def test_a_commitment_reads_back_from_its_cid(commitment):
    assert comm_d_of(unsealed_cid(commitment)) == commitment
    assert comm_r_of(sealed_cid(commitment)) == commitment


@given(sized_pieces())
def test_a_sized_piece_reads_back_and_keeps_its_root(piece):
    cid = piece_cid_v2(piece)

    assert sized_piece(cid) == piece
    assert piece_cid_v2_to_v1(cid) == unsealed_cid(piece.root)
    assert piece_cid_v1_to_v2(piece_cid_v2_to_v1(cid), piece.padded_size(), piece.padding) == cid
    assert piece.payload_size() + piece.padding == piece.unpadded_size() == piece.padded_size() // 128 * 127


def test_published_sizes():
    # FRC-0069: 32 GiB of zeros, and 508 bytes followed by four more.
    zeros = cid_from_text("bafkzcibcaapao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq")
    padded = cid_from_text("bafkzcibd7abqlxticxolgseegik2stpfgkkuwyf6kufex3doorkvmzpjuxwe4dz4")

    assert sized_piece(zeros).padded_size() == 32 << 30
    assert sized_piece(padded).payload_size() == 512


def test_a_cid_of_another_kind_is_refused():
    block = cid_of_block(b"")
    with pytest.raises(CidError, match="is not an unsealed commitment"):
        comm_d_of(sealed_cid(bytes(32)))
    with pytest.raises(CidError, match="is not a sealed commitment"):
        comm_r_of(unsealed_cid(bytes(32)))
    with pytest.raises(CidError, match="is not a version 2 piece CID"):
        sized_piece(block)


@pytest.mark.parametrize("size", [0, 32, 64, 127, 129, 384])
def test_a_size_that_no_piece_has_is_refused(size):
    with pytest.raises(CidError, match="is not 128 times a power of two"):
        tree_height(size)


@pytest.mark.parametrize(
    ("root", "height", "padding", "reason"),
    [
        (bytes(31), 2, 0, "a piece root has 32 bytes, not 31"),
        (bytes(32), 1, 0, r"tree height 1 is outside 2\.\.255"),
        (bytes(32), 2, 127, "127 padding bytes leave nothing of 127"),
        (bytes(32), 2, -1, "-1 padding bytes"),
    ],
)
def test_a_piece_that_cannot_be_is_refused(root, height, padding, reason):
    with pytest.raises(CidError, match=reason):
        SizedPiece(root, height, padding)


@pytest.mark.parametrize("digest", [b"", b"\x80", b"\x00\x02" + bytes(31), b"\x00\x02" + bytes(33)])
def test_a_version_2_digest_of_another_form_is_refused(digest):
    good = piece_cid_v2(SizedPiece(bytes(32), 2, 0))
    with pytest.raises(CidError, match=r"cannot be read|should end in one height byte"):
        sized_piece(type(good)(good.codec, good.hash_function, digest))
