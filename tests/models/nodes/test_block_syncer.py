"""Blocks from the network: good ones are handled, bad ones dropped with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.chain.blocks import encode_block, sign_header
from filspec.kit.trace import Recorder, recording
from filspec.nodes.libp2p import BLOCKS
from filspec.scenarios.cast import Cast


@pytest.fixture
def block(network):
    """The genesis miner's block of epoch 1, taken from the air before anybody else had it."""
    heard = []
    gossip = network.cast.network.gossip
    gossip.subscribe(BLOCKS, "neighbour", heard.append)
    for node in network.cast.nodes:
        node.prepare_round(1)
        node.clock.begin_round(1)
    gossip._in_flight.clear()
    return network.genesis_miner.blockchain._received[-1]


def changed(network, block, **changes):
    """The block with another header, signed anew by its miner."""
    key = network.key_of(network.genesis_miner.worker)
    return encode_block(block.but(header=sign_header(key, block.header.but(**changes))))


def test_a_valid_block_becomes_the_head_at_the_end_of_the_round(network, block):
    # When
    network.client.syncer.on_new_block(encode_block(block))
    # Then
    assert network.client.chain.head == network.cast.network.genesis
    network.client.clock.end_round()
    assert network.client.chain.head.key == (block.cid,)
    assert network.client.syncer.refused == []


def test_the_same_block_twice_is_one_block(network, block):
    for _ in range(2):
        network.client.syncer.on_new_block(encode_block(block))
    network.client.clock.end_round()
    assert network.client.chain.head.key == (block.cid,)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"tickets": ()}, "NO_TICKETS: the block has no ticket: at epoch 1"),
        ({"parents": (b"\x01q\xa0\xe4\x02 " + bytes(32),)}, "UNKNOWN_PARENTS: a parent of the block is not known"),
        ({"epoch": 9}, "WRONG_NUMBER_OF_TICKETS: "),
        ({"timestamp": 60}, "TIMESTAMP_IN_THE_FUTURE: the timestamp is ahead of the clock: 60, latest 31"),
        ({"miner": 108}, "UNKNOWN_MINER: "),
        ({"parent_weight": 1}, "WRONG_PARENT_WEIGHT: the parent weight is not the one computed: 1, not 0"),
        ({"election_proof": bytes(96)}, "INVALID_ELECTION_PROOF: "),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value.partition(":")[0],
)
def test_an_invalid_block_is_dropped_with_its_reason_and_the_head_stays(network, block, changes, reason):
    # Given a neighbour that would hear if it were sent on
    heard = []
    network.cast.network.gossip.subscribe(BLOCKS, "another neighbour", heard.append)
    # When
    network.client.syncer.on_new_block(changed(network, block, **changes))
    network.cast.network.gossip.deliver()
    network.client.clock.end_round()
    # Then
    [why] = network.client.syncer.refused
    assert why.startswith(reason)
    assert network.client.chain.head == network.cast.network.genesis
    assert heard == []


def test_a_block_whose_signature_is_not_the_miners_is_dropped(network, block):
    stranger = network.client.wallet.keys[network.client.market.account]
    forged = block.but(header=sign_header(stranger, block.header))
    network.client.syncer.on_new_block(encode_block(forged))
    [why] = network.client.syncer.refused
    assert why.startswith("INVALID_SIGNATURE: the block is not signed by the miner's worker")


@pytest.fixture(scope="module")
def listener():
    """A node that hears nothing but noise."""
    return Cast(0, "tiny", "ideal")


@given(st.binary(max_size=200))
def test_noise_is_dropped_with_a_reason_and_the_head_stays(listener, noise):
    before = len(listener.client.syncer.refused)
    listener.network.gossip.publish(BLOCKS, "stranger", noise)
    listener.network.gossip.deliver()
    assert len(listener.client.syncer.refused) == before + 1
    assert listener.client.syncer.refused[-1]
    assert listener.client.chain.head == listener.network.genesis


def test_a_node_subscribes_once_and_not_for_every_block(network):
    with recording(Recorder()) as recorder:
        network.client.syncer.start()
        network.play(3)
    subscriptions = [event for event in recorder.events if event.label == "Subscribe(OnNewBlock)"]
    assert [(event.sender, event.receiver) for event in subscriptions] == [("BlockSyncer", "libp2p")]


def test_ones_own_block_is_sent_to_the_others_and_handled_by_the_node_itself(network, block):
    # Given a neighbour
    heard = []
    network.cast.network.gossip.subscribe(BLOCKS, "another neighbour", heard.append)
    # When
    network.client.syncer.propagate_block(block)
    network.cast.network.gossip.deliver()
    # Then
    assert heard == [encode_block(block)]
    network.client.clock.end_round()
    assert network.client.chain.head.key == (block.cid,)
