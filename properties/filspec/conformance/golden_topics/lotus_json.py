"""Chain objects as Lotus prints them in JSON: byte strings in base64, amounts in decimal text, CIDs under "/"."""

from filspec.conformance.field import Field
from filspec.crypto.address import address_from_text
from filspec.crypto.chain_objects import (
    BeaconEntry,
    BlockHeader,
    ElectionProof,
    Message,
    PostProof,
    Signature,
    SignatureType,
)
from filspec.crypto.cid import Cid, cid_from_text


def read_message(message: Field) -> Message:
    """Read an unsigned message."""
    return Message(
        version=message["Version"].integer(),
        to=address_from_text(message["To"].text()),
        sender=address_from_text(message["From"].text()),
        nonce=message["Nonce"].integer(),
        value=message["Value"].integer(),
        gas_limit=message["GasLimit"].integer(),
        gas_fee_cap=message["GasFeeCap"].integer(),
        gas_premium=message["GasPremium"].integer(),
        method=message["Method"].integer(),
        params=message["Params"].base64_octets(),
    )


def read_block_header(block: Field) -> BlockHeader:
    """Read a block header."""
    return BlockHeader(
        miner=address_from_text(block["Miner"].text()),
        ticket=_ticket(block["Ticket"]),
        election_proof=_election_proof(block["ElectionProof"]),
        beacon_entries=tuple(
            BeaconEntry(entry["Round"].integer(), entry["Data"].base64_octets())
            for entry in _elements(block["BeaconEntries"])
        ),
        winning_post=tuple(
            PostProof(proof["PoStProof"].integer(), proof["ProofBytes"].base64_octets())
            for proof in _elements(block["WinPoStProof"])
        ),
        parents=tuple(map(_cid, _elements(block["Parents"]))),
        parent_weight=block["ParentWeight"].integer(),
        height=block["Height"].integer(),
        parent_state_root=_cid(block["ParentStateRoot"]),
        parent_message_receipts=_cid(block["ParentMessageReceipts"]),
        messages=_cid(block["Messages"]),
        bls_aggregate=_signature(block["BLSAggregate"]),
        timestamp=block["Timestamp"].integer(),
        block_signature=_signature(block["BlockSig"]),
        fork_signaling=block["ForkSignaling"].integer(),
        parent_base_fee=block["ParentBaseFee"].integer(),
    )


def signature_type(number: Field) -> SignatureType:
    """Read a signature type."""
    known = [int(kind) for kind in SignatureType]
    if number.integer() not in known:
        raise number.wrong(f"one of {known}, the signature types")
    return SignatureType(number.integer())


def _signature(signature: Field) -> Signature | None:
    """Read a signature, or None for null."""
    if signature.value is None:
        return None
    return Signature(signature_type(signature["Type"]), signature["Data"].base64_octets())


def _cid(link: Field) -> Cid:
    """Read a CID."""
    return cid_from_text(link["/"].text())


def _elements(listed: Field) -> list[Field]:
    """Return the elements of a list; Lotus prints an empty one as null."""
    return [] if listed.value is None else list(listed)


def _ticket(ticket: Field) -> bytes | None:
    """Read the VRF proof of a ticket, or None for null."""
    return None if ticket.value is None else ticket["VRFProof"].base64_octets()


def _election_proof(proof: Field) -> ElectionProof | None:
    """Read an election proof, or None for null."""
    if proof.value is None:
        return None
    return ElectionProof(proof["WinCount"].integer(), proof["VRFProof"].base64_octets())
