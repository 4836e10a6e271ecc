from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.chain.weight import (
    LOGARITHM_ONE,
    NoPowerError,
    early_tipset_weight,
    power_logarithm,
    tipset_weight,
    weight_of_wins,
    wins_tie,
)

powers = st.integers(1, 2**80)
win_counts = st.lists(st.integers(1, 15), min_size=1, max_size=10)
tickets = st.lists(st.binary(min_size=1, max_size=4), max_size=4)


@given(st.integers(0, 2**80), powers, win_counts)
def test_a_tipset_adds_the_same_to_any_parents(parent_weight, power, wins):
    assert tipset_weight(parent_weight, power, wins) == parent_weight + tipset_weight(0, power, wins)


@given(powers, win_counts, st.integers(1, 15))
def test_another_block_never_makes_a_tipset_lighter(power, wins, more):
    assert tipset_weight(0, power, [*wins, more]) >= tipset_weight(0, power, wins)


@given(st.integers(0, 70), win_counts, st.data())
def test_only_the_bit_length_of_the_power_counts(logarithm, wins, data):
    power = data.draw(st.integers(2**logarithm, 2 ** (logarithm + 1) - 1))

    assert tipset_weight(0, power, wins) == (logarithm * 256) + logarithm * 256 * sum(wins) // 10


@given(st.integers(0, 2**80), powers, win_counts)
def test_wins_count_all_together(parent_weight, power, wins):
    assert tipset_weight(parent_weight, power, wins) == weight_of_wins(parent_weight, power, sum(wins))


@given(powers)
def test_the_logarithm_is_the_greatest_power_of_two_within(power):
    logarithm, rest = divmod(power_logarithm(power), LOGARITHM_ONE)
    assert rest == 0
    assert 2**logarithm <= power < 2 ** (logarithm + 1)


@given(tickets, tickets)
def test_at_most_one_of_two_tipsets_wins_a_tie(some, others):
    assert not (wins_tie(some, others) and wins_tie(others, some))
    assert not wins_tie(some, some)


@given(tickets, tickets)
def test_the_first_pair_that_differs_decides(some, others):
    assert wins_tie([b"\x00", *some], [b"\x03", *others])
    assert not wins_tie([b"\x03", *some], [b"\x00", *others])


@given(st.integers(0, 2**80), powers, st.integers(1, 10), st.integers(0, 10))
def test_an_early_tipset_adds_two_for_each_block_and_the_bits_of_the_power(parent_weight, power, blocks, per_block):
    bits = len(f"{power:b}")
    assert early_tipset_weight(parent_weight, power, blocks) == parent_weight + 2 * blocks + bits
    assert early_tipset_weight(parent_weight, power, blocks, per_block) == parent_weight + per_block * blocks + bits


@given(st.lists(st.sampled_from([b"a", b"b", b"c"]), max_size=3), st.lists(st.sampled_from([b"a", b"b"]), max_size=3))
def test_a_tie_is_won_by_the_smaller_digest_at_the_first_difference(some, others):
    pairs = [
        (blake2b(one, digest_size=32).digest(), blake2b(other, digest_size=32).digest())
        for one, other in zip(some, others, strict=False)
        if one != other
    ]
    assert wins_tie(some, others) is bool(pairs and pairs[0][0] < pairs[0][1])


@pytest.mark.parametrize("power", [0, -1])
def test_a_network_without_power_has_no_weight(power):
    with pytest.raises(NoPowerError, match=f"total quality-adjusted power is {power}"):
        tipset_weight(0, power, [1])


def test_published_weights():
    # venus pkg/consensus/chainselector/weight_test.go and, before mainnet, internal/pkg/consensus/weight_test.go.
    assert tipset_weight(49, 16, [1]) == 1175
    assert tipset_weight(0, 31, [1, 1, 1]) == 1331
    assert early_tipset_weight(49, 31, 1) == 56
