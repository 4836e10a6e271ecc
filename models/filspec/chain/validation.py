"""Validation of blocks, in the four steps of the drawing.

| step | arrow | asks | function |
|---|---|---|---|
| syntax | A044 | is it a block at all | ``validate_syntax`` |
| semantics | A046 | does it fit its parents, the clock and the chain | ``validate_chain`` |
| consensus | A047 | was its miner elected | ``validate_consensus`` |
| proofs | A048 | are the proofs in its messages proofs | ``validate_proofs`` |

Each returns nothing, or raises ``InvalidBlock`` with the first rule that is broken. Cheap questions come first: a block
of bad syntax costs no state, a block without an election costs no execution of its own. The proofs themselves are
verified when the messages run, for only then it is known what they must prove; a proof that fails costs its message
and not the block.

Source: protocol-facts section 5.7.
"""

from __future__ import annotations

from filspec.chain.block_consensus import validate_consensus, weight_after
from filspec.chain.block_semantics import validate_chain
from filspec.chain.block_syntax import validate_syntax
from filspec.chain.blocks import Block
from filspec.chain.carried_proofs import carried_proofs
from filspec.chain.conversions import proof_bytes
from filspec.chain.encoding import MalformedError
from filspec.chain.reasons import BlockReason, InvalidBlock

__all__ = [
    "BlockReason",
    "InvalidBlock",
    "validate_chain",
    "validate_consensus",
    "validate_proofs",
    "validate_syntax",
    "weight_after",
]


def validate_proofs(block: Block) -> None:
    """Check that what a block's messages carry as proofs can be read as proofs.

    Raises:
        InvalidBlock: a message carries something else.
    """
    for number, message in enumerate(block.messages):
        for proof in carried_proofs(message.envelope):
            try:
                proof_bytes(proof)
            except MalformedError as problem:
                detail = f"message {number}, {message.envelope.method}: {problem}"
                raise InvalidBlock(BlockReason.MALFORMED_PROOF, detail) from problem
