"""Content identifiers and the encodings of chain objects (proofs-facts section 3)."""

from filspec.conformance.computations import Computed, computes
from filspec.conformance.field import Field, MalformedVectorError
from filspec.conformance.golden_topics.lotus_json import read_block_header, read_message, signature_type
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.crypto.address import secp256k1_address
from filspec.crypto.chain_objects import (
    BeaconEntry,
    BlockHeader,
    ElectionProof,
    PostProof,
    Signature,
    tipset_key_cid,
)
from filspec.crypto.cid import cid_from_text, cid_of_block
from filspec.crypto.commitment_cids import sealed_cid, unsealed_cid


@computes("block_header")
def block_header(vector: Vector) -> Computed:
    """Encode a block header."""
    header = read_block_header(vector.inputs["block"])
    return {"cbor_hex": bytes(header).hex(), "cid": str(header.cid())}


@computes("message")
@computes("message_cid")
def message(vector: Vector) -> Computed:
    """Encode an unsigned message."""
    read = read_message(vector.inputs["message"])
    return {"cbor_hex": bytes(read).hex(), "cid": str(read.cid()), "cid_bytes_hex": bytes(read.cid()).hex()}


@computes("block_signing_bytes")
def block_signing_bytes(vector: Vector) -> Computed:
    """Encode a block header as it is signed."""
    return {"cbor_hex": _unsigned_header(vector.inputs).signing_bytes().hex()}


@computes("cid_of_bytes")
def cid_of_bytes(vector: Vector) -> Computed:
    """Return the CID of bytes that are taken for a chain object."""
    codec, hash_function = vector.inputs["codec"].text(), vector.inputs["hash"].text()
    if (codec, hash_function) != ("dag-cbor", "blake2b-256"):
        raise UnsupportedError(f"no CID of codec {codec!r} with hash {hash_function!r}")
    return {"cid": str(cid_of_block(vector.inputs["data_hex"].octets()))}


@computes("tipset_key_cid")
def tipset_key(vector: Vector) -> Computed:
    """Return the CID of the key of a tipset whose blocks have the given bytes."""
    blocks = [cid_of_block(preimage) for preimage in vector.inputs["block_cid_preimages_hex"].octet_strings()]
    return {"cid": str(tipset_key_cid(blocks))}


@computes("sealed_cid")
def sealed(vector: Vector) -> Computed:
    """Return the CID of a sealed sector."""
    return {"cid": str(sealed_cid(vector.inputs["comm_r_hex"].octets(32)))}


@computes("unsealed_cid")
def unsealed(vector: Vector) -> Computed:
    """Return the CID of unsealed data."""
    return {"cid": str(unsealed_cid(vector.inputs["comm_d_hex"].octets(32)))}


def _unsigned_header(inputs: Field) -> BlockHeader:
    """Read a block header given by its parts."""
    if inputs["block_sig"].value is not None:
        raise MalformedVectorError("inputs.block_sig is given; a header is signed with its signature null")
    return BlockHeader(
        miner=secp256k1_address(inputs["miner_secp256k1_data_ascii"].text().encode()),
        ticket=inputs["ticket_hex"].octets(),
        election_proof=ElectionProof(inputs["win_count"].integer(), inputs["election_proof_hex"].octets()),
        beacon_entries=tuple(BeaconEntry(number, octets) for number, octets in _numbered(inputs["beacon"])),
        winning_post=tuple(PostProof(number, octets) for number, octets in _numbered(inputs["win_post"])),
        parents=tuple(cid_from_text(parent.text()) for parent in inputs["parents"]),
        parent_weight=inputs["parent_weight"].integer(),
        height=inputs["height"].integer(),
        parent_state_root=cid_from_text(inputs["state_root"].text()),
        parent_message_receipts=cid_from_text(inputs["receipts"].text()),
        messages=cid_from_text(inputs["messages"].text()),
        bls_aggregate=Signature(signature_type(inputs["bls_aggregate_type"]), inputs["bls_aggregate_hex"].octets()),
        timestamp=inputs["timestamp"].integer(),
        block_signature=None,
        fork_signaling=inputs["fork_signaling"].integer(),
        parent_base_fee=inputs["parent_base_fee"].integer(),
    )


def _numbered(listed: Field) -> list[tuple[int, bytes]]:
    """Return pairs of a number and bytes."""
    return [(number.integer(), octets.octets()) for number, octets in (pair.pair() for pair in listed)]
