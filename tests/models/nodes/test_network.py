"""What nodes share, and that it is all they share."""

from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.parameters import preset
from filspec.actors.units import PublicKey, TokenAmount
from filspec.nodes.network import Network
from filspec.proofs.ladder.rung import rung


def network_of(seed: bytes, balance: int = 5, observers=()):
    world = genesis(preset("tiny"), (GenesisAccount(key=PublicKey(1), balance=TokenAmount(balance)),))
    return Network(world, seed, rung("ideal"), observers)


def test_the_same_world_and_seed_are_the_same_network():
    assert network_of(b"a" * 32).genesis.key == network_of(b"a" * 32).genesis.key


def test_another_world_or_another_seed_is_another_network():
    keys = {network_of(b"a" * 32).genesis.key, network_of(b"b" * 32).genesis.key, network_of(b"a" * 32, 6).genesis.key}
    assert len(keys) == 3


def test_the_genesis_block_is_known_from_the_start():
    network = network_of(b"a" * 32)
    [block] = network.genesis.blocks
    assert block.cid in network.store
    assert network.transition.genesis is network.genesis
    assert network.parameters == preset("tiny")


def test_observers_see_the_transitions_of_tipsets():
    steps = []
    network = network_of(b"a" * 32, observers=(steps.append,))
    network.transition.result(network.genesis)
    assert [step.transition.name for step in steps] == ["end_of_epoch"]


def test_nodes_share_results_and_the_air_and_nothing_they_change(network):
    nodes = network.cast.nodes
    assert len({id(node.chain) for node in nodes}) == len(nodes)
    assert len({id(node.pool) for node in nodes}) == len(nodes)
    assert len({id(node.chain._transition) for node in nodes}) == 1
