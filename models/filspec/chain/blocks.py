"""Blocks: a header that names its parents and what came of them, and the messages it adds.

The roots in a header are those of the parent tipset, because what a block's own messages do is known only when it is
known which blocks share its tipset. The identity of a block is the CID of its header; the header commits to the
messages by ``messages_root``. A header is signed with its signature set to 0.

Source: protocol-facts sections 3.8 and 5.7; proofs-facts section 3.
"""

from __future__ import annotations

from functools import lru_cache

from filspec.actors.units import ActorID, Epoch, Signature
from filspec.chain.encoding import content_id, decode, encode
from filspec.chain.keys import KeyPair
from filspec.chain.messages import SignedMessage, decode_message, encode_message
from filspec.chain.once_per_object import once_per_object
from filspec.kit.records import Record

REMEMBERED_BLOCKS = 1 << 10
UNSIGNED = Signature(0)


class BlockHeader(Record):
    """The header of a block.

    Attributes:
        miner: who made it.
        tickets: one VRF proof for each epoch since the parents, null epochs included (decision 17).
        election_proof: the VRF proof that won the epoch.
        parents: CIDs of the parent tipset's blocks, in the tipset's order.
        parent_weight: weight of the chain that ends in the parents.
        epoch: the block's epoch.
        state_root: CID of the state after the parents.
        receipts_root: CID of the parents' receipts.
        messages_root: CID of this block's messages.
        timestamp: seconds, on the clock that begins at the genesis block's own.
        signature: the worker's, over ``signing_bytes``.
    """

    miner: ActorID
    tickets: tuple[bytes, ...]
    election_proof: bytes
    parents: tuple[bytes, ...]
    parent_weight: int
    epoch: Epoch
    state_root: bytes
    receipts_root: bytes
    messages_root: bytes
    timestamp: int
    signature: Signature

    @property
    def cid(self) -> bytes:
        """The block's identity: the CID of its header, as bytes."""
        return _header_cid(self)

    @property
    def ticket(self) -> bytes:
        """The last of its tickets, which orders it in its tipset."""
        return self.tickets[-1]


class Block(Record):
    """A header with the messages it commits to."""

    header: BlockHeader
    messages: tuple[SignedMessage, ...]

    @property
    def cid(self) -> bytes:
        """The block's identity: the CID of its header, as bytes."""
        return self.header.cid


class WireBlock(Record):
    """A ``Block`` as it is sent: each message is its own canonical bytes."""

    header: BlockHeader
    messages: tuple[bytes, ...]


def messages_root(messages: tuple[SignedMessage, ...]) -> bytes:
    """The CID of a list of messages with their signatures, as bytes."""
    return content_id(tuple(map(encode_message, messages)))


def signing_bytes(header: BlockHeader) -> bytes:
    """What a block's worker signs."""
    return encode(header.but(signature=UNSIGNED))


def sign_header(key: KeyPair, header: BlockHeader) -> BlockHeader:
    """The header with the worker's signature."""
    return header.but(signature=key.sign(signing_bytes(header)))


@once_per_object(REMEMBERED_BLOCKS)
def encode_block(block: Block) -> bytes:
    """The canonical bytes of a block."""
    return encode(WireBlock(header=block.header, messages=tuple(map(encode_message, block.messages))))


@lru_cache(maxsize=REMEMBERED_BLOCKS)
def decode_block(encoded: bytes) -> Block:
    """Read a block.

    Raises:
        MalformedError: the bytes are no block, or one of its messages is none.
    """
    wire = decode(WireBlock, encoded)
    return Block(header=wire.header, messages=tuple(map(decode_message, wire.messages)))


@once_per_object(REMEMBERED_BLOCKS)
def _header_cid(header: BlockHeader) -> bytes:
    return content_id(header)
