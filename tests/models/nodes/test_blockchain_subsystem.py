"""Validation in the drawing's order, the cut-off, the choice, and who hears of a new head."""

from hashlib import blake2b
from itertools import permutations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.units import Bytes, ProofBytes
from filspec.chain.blocks import Block, messages_root, sign_header
from filspec.chain.reasons import InvalidBlock
from filspec.kit.trace import Recorder, recording
from filspec.nodes.block_producer import Election


def mined(network, node, epoch, parents=None):
    """A block of this node's miner, on its head if no parents are named; whether it wins is not asked."""
    [miner], key = node.mining.miners, node.wallet.keys[node.worker]
    head = node.chain.head if parents is None else parents
    artifacts = node.consensus.get_election_artifacts(head, epoch)
    tickets = [node.mining.generate_next_ticket(artifacts.t1)]
    while len(tickets) < epoch - head.epoch:
        tickets.append(node.mining.next_ticket_after_null(tickets[-1]))
    election = Election(
        proof=node.mining.draw_election_proof(artifacts.tk, epoch, miner),
        tickets=tuple(tickets),
        miner=miner,
        epoch=epoch,
    )
    return node.mining._producer.assemble_block((), head, election, key)


def vrf_output(ticket):
    return blake2b(ticket, digest_size=32).digest()


@pytest.fixture
def subsystem(network):
    """The client's, in epoch 3; it has heard of no block yet."""
    network.client.blockchain.begin_round(3)
    return network.client.blockchain


def test_a_block_is_validated_in_the_order_of_the_drawing(network, subsystem):
    block = mined(network, network.genesis_miner, 1)
    with recording(Recorder()) as recorder:
        subsystem.handle_block(block)
    assert [(event.receiver, event.label) for event in recorder.events] == [
        ("BlockchainSubsystem", "HandleBlock(block)"),
        ("BlockchainSubsystem", "ValidateBlock(block)"),
        ("StoragePowerConsensusSubsystem", "ValidateBlock(block)"),
        ("FilecoinProofsSubsystem", "ValidateBlock(block)"),
        ("BlockchainSubsystem", "StateTree ← TryGenerateStateTree(block)"),
    ]


def test_a_block_that_fails_a_validation_is_not_kept(network, subsystem):
    # Given a block that names a weight it does not have
    honest, key = mined(network, network.genesis_miner, 1), network.key_of(network.genesis_miner.worker)
    heavy = Block(header=sign_header(key, honest.header.but(parent_weight=10**6)), messages=())
    # When
    with pytest.raises(InvalidBlock, match=r"WRONG_PARENT_WEIGHT: .*: 1000000, not 0"):
        subsystem.handle_block(heavy)
    # Then
    assert heavy.cid not in network.cast.network.store
    subsystem.round_cutoff()
    assert subsystem.chain.head == network.cast.network.genesis


@pytest.mark.parametrize("reason", ["WRONG_STATE_ROOT", "LOSING_ELECTION_PROOF", "MALFORMED_PROOF"])
def test_every_validation_can_stop_a_block(network, subsystem, reason):
    # Given blocks that break one rule each: about the chain, about elections, about proofs
    node = network.genesis_miner
    key = network.key_of(node.worker)
    no_proof = network.message(node.worker, 0, submit_post, node.mining.miners[0], 0, ProofBytes(0), ())
    honest = mined(network, node, 1)
    if reason == "WRONG_STATE_ROOT":
        block = honest.but(header=sign_header(key, honest.header.but(state_root=honest.header.receipts_root)))
    elif reason == "MALFORMED_PROOF":
        header = honest.header.but(messages_root=messages_root((no_proof,)))
        block = Block(header=sign_header(key, header), messages=(no_proof,))
    else:
        power = network.client.chain.world.power
        power.total_power = Bytes(power.total_power << 80)
        weight = subsystem.weight(network.cast.network.genesis)
        block = honest.but(header=sign_header(key, honest.header.but(parent_weight=weight)))
    # When, then
    with pytest.raises(InvalidBlock, match=reason):
        subsystem.handle_block(block)
    assert (block.cid in network.cast.network.store, subsystem.assemble_tipsets()) == (False, [])


def test_a_tipset_is_one_of_valid_blocks_on_the_same_parents_and_its_state_is_of_those_parents(network, subsystem):
    block = mined(network, network.genesis_miner, 1)
    applied = subsystem.try_generate_state_tree(block)
    assert applied.state_root == block.header.state_root


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_choice_does_not_depend_on_the_order_of_arrival(network, subsystem, order):
    # Given three blocks of the genesis miner on genesis, in three epochs
    blocks = [mined(network, network.genesis_miner, epoch) for epoch in (1, 2, 3)]
    # When they arrive in some order
    for place in order:
        subsystem.handle_block(blocks[place])
    subsystem.round_cutoff()
    # Then the head is the one of the greatest weight, and among equals of the smallest ticket
    candidates = [network.cast.network.store.tipset((block.cid,)) for block in blocks]
    weights = {subsystem.weight(tipset) for tipset in candidates}
    assert len(weights) == 1
    assert subsystem.chain.head == subsystem.choose_tipset(candidates)


def test_the_head_is_the_best_chain_that_arrived_and_never_gives_way_to_a_lighter_one(network_on):
    @settings(max_examples=10)
    @given(
        st.lists(st.tuples(st.integers(0, 8), st.integers(1, 2)), min_size=1, max_size=8),
        st.lists(st.integers(1, 4), min_size=8, max_size=8),
    )
    @example([(0, 1), (1, 1), (0, 2)], [2, 1, 1, 1, 1, 1, 1, 1])
    def chosen(steps, batches):
        # Given a tree of blocks by the only miner, each on an earlier one, so that the weight of a chain is its length
        network = network_on()
        subsystem, store, genesis = network.client.blockchain, network.cast.network.store, network.cast.network.genesis
        subsystem.begin_round(30)
        tree, length, rounds = [genesis], {genesis.key: 0}, iter(batches)
        while len(tree) <= len(steps):
            # When some of them arrive in a round
            for place, later in steps[len(tree) - 1 :][: next(rounds)]:
                parents = tree[place % len(tree)]
                block = mined(network, network.genesis_miner, parents.epoch + later, parents)
                subsystem.handle_block(block)
                tree.append(store.tipset((block.cid,)))
                length[tree[-1].key] = length[parents.key] + 1
            subsystem.round_cutoff()
            # Then the head is the longest chain so far, and among equals the one of the smallest ticket
            best = min(tree, key=lambda tipset: (-length[tipset.key], vrf_output(tipset.min_ticket)))
            assert subsystem.chain.head == best

    chosen()


def test_a_block_that_is_late_is_a_candidate_of_the_next_cut_off_and_of_no_other(network, subsystem):
    # Given a cut-off that a block of this epoch missed
    block = mined(network, network.genesis_miner, 3)
    subsystem.round_cutoff()
    assert subsystem.chain.head == network.cast.network.genesis
    # When it arrives in the next round
    subsystem.begin_round(4)
    subsystem.handle_block(block)
    subsystem.round_cutoff()
    # Then it is the head, and nothing is left to assemble
    assert subsystem.chain.head.key == (block.cid,)
    assert subsystem.assemble_tipsets() == []


def test_listeners_hear_of_a_new_head_once_at_the_start_of_the_next_round_in_the_order_of_asking(network, subsystem):
    # Given two listeners
    heard = []
    subsystem.on_head(lambda head, epoch: heard.append(("first", head.epoch, epoch)))
    subsystem.on_head(lambda head, epoch: heard.append(("second", head.epoch, epoch)))
    # When a block becomes the head
    subsystem.handle_block(mined(network, network.genesis_miner, 3))
    subsystem.round_cutoff()
    assert heard == []
    # Then
    assert subsystem.begin_round(4) is True
    assert heard == [("first", 3, 4), ("second", 3, 4)]
    assert subsystem.begin_round(5) is False
    assert len(heard) == 2


def test_a_round_without_blocks_keeps_the_head_and_tells_nobody(network, subsystem):
    heard = []
    subsystem.on_head(lambda head, epoch: heard.append(head))
    subsystem.round_cutoff()
    assert subsystem.begin_round(4) is False
    assert (heard, subsystem.chain.head) == ([], network.cast.network.genesis)


def test_all_nodes_choose_the_same_head_and_compute_the_same_state(network):
    for _ in range(8):
        network.play()
        assert len({node.chain.head.key for node in network.cast.nodes}) == 1
        assert len({node.chain.apply_state_tree(node.chain.head).state_root for node in network.cast.nodes}) == 1
