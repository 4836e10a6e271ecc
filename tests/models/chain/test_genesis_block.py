from filspec.actors.units import SYSTEM
from filspec.chain.blocks import UNSIGNED
from filspec.chain.encoding import content_id, state_root
from filspec.chain.genesis_block import genesis_tipset


def test_genesis_stands_for_its_world(chain):
    header = chain.genesis.blocks[0].header
    assert (chain.genesis.epoch, chain.genesis.parents, chain.genesis.parent_weight) == (0, (), 0)
    assert header.state_root == state_root(chain.world)
    assert header.receipts_root == header.messages_root == content_id(())
    assert len(chain.genesis.min_ticket) == 96
    assert (header.miner, header.election_proof, header.signature) == (SYSTEM, b"", UNSIGNED)
    assert header.timestamp == 0


def test_another_seed_world_or_time_is_another_network(chain):
    # Given the same world and seed, then genesis is the same; given others, another.
    same = genesis_tipset(chain.world, b"\x07" * 31 + b"\x00")
    assert same == chain.genesis
    others = [genesis_tipset(chain.world, b"x"), genesis_tipset(chain.world, b"\x07" * 31 + b"\x00", timestamp=9)]
    chain.world.epoch += 1
    others.append(genesis_tipset(chain.world, b"\x07" * 31 + b"\x00"))
    assert len({tipset.key for tipset in (chain.genesis, *others)}) == 4
