"""Each refusal that laws/refusals/channels.py states, against the stories."""

import pytest

from filspec.kit.laws import LAWS
from filspec.laws.refusals import channels


@pytest.mark.parametrize("name", [name for name, law in LAWS.items() if law.holds.__module__ == channels.__name__])
def test_stories_are_refused_exactly_as_stated(is_exact, name):
    is_exact(name)
