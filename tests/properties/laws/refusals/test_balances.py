"""Each refusal that laws/refusals/balances.py states, against the stories."""

import pytest

from filspec.kit.laws import LAWS
from filspec.laws.refusals import balances


@pytest.mark.parametrize("name", [name for name, law in LAWS.items() if law.holds.__module__ == balances.__name__])
def test_stories_are_refused_exactly_as_stated(is_exact, name):
    is_exact(name)
