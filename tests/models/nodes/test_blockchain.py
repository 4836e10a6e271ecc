"""A node's head and the state behind it."""

from filspec.actors.units import Epoch
from filspec.chain.tipset import Tipset
from filspec.nodes.block_producer import Election
from filspec.nodes.blockchain import Blockchain


def test_the_state_is_that_of_the_head(network):
    # Given, when
    network.play(3)
    # Then
    chain, transition = network.client.chain, network.cast.network.transition
    assert chain.world is transition.result(chain.head).world
    assert chain.world.epoch == chain.head.epoch + 1


def test_the_state_in_a_later_epoch_has_the_null_epochs_ended(network):
    # Given a head in the genesis miner's first proving period
    network.play(2)
    chain, [miner] = network.client.chain, network.genesis_miner.mining.miners
    period = network.cast.parameters.proving_period
    assert chain.world.miner.miners[miner].proving_period_end == period
    # When all epochs of it are null, then the period has ended, and the head's own state is as it was
    later = chain.world_in(Epoch(period + 1))
    assert later.epoch == period + 1
    assert later.miner.miners[miner].proving_period_end == 2 * period
    assert chain.world.miner.miners[miner].proving_period_end == period


def test_applying_a_tipset_makes_it_the_head_and_gives_its_receipts(network):
    # Given a node that stayed at genesis
    shared = network.cast.network
    straggler = Blockchain("straggler", shared.store, shared.transition, shared.genesis)
    network.play(2)
    # When
    applied = straggler.apply_state_tree(network.client.chain.head)
    # Then
    assert straggler.head == network.client.chain.head
    assert applied is shared.transition.result(straggler.head)
    assert applied.receipts


def test_what_was_newly_applied_comes_oldest_first_and_once(network):
    chain, shared = network.client.chain, network.cast.network
    network.play(4)
    applied = chain.newly_applied(shared.genesis)
    path = [*reversed(list(shared.store.ancestry(chain.head)))][1:]
    assert applied == [shared.transition.result(tipset) for tipset in path]
    assert chain.newly_applied(chain.head) == []


def branch(network, tipset, rounds):
    """Tipsets of the genesis miner alone, on a tipset, whatever the rest of the network does."""
    store, node = network.cast.network.store, network.genesis_miner
    for _ in range(rounds):
        epoch = Epoch(tipset.epoch + 1)
        artifacts = node.consensus.get_election_artifacts(tipset, epoch)
        [miner] = node.mining.miners
        producer, key = node.mining._producer, node.wallet.keys[node.worker]
        election = Election(
            proof=node.mining.draw_election_proof(artifacts.tk, epoch, miner),
            tickets=(node.mining.generate_next_ticket(artifacts.t1),),
            miner=miner,
            epoch=epoch,
        )
        block = producer.assemble_block((), tipset, election, key)
        store.add(block)
        tipset = Tipset.of([block])
        yield tipset


def test_after_a_reorganisation_the_new_branch_is_applied_from_where_it_leaves_the_old_one(network):
    # Given a node whose head is the third tipset
    network.play(3)
    chain, shared = network.client.chain, network.cast.network
    old_head = chain.head
    first = shared.store.tipset_at(old_head, Epoch(1))
    # When it moves to another branch that leaves the chain after the first tipset
    other = list(branch(network, first, 3))
    chain.apply_state_tree(other[-1])
    # Then the whole new branch is new, below the height of the old head as well
    assert chain.newly_applied(old_head) == [shared.transition.result(tipset) for tipset in other]
