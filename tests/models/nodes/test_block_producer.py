"""A block for an election won: what it says, and where it goes."""

import pytest

from filspec.actors.ledger.transfers import send
from filspec.chain.blocks import messages_root, signing_bytes
from filspec.chain.keys import verify
from filspec.chain.reasons import InvalidBlock
from filspec.chain.tickets import draw_election_proof, next_ticket
from filspec.nodes.block_producer import BlockProducer, Election
from filspec.nodes.libp2p import BLOCKS
from filspec.scenarios.cast import CLIENT, OWNER_A


@pytest.fixture
def producer(network):
    """A producer of the genesis miner's, on another machine, in epoch 1; the miner has all power and always wins."""
    node, shared = network.client, network.cast.network
    for listener in (network.client, *network.cast.providers):
        listener.clock.begin_round(1)
    return BlockProducer(node.name, shared.parameters, node.pool, node.syncer, node.blockchain, shared.transition)


@pytest.fixture
def election(network):
    """The genesis miner's election of epoch 1."""
    node = network.genesis_miner
    key, miner, head = node.wallet.keys[node.worker], node.mining.miners[0], node.chain.head
    return Election(
        proof=draw_election_proof(key, head.min_ticket, 1, miner),
        tickets=(next_ticket(key, head.min_ticket),),
        miner=miner,
        epoch=1,
    )


@pytest.fixture
def worker(network):
    return network.key_of(network.genesis_miner.worker)


def test_the_header_says_what_came_of_the_parents_and_commits_to_the_messages(network, producer, election, worker):
    # Given
    node, transition = network.client, network.cast.network.transition
    head, messages = node.chain.head, (network.message(CLIENT, 0, send, OWNER_A),)
    # When
    block = producer.assemble_block(messages, head, election, worker)
    # Then
    header, parent = block.header, transition.result(head)
    assert (header.miner, header.epoch, header.tickets) == (election.miner, 1, election.tickets)
    assert (header.election_proof, header.parents) == (election.proof, head.key)
    assert header.parent_weight == node.blockchain.weight(head)
    assert (header.state_root, header.receipts_root) == (parent.state_root, parent.receipts_root)
    assert header.messages_root == messages_root(block.messages)
    assert header.timestamp == network.cast.parameters.block_delay
    assert verify(worker.public, signing_bytes(header), header.signature)


def test_a_block_carries_what_waits_in_the_pool_and_reaches_everybody(network, producer, election, worker):
    # Given a message that waits
    message = network.message(CLIENT, 0, send, OWNER_A)
    network.client.pool.add_new_message(message)
    # When
    block = producer.generate_block(election, network.client.chain.head, worker)
    network.cast.network.gossip.deliver()
    # Then its own node and the others have it
    assert block.messages == (message,)
    for node in (network.client, *network.cast.providers):
        node.clock.end_round()
        assert node.chain.head.key == (block.cid,)


def test_a_block_without_messages_is_a_block(network, producer, election, worker):
    assert producer.generate_block(election, network.client.chain.head, worker).messages == ()


def test_a_block_that_is_invalid_is_never_sent(network, producer, election, worker):
    # Given a neighbour that listens
    heard = []
    network.cast.network.gossip.subscribe(BLOCKS, "neighbour", heard.append)
    # When the producer is given an election proof of another epoch
    stolen = election.but(proof=draw_election_proof(worker, b"another ticket", 1, election.miner))
    with pytest.raises(InvalidBlock, match="INVALID_ELECTION_PROOF"):
        producer.generate_block(stolen, network.client.chain.head, worker)
    # Then nobody hears of it
    network.cast.network.gossip.deliver()
    assert heard == []
