"""Who seals what: the numbers and ids that make every replica, and every proof type's graph, its own.

Source: proofs-facts section 4; rust-fil-proofs storage-proofs-porep/src/stacked/vanilla/params.rs;
rust-filecoin-proofs-api src/registry.rs; filecoin-ffi proofs.go.
"""

from hashlib import sha256
from typing import NewType

from filspec.proofs.fr import NODE_BYTES, trim

SectorNumber = NewType("SectorNumber", int)
"""Number of a sector among those of its miner."""

ActorNumber = NewType("ActorNumber", int)
"""Number of the miner actor: the payload of its ID address."""


def prover_id(miner: ActorNumber) -> bytes:
    """Write the miner's actor number as unsigned LEB128, filled with zeros to 32 bytes."""
    groups = [miner >> shift & 0x7F for shift in range(0, max(miner.bit_length(), 1), 7)]
    continued = bytes(group | 0x80 for group in groups[:-1])
    return (continued + bytes([groups[-1]])).ljust(NODE_BYTES, b"\0")


def porep_id(registered_proof: int, nonce: int = 0) -> bytes:
    """Return the 32 bytes that separate the graphs of registered seal proofs.

    Args:
        registered_proof: Number in the registry of seal proofs.
        nonce: Zero on every network so far.
    """
    return registered_proof.to_bytes(8, "little") + nonce.to_bytes(8, "little") + bytes(16)


def replica_id(prover: bytes, sector: SectorNumber, ticket: bytes, comm_d: bytes, porep: bytes) -> bytes:
    """Return the id that enters every label of a replica.

    Args:
        prover: prover_id, 32 bytes.
        sector: Sector number.
        ticket: Randomness of the chain when sealing began, 32 bytes, used as they are.
        comm_d: Commitment to the sector's data.
        porep: porep_id, 32 bytes.
    """
    return trim(sha256(prover + sector.to_bytes(8, "big") + ticket + comm_d + porep).digest())
