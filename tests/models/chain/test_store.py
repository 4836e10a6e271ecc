import pytest

from filspec.actors.oracles import Purpose
from filspec.actors.units import ActorID, Epoch
from filspec.chain.conversions import randomness_from_bytes
from filspec.chain.encoding import encode
from filspec.chain.store import ChainStore, UnknownBlockError
from filspec.chain.tipset import NotATipsetError
from filspec.crypto.blake2b import blake2b_256


@pytest.fixture
def path(chain):
    """Genesis, then tipsets at epochs 1, 4 (after two null epochs) and 5."""
    steps = [chain.genesis]
    for epoch in (1, 4, 5):
        steps.append(chain.extend(chain.propose(steps[-1], epoch, chain.miner_a)))
    return steps


def test_a_block_is_found_by_its_cid(chain, path):
    block = path[1].blocks[0]
    chain.store.add(block)
    assert block.cid in chain.store
    assert chain.store.block(block.cid) is block
    assert b"another" not in chain.store
    with pytest.raises(UnknownBlockError, match="no block 616e6f74686572 is known; ask a peer for it"):
        chain.store.block(b"another")


def test_a_tipset_is_found_by_its_key(chain, path):
    assert chain.store.tipset(path[2].key) == path[2]
    with pytest.raises(UnknownBlockError):
        ChainStore().tipset(path[2].key)
    with pytest.raises(NotATipsetError, match="do not share"):
        chain.store.tipset((path[1].key[0], path[2].key[0]))


def test_a_key_has_one_order(chain):
    """Decision 32."""
    # Given two siblings, then only the order of their tickets is the tipset's key.
    tipset = chain.extend(*(chain.propose(chain.genesis, 1, miner) for miner in chain.workers))
    assert chain.store.tipset(tipset.key) == tipset
    with pytest.raises(NotATipsetError, match="2 blocks of epoch 1 are not in the order of tickets"):
        chain.store.tipset(tipset.key[::-1])


def test_the_ancestry_goes_down_to_genesis(chain, path):
    assert list(chain.store.ancestry(path[-1])) == path[::-1]
    assert list(chain.store.ancestry(chain.genesis)) == [chain.genesis]


def test_the_tipset_at_an_epoch_is_the_last_before_it(chain, path):
    # Given null epochs 2 and 3, then the tipset of epoch 1 stands for them.
    epochs = [chain.store.tipset_at(path[-1], Epoch(epoch)).epoch for epoch in range(-2, 8)]
    assert epochs == [0, 0, 0, 1, 1, 1, 4, 5, 5, 5]


def test_there_is_one_ticket_for_each_epoch(chain, path):
    # Given the chain, then its tickets are those of the blocks, null epochs included, one after another.
    genesis, first, second, third = (tipset.tickets for tipset in path)
    tickets = [chain.store.ticket_at(path[-1], Epoch(epoch)) for epoch in range(6)]
    assert tickets == [*genesis, *first, *second, *third]
    assert len(set(tickets)) == 6


def test_before_genesis_and_beyond_the_head_there_is_a_ticket_too(chain, path):
    assert chain.store.ticket_at(path[-1], Epoch(-3)) == chain.genesis.min_ticket
    assert chain.store.ticket_at(chain.genesis, Epoch(9)) == chain.genesis.min_ticket
    assert chain.store.ticket_at(path[1], Epoch(3)) == path[1].min_ticket
    # The clamped answer is the head's, the chain's answer appears with the tipset that fills the null epochs.
    assert chain.store.ticket_at(path[2], Epoch(3)) == path[2].tickets[1]


def test_what_a_chain_said_it_says_for_ever(chain, path):
    # Given a longer chain, then no ticket of an epoch its ancestors had is another.
    for shorter in path:
        for epoch in range(-1, shorter.epoch + 1):
            expected = chain.store.ticket_at(shorter, Epoch(epoch))
            assert all(
                chain.store.ticket_at(longer, Epoch(epoch)) == expected
                for longer in path
                if longer.epoch >= shorter.epoch
            )


def test_randomness_has_the_published_layout(chain, path):
    # Given purpose, epoch and miner, then the draw is the hash of tag, hashed ticket, epoch and encoded number.
    ticket = path[2].tickets[0]
    layout = (5).to_bytes(8, "big") + blake2b_256(ticket) + (2).to_bytes(8, "big") + encode(1000)
    drawn = chain.store.randomness(path[-1], Purpose.SEAL, Epoch(2), ActorID(1000))
    assert drawn == randomness_from_bytes(blake2b_256(layout))


def test_randomness_differs_by_purpose_epoch_and_miner(chain, path):
    draws = [
        chain.store.randomness(path[-1], purpose, Epoch(epoch), ActorID(miner))
        for purpose in Purpose
        for epoch in (-1, 0, 1, 2, 3)
        for miner in (1000, 1001)
    ]
    assert len(set(draws)) == len(draws)
