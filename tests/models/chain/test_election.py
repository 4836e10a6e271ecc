import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.chain.election import OUTPUTS, output_wins, wins
from filspec.chain.tickets import ticket_order

PROOFS = st.binary(max_size=96)
POWER = st.integers(0, 1 << 60)


@given(PROOFS, POWER, POWER, POWER)
def test_more_power_never_loses_what_less_power_wins(proof, power, more, total):
    if wins(proof, power, total):
        assert wins(proof, power + more, total)


@given(PROOFS, POWER, POWER)
def test_the_rule_is_the_fraction_of_the_text(proof, power, total):
    # Given any proof and power, then it wins exactly if output / 2^256 <= power / total, both positive.
    expected = power > 0 and total > 0 and ticket_order(proof) * total <= power * 2**256
    assert wins(proof, power, total) is expected


@given(PROOFS, POWER, POWER)
def test_a_proof_wins_by_its_vrf_output(proof, power, total):
    assert wins(proof, power, total) is output_wins(ticket_order(proof), power, total)
    assert 0 <= ticket_order(proof) < OUTPUTS


@given(st.binary(min_size=1, max_size=96))
def test_the_boundary_wins(proof):
    # Given exactly the share of power that the output stands for, then it wins, and with a byte less it does not.
    output = ticket_order(proof)
    assert wins(proof, output, 1 << 256)
    assert not wins(proof, output - 1, 1 << 256)


@given(PROOFS, st.integers(1, 1 << 60))
def test_all_the_power_always_wins(proof, power):
    assert wins(proof, power, power)


@pytest.mark.parametrize(("power", "total"), [(0, 100), (0, 0), (5, 0)])
def test_without_power_nobody_wins(power, total):
    assert not wins(b"", power, total)


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_the_share_of_wins_is_about_the_share_of_power(power, others):
    # Given many draws, then the miner wins about as often as it has power (within five standard deviations).
    total, draws = power + others, 400
    won = sum(wins(bytes([place % 256, place // 256]), power, total) for place in range(draws))
    share = power / total
    assert abs(won - share * draws) <= 5 * (draws * share * (1 - share)) ** 0.5 + 1
