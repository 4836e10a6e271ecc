"""Commitments as content identifiers: comm_d and comm_p (unsealed), comm_r (sealed), and sized piece CIDs.

A version 1 piece CID names only the root of the tree, so a deal must state the piece size beside it. Version 2
(FRC-0069) puts the size into the identifier: `varint(padding bytes) | tree height | root`. The height gives the
padded size, 32 * 2^height; the padding tells how many of its 127 * 2^(height - 2) data bytes are zero fill.

Source: proofs-facts section 3; FRC-0069.
"""

from collections.abc import Callable
from dataclasses import dataclass

from filspec.crypto.cid import DIGEST_BYTES, Cid, CidError, Codec, HashFunction
from filspec.crypto.varint import VarintError, decode_varint, encode_varint

NODE_BYTES = 32
MIN_TREE_HEIGHT = 2
"""The smallest piece has four leaves: 127 data bytes, 128 padded."""
MAX_TREE_HEIGHT = 255


def unsealed_cid(comm_d: bytes) -> Cid:
    """Return the CID of unsealed data: a sector's comm_d, or a piece's comm_p (piece CID version 1)."""
    return Cid(Codec.FIL_COMMITMENT_UNSEALED, HashFunction.SHA2_256_TRUNC254_PADDED, comm_d)


def sealed_cid(comm_r: bytes) -> Cid:
    """Return the CID of a sealed replica."""
    return Cid(Codec.FIL_COMMITMENT_SEALED, HashFunction.POSEIDON_BLS12_381_A2_FC1, comm_r)


def comm_d_of(cid: Cid) -> bytes:
    """Return the 32-byte commitment of an unsealed CID (or piece CID version 1)."""
    return _commitment(cid, unsealed_cid, "an unsealed")


def comm_r_of(cid: Cid) -> bytes:
    """Return the 32-byte commitment of a sealed CID."""
    return _commitment(cid, sealed_cid, "a sealed")


def tree_height(padded_piece_size: int) -> int:
    """Return the height of the tree over a padded piece, log2 of its number of 32-byte leaves.

    Raises:
        CidError: if the size is not 128 * 2^k bytes.
    """
    height = (padded_piece_size // NODE_BYTES).bit_length() - 1
    if height < MIN_TREE_HEIGHT or padded_piece_size != NODE_BYTES << height:
        raise CidError(f"padded piece size {padded_piece_size} is not 128 times a power of two")
    return height


@dataclass(frozen=True, slots=True)
class SizedPiece:
    """What a version 2 piece CID says.

    Attributes:
        root: comm_p, 32 bytes.
        height: height of the tree, at least 2; the padded size is 32 * 2^height bytes.
        padding: data bytes at the end that are zero fill and no payload.
    """

    root: bytes
    height: int
    padding: int

    def __post_init__(self) -> None:
        """Refuse a root, height or padding that no piece has."""
        if len(self.root) != DIGEST_BYTES:
            raise CidError(f"a piece root has {DIGEST_BYTES} bytes, not {len(self.root)}")
        if not MIN_TREE_HEIGHT <= self.height <= MAX_TREE_HEIGHT:
            raise CidError(f"tree height {self.height} is outside {MIN_TREE_HEIGHT}..{MAX_TREE_HEIGHT}")
        if not 0 <= self.padding < self.unpadded_size():
            raise CidError(f"{self.padding} padding bytes leave nothing of {self.unpadded_size()}")

    def padded_size(self) -> int:
        """Return the size in the sector, bytes."""
        return NODE_BYTES << self.height

    def unpadded_size(self) -> int:
        """Return the data bytes the tree covers, zero fill included."""
        return 127 << (self.height - MIN_TREE_HEIGHT)

    def payload_size(self) -> int:
        """Return the data bytes without the zero fill."""
        return self.unpadded_size() - self.padding


def piece_cid_v2(piece: SizedPiece) -> Cid:
    """Return the version 2 piece CID."""
    digest = encode_varint(piece.padding) + bytes([piece.height]) + piece.root
    return Cid(Codec.RAW, HashFunction.FR32_SHA2_256_TRUNC254_PADBINTREE, digest)


def sized_piece(cid: Cid) -> SizedPiece:
    """Read a version 2 piece CID.

    Raises:
        CidError: if it is no version 2 piece CID, or its digest is not padding, height and a 32-byte root.
    """
    if (cid.codec, cid.hash_function) != (Codec.RAW, HashFunction.FR32_SHA2_256_TRUNC254_PADBINTREE):
        raise CidError(f"{cid} is not a version 2 piece CID (raw, hash 0x1011)")
    try:
        padding, start = decode_varint(cid.digest)
    except VarintError as problem:
        raise CidError(f"the padding of {cid} cannot be read: {problem}") from problem
    if len(cid.digest) != start + 1 + DIGEST_BYTES:
        raise CidError(f"{cid} should end in one height byte and a {DIGEST_BYTES}-byte root")
    return SizedPiece(cid.digest[start + 1 :], cid.digest[start], padding)


def piece_cid_v1_to_v2(cid: Cid, padded_piece_size: int, padding: int) -> Cid:
    """Add to a version 1 piece CID the sizes it lacks (both in bytes)."""
    return piece_cid_v2(SizedPiece(comm_d_of(cid), tree_height(padded_piece_size), padding))


def piece_cid_v2_to_v1(cid: Cid) -> Cid:
    """Return the version 1 piece CID, which forgets the sizes."""
    return unsealed_cid(sized_piece(cid).root)


def _commitment(cid: Cid, build: Callable[[bytes], Cid], kind: str) -> bytes:
    """Return the digest if the CID is one that `build` makes."""
    like = build(bytes(DIGEST_BYTES))
    if (cid.codec, cid.hash_function) != (like.codec, like.hash_function):
        raise CidError(f"{cid} is not {kind} commitment (codec {cid.codec:#x}, hash {cid.hash_function:#x})")
    return cid.digest
