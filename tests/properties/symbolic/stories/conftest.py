"""What became of a story."""

from collections.abc import Callable

import pytest

from filspec.symbolic.stories import gallery
from filspec.symbolic.stories.stage import STORIES, Stage

assert gallery.TOLD, "importing the gallery enters all stories"


@pytest.fixture(scope="session")
def told() -> Callable[[str], Stage]:
    """The stage after a story, which has to be whole."""

    def tell(name: str) -> Stage:
        (story,) = [story for story in STORIES if story.name == name]
        stage = story.on_stage()
        assert not stage.ended
        return stage

    return tell
