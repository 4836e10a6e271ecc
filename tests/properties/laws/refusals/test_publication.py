"""Each refusal that laws/refusals/publication.py states, against the stories."""

import pytest

from filspec.kit.laws import LAWS
from filspec.laws.refusals import publication


@pytest.mark.parametrize("name", [name for name, law in LAWS.items() if law.holds.__module__ == publication.__name__])
def test_stories_are_refused_exactly_as_stated(is_exact, name):
    is_exact(name)
