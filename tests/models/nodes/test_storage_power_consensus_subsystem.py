"""Election, randomness and weight: every question is about a chain."""

import pytest

from filspec.actors.oracles import Purpose
from filspec.actors.units import ActorID, Epoch
from filspec.chain.reasons import InvalidBlock
from filspec.chain.tickets import draw_election_proof, ticket_order


@pytest.fixture
def chain(network):
    """Some tipsets with null epochs among them."""
    network.play(4)
    network.skip_to(network.cast.epoch + 4)
    network.play(3)
    return network.client.chain.head


@pytest.fixture
def consensus(network):
    return network.client.consensus


def test_seal_seeds_and_challenges_are_the_chains_randomness_of_their_purpose(network, consensus, chain):
    store, miner = network.cast.network.store, ActorID(107)
    for epoch in range(-6, chain.epoch + 3):
        seed = store.randomness(chain, Purpose.SEAL, epoch, miner)
        challenge = store.randomness(chain, Purpose.WINDOW_POST, epoch, miner)
        assert consensus.get_seal_seed(chain, Epoch(epoch), miner) == seed
        assert consensus.get_post_challenge(chain, Epoch(epoch), miner) == challenge
        assert seed != challenge


def test_randomness_belongs_to_one_miner_and_one_epoch(consensus, chain):
    asked = [(epoch, ActorID(miner)) for epoch in range(1, chain.epoch) for miner in (107, 108)]
    assert len({consensus.get_post_challenge(chain, *question) for question in asked}) == len(asked)


def test_elections_are_drawn_from_the_ticket_k_epochs_back_and_the_last_one(network, consensus, chain):
    store, lookback = network.cast.network.store, network.cast.parameters.election_lookback
    for epoch in range(1, chain.epoch + 4):
        artifacts = consensus.get_election_artifacts(chain, Epoch(epoch))
        assert artifacts.tk == store.ticket_at(chain, Epoch(epoch - lookback))
        assert artifacts.t1 == store.ticket_at(chain, Epoch(epoch - 1))


def test_after_null_rounds_the_last_ticket_is_still_that_of_the_head(consensus, chain):
    artifacts = consensus.get_election_artifacts(chain, Epoch(chain.epoch + 3))
    assert artifacts.t1 == chain.min_ticket


def test_a_miner_with_all_power_always_wins(network, consensus):
    head, [miner] = network.client.chain.head, network.genesis_miner.mining.miners
    for luck in range(50):
        assert consensus.try_leader_election(luck.to_bytes(96, "big"), head, miner) is True


def test_a_miner_without_power_never_wins(network, consensus):
    miner, head = network.register_miner(), network.client.chain.head
    assert network.world.power.claims[miner].active_power == 0
    for luck in range(50):
        assert consensus.try_leader_election(luck.to_bytes(96, "big"), head, miner) is False


def test_somebody_who_is_no_miner_never_wins(network, consensus):
    head = network.client.chain.head
    assert consensus.try_leader_election(bytes(96), head, network.client.market.account) is False


def test_a_miner_wins_as_often_as_its_share_of_the_power_says(network, consensus):
    # Given a provider with a small part of the power
    network.register_miner()
    network.join_market()
    network.store(b"piece")
    [miner], power = network.provider.mining.miners, network.world.power
    share = power.claims[miner].active_power / power.total_power
    assert 0 < share < 1
    # When, then it wins exactly with the draws below its share
    for luck in range(200):
        proof = luck.to_bytes(96, "big")
        won = consensus.try_leader_election(proof, network.client.chain.head, miner)
        assert won == (ticket_order(proof) / 2**256 <= share)


def test_a_block_whose_election_proof_is_of_another_epoch_is_refused(network, consensus, chain):
    # Given the head's block with the election proof of another epoch
    block, key = chain.blocks[0], network.key_of(network.genesis_miner.worker)
    stolen = draw_election_proof(key, chain.min_ticket, Epoch(1), block.header.miner)
    # When, then
    with pytest.raises(InvalidBlock, match="INVALID_ELECTION_PROOF: the election proof is not the worker's"):
        consensus.validate_block(block.but(header=block.header.but(election_proof=stolen)))
    consensus.validate_block(block)
