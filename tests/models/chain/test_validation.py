import pytest

from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.chain.blocks import decode_block, encode_block
from filspec.chain.encoding import MalformedError
from filspec.chain.validation import (
    BlockReason,
    InvalidBlock,
    validate_chain,
    validate_consensus,
    validate_proofs,
    validate_syntax,
)


def test_an_honest_chain_passes_all_four_steps(chain):
    # Given blocks of winners, when they arrive over the network, then every step accepts them.
    tipset = chain.genesis
    for _ in range(4):
        block = decode_block(encode_block(chain.win(tipset)))
        validate_syntax(block)
        validate_chain(block, chain.store, chain.transition, block.header.epoch, tipset)
        validate_consensus(block, chain.store, chain.transition, chain.parameters)
        validate_proofs(block)
        tipset = chain.extend(block)


@pytest.mark.parametrize("proof", [0, -1, 2, 1 << 7, 0x2FF])
def test_what_is_no_proof_is_refused_everywhere(chain, accounts, proof):
    # Given a proof of spacetime that is none, then neither the proofs step nor a reader of the bytes lets it in.
    _, worker, *_ = accounts
    message = chain.message(worker, 0, submit_post, chain.miner_a, 0, proof, ())
    block = chain.propose(chain.genesis, 1, chain.miner_a, [message])
    with pytest.raises(InvalidBlock, match="message 0, submit_post: a proof is the integer of its bytes") as refused:
        validate_proofs(block)
    assert refused.value.reason is BlockReason.MALFORMED_PROOF
    with pytest.raises(MalformedError):
        decode_block(encode_block(block))


def test_a_proof_that_fails_costs_its_message_and_not_the_block(chain, accounts):
    # Given a proof of spacetime that is well-formed and wrong, then the block is valid and the message refused.
    _, worker, *_ = accounts
    message = chain.message(worker, 0, submit_post, chain.miner_a, 0, 0x1FF, ())
    block = chain.propose(chain.genesis, 1, chain.miner_a, [message])
    validate_proofs(block)
    receipts = chain.transition.result(chain.extend(block)).receipts
    assert receipts[0][1].reason.name == "INVALID_POST"
