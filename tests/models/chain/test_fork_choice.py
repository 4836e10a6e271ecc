import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.chain.fork_choice import foremost, heaviest, rank, tipset_weight
from filspec.chain.tickets import ticket_order
from filspec.chain.tipset import Tipset


@pytest.mark.parametrize(
    ("total_power", "blocks", "added"),
    [(2048, 1, 3097), (4096, 1, 3379), (6144, 2, 3686), (1 << 40, 5, 15360), (0, 1, 0), (1, 5, 0)],
)
def test_the_published_weights(total_power, blocks, added):
    # Given the test values of protocol-facts 5.5, then each adds what is printed there.
    assert tipset_weight(0, total_power, blocks) == added
    assert tipset_weight(1000, total_power, blocks) == 1000 + added


@given(st.integers(0, 1 << 80), st.integers(0, 1 << 60), st.integers(1, 10))
def test_weight_never_falls_and_grows_with_blocks(parent_weight, power, blocks):
    weight = tipset_weight(parent_weight, power, blocks)
    assert weight >= parent_weight
    assert tipset_weight(parent_weight, power, blocks + 1) >= weight


RANKS = st.builds(rank, *[st.integers(0, 2), *[st.lists(st.integers(0, 2), max_size=3).map(tuple)] * 2])


@given(st.lists(RANKS, min_size=1, max_size=5))
def test_the_foremost_is_the_smallest_rank_and_the_first_of_equals(ranks):
    assert ranks[foremost(ranks)] == min(ranks)
    assert foremost(ranks) == ranks.index(min(ranks))


@given(st.integers(0, 9), st.integers(1, 9), st.binary(min_size=1, max_size=4), st.binary(min_size=1, max_size=4))
def test_a_heavier_tipset_ranks_before_any_lighter_one(weight, more, some, others):
    assert rank(weight + more, tuple(some), ()) < rank(weight, tuple(others), ())


@pytest.fixture
def tipsets(chain):
    first, second = (chain.propose(chain.genesis, 1, miner) for miner in chain.workers)
    late = chain.propose(chain.genesis, 2, chain.miner_a)
    return [Tipset.of([first]), Tipset.of([second]), Tipset.of([first, second]), Tipset.of([late])]


def test_the_heaviest_wins(tipsets):
    for place, chosen in enumerate(tipsets):
        weights = [7 + (place == other) for other in range(len(tipsets))]
        assert heaviest(tipsets, weights) == chosen


def test_the_order_of_arrival_does_not_matter(tipsets):
    # Given candidates of equal weight, then every order of seeing them chooses the same one.
    chosen = heaviest(tipsets, [7] * 4)

    @given(st.permutations(tipsets))
    def same_for(permuted):
        assert heaviest(permuted, [7] * 4) == chosen

    same_for()


def test_the_smaller_ticket_breaks_a_tie(tipsets):
    # Given two blocks of equal weight, then the one with the smaller ticket is followed.
    first, second, *_ = tipsets
    expected = min((first, second), key=lambda tipset: ticket_order(tipset.min_ticket))
    assert heaviest([first, second], [7, 7]) == expected


def test_then_the_next_ticket_decides(chain, tipsets):
    # Given two tipsets that share their smallest block, then the next ticket decides.
    both = tipsets[2]
    smallest, next_one = both.blocks
    twin = chain.propose(chain.genesis, 1, next_one.header.miner, timestamp=31)
    other = Tipset.of([smallest, twin])
    assert heaviest([both, other], [7, 7]).key == min(both.key, other.key)
