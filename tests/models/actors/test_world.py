"""The world of all actors."""

from filspec.actors.world import World
from filspec.kit.worlds import fork, shape_of


def test_every_actor_of_the_world_has_its_leaves():
    shape = shape_of(World)
    assert {path.partition(".")[0] for path in shape.paths} == set(World.__dataclass_fields__)
    assert len(shape.tables) == 14


def test_a_fork_goes_its_own_way(chain):
    twin = fork(chain.world)
    before = shape_of(World).leaves(twin)
    chain.register()
    chain.create_miner()
    chain.end_epochs(3)
    assert all(old is new for old, new in zip(before, shape_of(World).leaves(twin), strict=True))
