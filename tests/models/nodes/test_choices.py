"""All luck comes from the seed."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.nodes.choices import Choices

INT64 = st.integers(-(2**63), 2**63 - 1)
LENGTHS = st.lists(st.integers(1, 64), min_size=1, max_size=8)


@given(INT64, LENGTHS)
def test_the_same_seed_gives_the_same_stream(seed, lengths):
    first, second = Choices(seed), Choices(seed)
    drawn = [first.some_bytes(length) for length in lengths]
    assert drawn == [second.some_bytes(length) for length in lengths]
    assert [len(choice) for choice in drawn] == lengths


@given(INT64, INT64)
def test_two_seeds_give_two_streams(one, other):
    assert (Choices(one).some_bytes(32) == Choices(other).some_bytes(32)) == (one == other)


@given(INT64)
def test_a_stream_does_not_repeat_itself(seed):
    choices = Choices(seed)
    assert len({choices.some_bytes(32) for _ in range(64)}) == 64


@pytest.mark.parametrize("seed", [2**63, -(2**63) - 1])
def test_a_seed_beyond_64_bits_is_refused(seed):
    with pytest.raises(OverflowError, match="int too big to convert"):
        Choices(seed)


def test_a_stream_is_the_same_in_every_process_and_under_every_hash_seed():
    ask = "from filspec.nodes.choices import Choices; print(Choices(-7).some_bytes(32).hex())"
    for hash_seed in ("0", "1"):
        answer = subprocess.run(
            [sys.executable, "-c", ask], env={"PYTHONHASHSEED": hash_seed}, capture_output=True, text=True, check=True
        )
        assert answer.stdout.strip() == Choices(-7).some_bytes(32).hex()
