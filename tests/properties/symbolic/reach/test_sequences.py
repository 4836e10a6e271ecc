"""The built-in sequences come to what they say."""

import pytest

from filspec.symbolic.reach.search import Reached, reach
from filspec.symbolic.reach.sequences import SEQUENCES


@pytest.mark.parametrize("name", SEQUENCES)
def test_sequence_reaches_its_goal_and_breaks_no_law(name: str) -> None:
    sequence = SEQUENCES[name]
    found = reach(sequence.steps, sequence.goal)

    assert isinstance(found, Reached) and found.broken is None


@pytest.mark.parametrize("name", SEQUENCES)
def test_sequence_is_told_in_a_sentence(name: str) -> None:
    assert SEQUENCES[name].sentence[0].isupper() and SEQUENCES[name].sentence.endswith(".")
