"""FilecoinProofsSubsystem: the node's proof verifier. VerifySeal and VerifyPoSt are asked by actors, as oracles."""

from __future__ import annotations

from filspec.chain.blocks import Block
from filspec.chain.validation import validate_proofs
from filspec.kit.participants import Participant, receives


class FilecoinProofsSubsystem(Participant):
    """Verifies what a block proves by itself."""

    @receives("ValidateBlock(block)")
    def validate_block(self, block: Block) -> None:
        """The proofs that the block's messages carry are well-formed; whether they verify is for their execution.

        Raises:
            InvalidBlock: a message carries something that is no proof.
        """
        validate_proofs(block)
