"""Messages, block headers and tipset keys: what is hashed, signed and sent, byte for byte.

Each object is a canonical array of its fields in a fixed order, and its CID is the BLAKE2b-256 CID of these bytes. A
message is signed over the bytes of its CID. A block header is signed over its own encoding with the signature null.
The fields are plain values, because these classes state only the format; what the values mean is the chain's concern.

Source: proofs-facts section 3; Lotus chain/types (message.go, signedmessage.go, blockheader.go, tipset_key.go).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from filspec.crypto.address import Address
from filspec.crypto.canonical import CborValue, encode, encode_big_int
from filspec.crypto.cid import Cid, cid_of_block


class SignatureType(IntEnum):
    """The first byte of an encoded signature."""

    EMPTY = 0
    SECP256K1 = 1
    BLS = 2


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature and what kind it is; an empty one is its type byte alone.

    Attributes:
        type: which scheme made it.
        signature_bytes: 65 bytes for secp256k1, 96 for BLS, none if empty.
    """

    type: SignatureType
    signature_bytes: bytes

    def __bytes__(self) -> bytes:
        """Return type byte and signature."""
        return bytes([self.type]) + self.signature_bytes


@dataclass(frozen=True, slots=True)
class Message:
    """An unsigned message: a call of one actor's method by another, with money.

    Attributes:
        to, sender: who is called and who calls (and pays).
        nonce: number of the sender's earlier messages.
        value, gas_fee_cap, gas_premium: attoFIL; the last two for each unit of gas.
        gas_limit: units of gas.
        method: number of the method.
        params: canonical bytes of the method's parameters.
        version: always 0.
    """

    to: Address
    sender: Address
    nonce: int
    value: int
    gas_limit: int
    gas_fee_cap: int
    gas_premium: int
    method: int
    params: bytes
    version: int = 0

    def fields(self) -> list[CborValue]:
        """Return the ten fields in the order they are encoded."""
        return [
            self.version,
            bytes(self.to),
            bytes(self.sender),
            self.nonce,
            encode_big_int(self.value),
            self.gas_limit,
            encode_big_int(self.gas_fee_cap),
            encode_big_int(self.gas_premium),
            self.method,
            self.params,
        ]

    def __bytes__(self) -> bytes:
        """Return the canonical bytes."""
        return encode(self.fields())

    def cid(self) -> Cid:
        """Return the CID, whose bytes the sender signs."""
        return cid_of_block(bytes(self))


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A message with its sender's signature."""

    message: Message
    signature: Signature

    def __bytes__(self) -> bytes:
        """Return the canonical bytes: message, then signature."""
        return encode([self.message.fields(), bytes(self.signature)])

    def cid(self) -> Cid:
        """Return the CID of the block's message list: a BLS message is listed without its signature."""
        if self.signature.type is SignatureType.BLS:
            return self.message.cid()
        return cid_of_block(bytes(self))


@dataclass(frozen=True, slots=True)
class ElectionProof:
    """Proof that a miner may make blocks at an epoch.

    Attributes:
        win_count: how many times it won, at least 1 in a valid block.
        vrf_proof: from which everyone recomputes the count.
    """

    win_count: int
    vrf_proof: bytes


@dataclass(frozen=True, slots=True)
class BeaconEntry:
    """One round of the randomness beacon."""

    round: int
    entry_bytes: bytes


@dataclass(frozen=True, slots=True)
class PostProof:
    """A proof of spacetime and its registered proof number."""

    registered_proof: int
    proof_bytes: bytes


@dataclass(frozen=True, slots=True)
class BlockHeader:
    """A block header; sixteen fields in the order they are encoded.

    Attributes:
        miner: ID address of the maker.
        ticket: VRF proof of the ticket, absent only in genesis.
        election_proof: absent only in genesis.
        beacon_entries: rounds since the parent.
        winning_post: proof that the maker still holds its sectors.
        parents: CIDs of the parent tipset's blocks, in ticket order.
        parent_weight: weight of the chain that ends in the parents.
        height: epoch of this block.
        parent_state_root, parent_message_receipts: result of executing the parents.
        messages: CID of the message lists.
        bls_aggregate: one signature for all BLS messages.
        timestamp: Unix seconds.
        block_signature: by the worker key, over the header with this field absent.
        fork_signaling: unused number.
        parent_base_fee: attoFIL for each unit of gas.
    """

    miner: Address
    ticket: bytes | None
    election_proof: ElectionProof | None
    beacon_entries: tuple[BeaconEntry, ...]
    winning_post: tuple[PostProof, ...]
    parents: tuple[Cid, ...]
    parent_weight: int
    height: int
    parent_state_root: Cid
    parent_message_receipts: Cid
    messages: Cid
    bls_aggregate: Signature | None
    timestamp: int
    block_signature: Signature | None
    fork_signaling: int
    parent_base_fee: int

    def fields(self) -> list[CborValue]:
        """Return the sixteen fields in the order they are encoded."""
        election = self.election_proof
        return [
            bytes(self.miner),
            None if self.ticket is None else [self.ticket],
            None if election is None else [election.win_count, election.vrf_proof],
            [[entry.round, entry.entry_bytes] for entry in self.beacon_entries],
            [[proof.registered_proof, proof.proof_bytes] for proof in self.winning_post],
            self.parents,
            encode_big_int(self.parent_weight),
            self.height,
            self.parent_state_root,
            self.parent_message_receipts,
            self.messages,
            None if self.bls_aggregate is None else bytes(self.bls_aggregate),
            self.timestamp,
            None if self.block_signature is None else bytes(self.block_signature),
            self.fork_signaling,
            encode_big_int(self.parent_base_fee),
        ]

    def __bytes__(self) -> bytes:
        """Return the canonical bytes."""
        return encode(self.fields())

    def signing_bytes(self) -> bytes:
        """Return what the worker key signs: this header without its signature."""
        return bytes(replace(self, block_signature=None))

    def cid(self) -> Cid:
        """Return the CID of the block."""
        return cid_of_block(bytes(self))


def tipset_key_bytes(blocks: Sequence[Cid]) -> bytes:
    """Return the CIDs of a tipset's blocks one after another, in ticket order."""
    return b"".join(bytes(block) for block in blocks)


def tipset_key_cid(blocks: Sequence[Cid]) -> Cid:
    """Return the CID of a tipset key: of the canonical byte string holding the blocks' CIDs."""
    return cid_of_block(encode(tipset_key_bytes(blocks)))
