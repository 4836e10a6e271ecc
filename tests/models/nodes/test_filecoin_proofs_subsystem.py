"""What a block proves by itself: that the proofs in its messages can be read as proofs."""

import pytest

from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.units import ProofBytes
from filspec.chain.blocks import Block
from filspec.chain.conversions import proof_from_bytes
from filspec.chain.reasons import InvalidBlock
from filspec.nodes.filecoin_proofs_subsystem import FilecoinProofsSubsystem
from filspec.scenarios.cast import WORKER_G


@pytest.fixture
def carrying(network):
    """Makes a block that carries one proof of spacetime."""
    network.play()
    header = network.client.chain.head.blocks[0].header

    def made(proof: int) -> Block:
        message = network.message(WORKER_G, 9, submit_post, header.miner, 0, ProofBytes(proof), ())
        return Block(header=header, messages=(message,))

    return made


@pytest.fixture
def proofs():
    return FilecoinProofsSubsystem("node")


@pytest.mark.parametrize(
    "proof", [0, -1, 2, 0x0200], ids=["none", "negative", "no leading one", "another leading byte"]
)
def test_a_message_that_carries_something_else_as_a_proof_spoils_its_block(carrying, proofs, proof):
    with pytest.raises(InvalidBlock) as refused:
        proofs.validate_block(carrying(proof))
    assert str(refused.value).startswith(
        "MALFORMED_PROOF: a message carries a proof that is none: message 0, submit_post: "
    )


@pytest.mark.parametrize("proof", [b"", b"\x00", b"not a proof of anything"])
def test_whether_a_proof_verifies_is_left_to_its_execution(carrying, proofs, proof):
    proofs.validate_block(carrying(proof_from_bytes(proof)))


def test_a_block_without_proofs_has_nothing_to_check(carrying, proofs):
    proofs.validate_block(carrying(1).but(messages=()))
