"""Commitments to pieces and sectors."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr32 import pad
from filspec.proofs.merkle.hashers import sha256_node
from filspec.proofs.merkle.shape import binary_arities
from filspec.proofs.merkle.tree import build_tree, split_nodes
from filspec.proofs.pieces.commitments import Piece, comm_d, comm_p, data_root, zero_piece
from filspec.proofs.pieces.sizes import padded_piece_size, piece_padding, piece_starts, unpadded

payloads = st.binary(min_size=1, max_size=700)


def commitment_of(cid: str) -> bytes:
    """Cut the 32 bytes of the commitment off a piece CID."""
    return base64.b32decode(cid[1:].upper() + "=" * (-len(cid[1:]) % 8))[-32:]


def of_kind(vectors, kind):
    found = [vector for vector in vectors("commp") if vector["kind"] == kind]
    assert found
    return found


@given(payloads)
def test_a_piece_commits_to_its_payload_filled_with_zeros(payload):
    filled = payload + bytes(piece_padding(len(payload)))
    nodes = split_nodes(pad(filled))
    assert comm_p(payload) == build_tree(nodes, binary_arities(len(nodes)), sha256_node).root


@given(st.binary(max_size=300), st.integers(0, 5))
def test_the_root_over_some_bytes_is_that_of_the_whole_tree_with_zeros_after_them(padded, height):
    if len(padded) > 32 << height:
        with pytest.raises(ValueError, match="do not fit under a tree"):
            data_root(padded, height)
    else:
        leaves = split_nodes(padded.ljust(32 << height, b"\0"))
        assert data_root(padded, height) == build_tree(leaves, (2,) * height, sha256_node).root


@given(st.integers(0, 300), st.sampled_from([128, 256, 512]))
def test_a_payload_fits_into_a_piece_of_127_for_every_128_bytes(length, size):
    if length > size // 128 * 127:
        with pytest.raises(ValueError, match=f"{length} bytes do not fit into a piece of {size}"):
            comm_p(bytes(length), size)
    else:
        assert comm_p(b"\x01" * length, size) == comm_p(b"\x01" * length + bytes(size // 128 * 127 - length))


@given(st.lists(st.sampled_from([128, 256, 512, 1024]), max_size=6), st.sampled_from([1024, 2048]))
def test_pieces_fit_into_a_sector_exactly_if_the_last_one_ends_within_it(sizes, sector_size):
    pieces, used = [], 0
    for number, size in enumerate(sizes):
        used = -(-used // size) * size + size
        pieces.append(Piece(bytes([number]) * 32, size))
        if used > sector_size:
            with pytest.raises(ValueError, match=f"aligned pieces take {used} bytes, the sector has {sector_size}"):
                comm_d(pieces, sector_size)
            return
        assert len(comm_d(pieces, sector_size)) == 32


@given(st.lists(payloads, min_size=1, max_size=5))
def test_pieces_commit_to_what_the_whole_sector_commits_to(pieces):
    # Given pieces written one after another into a sector
    sector_size = 16384
    sector = bytearray(unpadded(sector_size))
    for start, payload in zip(piece_starts(map(len, pieces)), pieces, strict=True):
        sector[start : start + len(payload)] = payload
    # When comm_d is computed from their commitments alone
    joined = comm_d([Piece(comm_p(payload), padded_piece_size(len(payload))) for payload in pieces], sector_size)
    # Then it is the commitment to the sector's bytes
    assert joined == comm_p(bytes(sector))


@given(st.sampled_from([128, 256, 2048, 2**35]))
def test_an_empty_sector_commits_to_zeros(size):
    assert comm_d([], size) == zero_piece(size).commitment


def test_a_larger_size_extends_a_piece_with_zeros():
    assert comm_p(b"a", 512) == comm_p(b"a" + bytes(507))


def test_pieces_that_do_not_fit_are_refused():
    pieces = [zero_piece(128), zero_piece(1024), zero_piece(1024)]
    with pytest.raises(ValueError, match="aligned pieces take 3072 bytes, the sector has 2048"):
        comm_d(pieces, 2048)


def test_a_payload_larger_than_its_piece_is_refused():
    with pytest.raises(ValueError, match="128 bytes do not fit into a piece of 128, which holds 127"):
        comm_p(bytes(128), 128)


def test_too_low_a_tree_is_refused():
    with pytest.raises(ValueError, match="5 nodes of data do not fit under a tree of 2 levels"):
        data_root(bytes(160), 2)


def test_published_piece_commitments(vectors):
    for vector in of_kind(vectors, "commp"):
        payload = bytes([vector["inputs"]["byte"]]) * vector["inputs"]["payload_size"]
        assert comm_p(payload) == commitment_of(vector["expected"]["piece_cid_v1"]), vector["id"]
        size = vector["expected"].get("padded_piece_size")
        assert size in (None, padded_piece_size(len(payload))), vector["id"]


def test_published_piece_commitments_of_given_bytes(vectors):
    for vector in of_kind(vectors, "commp_hex"):
        payload = bytes.fromhex(vector["inputs"]["data_hex"])
        assert comm_p(payload) == commitment_of(vector["expected"]["piece_cid_v1"]), vector["id"]


def test_published_second_version_commitments(vectors):
    for vector in of_kind(vectors, "commp_v2"):
        segments = vector["inputs"]["segments_byte_count"]
        payload = b"".join(bytes([byte]) * count for byte, count in segments)
        assert comm_p(payload) == commitment_of(vector["expected"]["piece_cid_v2"]), vector["id"]
        assert piece_padding(len(payload)) == vector["expected"]["padding"], vector["id"]


def test_published_zero_pieces(vectors):
    for vector in of_kind(vectors, "zerocomm"):
        piece = zero_piece(vector["inputs"]["padded_size"])
        assert piece.commitment.hex() == vector["expected"]["commitment_hex"], vector["id"]


def test_published_sectors(vectors):
    for vector in of_kind(vectors, "piece_aggregate"):
        pieces = [
            zero_piece(size) if cid == "zero" else Piece(commitment_of(cid), size)
            for cid, size in vector["inputs"]["pieces"]
        ]
        joined = comm_d(pieces, vector["inputs"]["sector_size"])
        assert joined == commitment_of(vector["expected"]["comm_d_cid"]), vector["id"]


def test_published_raw_tree(vectors):
    for vector in of_kind(vectors, "tree_d_raw"):
        padded = bytearray(vector["inputs"]["padded_bytes"])
        for place, byte in vector["inputs"]["set_bytes"].items():
            padded[int(place)] = byte
        root = data_root(bytes(padded), (len(padded) // 32).bit_length() - 1)
        assert root == commitment_of(vector["expected"]["comm_d_cid"]), vector["id"]
