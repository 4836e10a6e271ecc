"""Syntax of blocks: what can be seen without any state (A044)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from filspec.actors.units import FIRST_USER
from filspec.chain.blocks import Block, BlockHeader, messages_root
from filspec.chain.messages import is_well_formed
from filspec.chain.reasons import BlockReason, demand
from filspec.chain.tickets import VRF_BYTES
from filspec.crypto.cid import CidError, Codec, HashFunction, cid_from_bytes

MAX_PARENTS: Final = 25
"""Five times the five blocks expected in an epoch (specs 2020-01, structure of a block)."""

MAX_MESSAGES: Final = 10_000
"""Messages of one block (Lotus, BlockMessageLimit)."""


def validate_syntax(block: Block) -> None:
    """Look at a block's form.

    Raises:
        InvalidBlock: with the first rule it breaks.
    """
    _validate_header(block.header)
    _validate_messages(block)


def _validate_header(header: BlockHeader) -> None:
    parents, tickets = header.parents, header.tickets
    demand(header.miner >= FIRST_USER, BlockReason.NO_MINER, f"{header.miner} is below {FIRST_USER}")
    demand(bool(parents), BlockReason.NO_PARENTS, f"at epoch {header.epoch}")
    demand(len(parents) <= MAX_PARENTS, BlockReason.TOO_MANY_PARENTS, f"{len(parents)}, at most {MAX_PARENTS}")
    demand(len(set(parents)) == len(parents), BlockReason.REPEATED_PARENT, f"among {len(parents)}")
    demand(bool(tickets), BlockReason.NO_TICKETS, f"at epoch {header.epoch}")
    for number, ticket in enumerate(tickets):
        demand(len(ticket) == VRF_BYTES, BlockReason.MALFORMED_TICKET, f"ticket {number} has {len(ticket)} bytes")
    proof_length = len(header.election_proof)
    demand(proof_length == VRF_BYTES, BlockReason.MALFORMED_ELECTION_PROOF, f"it has {proof_length} bytes")
    demand(header.epoch > 0, BlockReason.EPOCH_NOT_POSITIVE, f"{header.epoch}")
    demand(header.parent_weight >= 0, BlockReason.NEGATIVE_WEIGHT, f"{header.parent_weight}")
    demand(header.timestamp > 0, BlockReason.TIMESTAMP_NOT_POSITIVE, f"{header.timestamp}")
    for cid in (*parents, header.state_root, header.receipts_root, header.messages_root):
        demand(_is_cid(cid), BlockReason.MALFORMED_CID, cid[:40].hex())
    demand(header.signature > 0, BlockReason.NO_SIGNATURE, f"at epoch {header.epoch}")


def _validate_messages(block: Block) -> None:
    count = len(block.messages)
    demand(count <= MAX_MESSAGES, BlockReason.TOO_MANY_MESSAGES, f"{count}, at most {MAX_MESSAGES}")
    for number, message in enumerate(block.messages):
        sent = message.envelope
        detail = f"message {number}, {sent.method[:40]} of actor {sent.sender}"
        demand(is_well_formed(message), BlockReason.MALFORMED_MESSAGE, detail)
    root = messages_root(block.messages)
    demand(root == block.header.messages_root, BlockReason.WRONG_MESSAGES_ROOT, f"they have {root.hex()}")


@lru_cache(maxsize=1 << 12)
def _is_cid(encoded: bytes) -> bool:
    try:
        cid = cid_from_bytes(encoded)
    except CidError:
        return False
    return (cid.codec, cid.hash_function) == (Codec.DAG_CBOR, HashFunction.BLAKE2B_256)
