"""Each effect that laws/effects/faults.py states, against the stories."""

import pytest

from filspec.kit.laws import LAWS, Quantifier
from filspec.laws.effects import faults

NAMES = [
    name
    for name, law in LAWS.items()
    if law.holds.__module__ == faults.__name__ and law.quantifier is not Quantifier.VISIT
]


@pytest.mark.parametrize("name", NAMES)
def test_stories_keep_the_law_and_it_can_be_broken(is_kept_and_can_be_broken, name):
    is_kept_and_can_be_broken(name)
