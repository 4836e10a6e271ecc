"""A life whose world can be looked at in another epoch."""

import pytest

from filspec.kit.worlds import fork


@pytest.fixture(autouse=True)
def _at(life):
    def at(epoch):
        world = fork(life.world)
        world.epoch = epoch
        return world

    life.at = at
