"""How long it takes to find a story from genesis. The goal is two seconds for each built-in sequence."""

import pytest

from filspec.symbolic.reach.extension import reachable
from filspec.symbolic.reach.goals import breaks
from filspec.symbolic.reach.search import NotReached, Reached, reach
from filspec.symbolic.reach.sequences import SEQUENCES
from filspec.symbolic.reach.steps import call


@pytest.mark.parametrize("name", SEQUENCES)
def test_built_in_sequence(benchmark, name):
    sequence = SEQUENCES[name]
    assert isinstance(benchmark.pedantic(reach, (sequence.steps, sequence.goal), rounds=2), Reached)


def test_law_that_no_life_breaks(benchmark):
    """All places that lives come to within three messages, and two messages further."""
    goal = breaks("escrow_is_not_negative")
    found = benchmark.pedantic(reachable, (call("withdraw_balance"), goal, 4, 0), rounds=1)
    assert isinstance(found, NotReached)
