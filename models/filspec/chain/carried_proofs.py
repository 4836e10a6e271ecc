"""The proofs that messages carry: of spacetime, of seals, of pieces in sectors."""

from __future__ import annotations

from filspec.actors.interpreter import Envelope
from filspec.actors.oracles import OnChainSealVerifyInfo
from filspec.actors.storage_market.sector_deals import PendingPiece, PublishedPiece
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.units import ProofBytes


def carried_proofs(envelope: Envelope) -> tuple[ProofBytes, ...]:
    """The proofs in a message's arguments, in their order; whether they verify is found when the message runs."""
    if envelope.method == submit_post.__name__:
        _, _, proof, _ = envelope.arguments
        return (ProofBytes(proof),) if isinstance(proof, int) else ()
    if envelope.method == commit_sector.__name__:
        info, _, published, pending = envelope.arguments
        seal = (info.proof,) if isinstance(info, OnChainSealVerifyInfo) else ()
        return (*seal, *_inclusions(published), *_inclusions(pending))
    return ()


def _inclusions(pieces: object) -> tuple[ProofBytes, ...]:
    found = pieces if isinstance(pieces, tuple) else ()
    return tuple(piece.inclusion for piece in found if isinstance(piece, PublishedPiece | PendingPiece))
