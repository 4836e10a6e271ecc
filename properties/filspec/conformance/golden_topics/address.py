"""Addresses (proofs-facts section 16)."""

from filspec.conformance.computations import Computed, computes
from filspec.conformance.vector import Vector
from filspec.crypto.address import (
    Address,
    AddressError,
    Network,
    Protocol,
    actor_address,
    address_from_bytes,
    address_from_text,
    bls_address,
    id_address,
    secp256k1_address,
)


@computes("address_id")
def address_id(vector: Vector) -> Computed:
    """Write an actor id as an address."""
    return _texts(id_address(vector.inputs["id"].integer()))


@computes("address")
def address(vector: Vector) -> Computed:
    """Make an address of a key or of actor data; for the hashing protocols the data is what gets hashed."""
    material = vector.inputs["data_hex"].octets()
    match vector.inputs["protocol"].integer():
        case Protocol.SECP256K1:
            return _texts(secp256k1_address(material))
        case Protocol.ACTOR:
            return _texts(actor_address(material))
        case Protocol.BLS:
            return _texts(bls_address(material))
        case protocol:
            return _texts(address_from_bytes(bytes([protocol]) + material))


@computes("address_invalid")
def address_invalid(vector: Vector) -> Computed:
    """Refuse a text."""
    try:
        read = address_from_text(vector.inputs["text"].text())
    except AddressError as refused:
        return {"error": refused.refusal.value}
    return {"error": f"none, it is {read}"}


@computes("address_invalid_bytes")
def address_invalid_bytes(vector: Vector) -> Computed:
    """Refuse bytes."""
    try:
        read = address_from_bytes(vector.inputs["hex"].octets())
    except AddressError as refused:
        return {"error": refused.refusal.value}
    return {"error": f"none, it is {read}"}


def _texts(made: Address) -> Computed:
    """Return both texts of an address, once they read back as it."""
    texts = {network: made.text(network) for network in Network}
    for text in texts.values():
        assert address_from_text(text) == made, f"{text} does not read back as the address it was written from"
    return {"mainnet": texts[Network.MAINNET], "testnet": texts[Network.TESTNET]}
