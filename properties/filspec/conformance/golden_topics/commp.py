"""Pieces and data commitments (proofs-facts section 3)."""

import re

from filspec.conformance.computations import Computed, computes
from filspec.conformance.field import Field, Json
from filspec.conformance.golden_topics.proof_inputs import node
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.crypto.cid import cid_from_text
from filspec.crypto.commitment_cids import (
    SizedPiece,
    comm_d_of,
    piece_cid_v1_to_v2,
    piece_cid_v2,
    sized_piece,
    unsealed_cid,
)
from filspec.proofs.merkle.hashers import sha256_node
from filspec.proofs.pieces.commitments import Piece, comm_d, comm_p, data_root, zero_piece
from filspec.proofs.pieces.sizes import (
    PaddedBytes,
    check_padded_size,
    padded_piece_size,
    piece_alignment,
    piece_height,
    piece_padding,
    piece_starts,
)

LARGEST_PAYLOAD = 1 << 30
SECONDS_PER_BYTE = 1e-7
_REPEATED = re.compile(r"byte 0x([0-9a-fA-F]{2}) repeated")


@computes("commp")
def commp(vector: Vector) -> Computed:
    """Commit to a byte that is repeated."""
    inputs = vector.inputs
    rule = _REPEATED.fullmatch(inputs["payload"].text())
    if rule is None:
        raise UnsupportedError(f"no rule for making the payload {inputs['payload'].text()!r}")
    vector.agree("byte", int(rule[1], 16))
    _affordable(vector, inputs["payload_size"].count())
    payload = bytes.fromhex(rule[1]) * inputs["payload_size"].count()
    return {"padded_piece_size": padded_piece_size(len(payload)), "piece_cid_v1": _piece_cid(comm_p(payload))}


@computes("commp_hex")
def commp_of_bytes(vector: Vector) -> Computed:
    """Commit to given bytes in a piece of a given size."""
    size = check_padded_size(vector.inputs["padded_piece_size"].integer())
    return {"piece_cid_v1": _piece_cid(comm_p(vector.inputs["data_hex"].octets(), size))}


@computes("commp_v2")
def commp_v2(vector: Vector) -> Computed:
    """Name a payload by both versions of piece CIDs; where the source prints no version 1, null is stated."""
    segments = [(_byte(byte), count.count()) for byte, count in map(Field.pair, vector.inputs["segments_byte_count"])]
    _affordable(vector, sum(count for _, count in segments))
    payload = b"".join(bytes([byte]) * count for byte, count in segments)
    commitment, padding = comm_p(payload), piece_padding(len(payload))
    sized = SizedPiece(commitment, piece_height(padded_piece_size(len(payload))), padding)
    assert sized_piece(piece_cid_v2(sized)) == sized, "a version 2 piece CID does not read back"
    printed = vector.expected.get("piece_cid_v1", "") is not None
    return {
        "piece_cid_v1": _piece_cid(commitment) if printed else None,
        "piece_cid_v2": str(piece_cid_v2(sized)),
        "padding": padding,
    }


@computes("commp_v1_to_v2")
def commp_v1_to_v2(vector: Vector) -> Computed:
    """Add the sizes to a version 1 piece CID."""
    inputs = vector.inputs
    sized = piece_cid_v1_to_v2(
        cid_from_text(inputs["piece_cid_v1"].text()),
        inputs["padded_piece_size"].integer(),
        inputs["padding"].integer(),
    )
    return {"piece_cid_v2": str(sized)}


@computes("zerocomm")
def zero_commitment(vector: Vector) -> Computed:
    """Commit to a piece of zeros."""
    size = check_padded_size(vector.inputs["padded_size"].integer())
    vector.agree("level", (size // 128).bit_length() - 1)
    return {"commitment_hex": zero_piece(size).commitment.hex()}


@computes("piece_alignment")
def alignment(vector: Vector) -> Computed:
    """Compute the zeros around a piece."""
    zeros = piece_alignment(vector.inputs["bytes_in_sector"].count(), vector.inputs["bytes_in_piece"].count())
    return {"left": zeros.left, "right": zeros.right}


@computes("piece_start")
def starts(vector: Vector) -> Computed:
    """Compute where pieces start."""
    found: list[Json] = list(piece_starts([size.count() for size in vector.inputs["pieces"]]))
    return {"starts": found}


@computes("piece_aggregate")
def aggregate(vector: Vector) -> Computed:
    """Commit to a sector from its pieces; a piece of zeros is called zero."""
    pieces = [_piece(*listed.pair()) for listed in vector.inputs["pieces"]]
    sector_size = check_padded_size(vector.inputs["sector_size"].integer())
    return {"comm_d_cid": _piece_cid(comm_d(pieces, sector_size))}


@computes("sha254_node")
def sha254_node(vector: Vector) -> Computed:
    """Hash two nodes of the data tree."""
    return {"node_hex": sha256_node((node(vector.inputs["left_hex"]), node(vector.inputs["right_hex"]))).hex()}


@computes("tree_d_raw")
def tree_of_padded_bytes(vector: Vector) -> Computed:
    """Commit to bytes that are already padded: zeros but for a few."""
    size = check_padded_size(vector.inputs["padded_bytes"].integer())
    _affordable(vector, size)
    padded = bytearray(size)
    settings = vector.inputs["set_bytes"]
    for place in settings.as_object():
        at = Field(place, settings.where).count()
        if at >= size:
            raise settings[place].wrong(f"at a place below {size}")
        padded[at] = _byte(settings[place])
    return {"comm_d_cid": _piece_cid(data_root(bytes(padded), piece_height(size)))}


def _affordable(vector: Vector, length: int) -> None:
    """Refuse a payload that takes too much memory, or too long without being asked for."""
    if length > LARGEST_PAYLOAD:
        raise UnsupportedError(f"{length} bytes are above the {LARGEST_PAYLOAD} that are held in memory")
    vector.takes(length * SECONDS_PER_BYTE)


def _byte(number: Field) -> int:
    """Read a byte."""
    if not 0 <= number.integer() < 256:
        raise number.wrong("from 0 to 255, a byte")
    return number.integer()


def _piece(name: Field, size: Field) -> Piece:
    """Read a piece: its CID, or zero, and its padded size."""
    padded: PaddedBytes = check_padded_size(size.integer())
    if name.text() == "zero":
        return zero_piece(padded)
    return Piece(comm_d_of(cid_from_text(name.text())), padded)


def _piece_cid(commitment: bytes) -> str:
    """Return the text of a version 1 piece CID."""
    return str(unsealed_cid(commitment))
