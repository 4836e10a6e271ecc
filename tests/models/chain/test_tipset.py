from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.chain.tickets import min_ticket, ticket_order
from filspec.chain.tipset import NotATipsetError, Tipset, assemble


@pytest.fixture
def siblings(chain):
    return [chain.propose(chain.genesis, 1, miner) for miner in chain.workers]


def test_blocks_stand_in_the_order_of_their_tickets(siblings):
    # Given two blocks of an epoch in any order, then the tipset is the same, smallest ticket first.
    tipset = Tipset.of(siblings)
    assert tipset == Tipset.of(reversed(siblings))
    assert hash(tipset) == hash(Tipset.of(reversed(siblings)))
    orders = [ticket_order(block.header.ticket) for block in tipset.blocks]
    assert orders == sorted(orders)
    assert tipset.min_ticket == min_ticket(block.header.ticket for block in siblings)
    assert tipset.tickets == tipset.blocks[0].header.tickets
    assert tipset.key == tuple(block.cid for block in tipset.blocks)
    assert (tipset.epoch, tipset.parents, tipset.parent_weight) == (1, siblings[0].header.parents, 0)


def test_what_is_no_tipset(chain, siblings):
    # Given no block, blocks of two epochs, of two parents, or two of one miner, then the reason is said.
    first, second = siblings
    with pytest.raises(NotATipsetError, match="at least one block"):
        Tipset.of([])
    with pytest.raises(NotATipsetError, match="2 blocks do not share their parents and their epoch"):
        Tipset.of([first, chain.propose(chain.genesis, 2, second.header.miner)])
    child = chain.propose(chain.extend(first), 2, second.header.miner)
    with pytest.raises(NotATipsetError, match="do not share"):
        Tipset.of([first, child])
    twin = chain.propose(chain.genesis, 1, first.header.miner, timestamp=31)
    with pytest.raises(NotATipsetError, match="epoch 1: a miner has two blocks in one tipset"):
        Tipset.of([first, twin])


def test_a_tipset_equals_no_other_thing(siblings):
    # Given something else with the same key, then it is not the tipset.
    tipset = Tipset.of(siblings)
    assert tipset != SimpleNamespace(key=tipset.key)
    assert tipset != tipset.key
    assert tipset != Tipset.of(siblings[:1])


class TestAssembly:
    @pytest.fixture
    def blocks(self, chain, siblings):
        """Two siblings, a twin of the first, one of the next epoch on the same parents, and a grandchild."""
        first, second = siblings
        twin = chain.propose(chain.genesis, 1, first.header.miner, timestamp=31)
        late = chain.propose(chain.genesis, 2, second.header.miner)
        child = chain.propose(chain.extend(first), 2, second.header.miner)
        return [first, second, twin, late, child]

    def test_the_order_of_arrival_does_not_matter(self, blocks):
        tipsets = assemble(blocks)

        @given(st.permutations(blocks))
        def same_for(permuted):
            assert assemble(permuted) == tipsets
            assert assemble([*permuted, *permuted]) == tipsets

        same_for()

    def test_tipsets_share_parents_and_epoch(self, blocks):
        # Given all these blocks, then there are three tipsets: the siblings, the late one, the grandchild.
        first, second, twin, late, child = blocks
        tipsets = assemble(blocks)
        kept = min(first, twin, key=lambda block: block.cid)
        assert {tipset.key for tipset in tipsets} == {Tipset.of([kept, second]).key, (late.cid,), (child.cid,)}
        assert [tipset.epoch for tipset in tipsets] == [1, 2, 2]

    def test_of_two_blocks_by_one_miner_one_counts(self, blocks):
        # Given a double fork of equal tickets, then the smaller CID counts, alone or with others.
        first, second, twin, *_ = blocks
        assert assemble([first, twin])[0].key == (min(first.cid, twin.cid),)
        assert len(assemble([first, twin, second])[0].blocks) == 2

    def test_nothing_makes_nothing(self):
        assert assemble([]) == []
