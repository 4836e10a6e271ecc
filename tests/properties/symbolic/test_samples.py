"""A collection of samples."""

from filspec.symbolic.samples import Samples
from filspec.symbolic.stories.gallery import gallery


def test_samples_are_found_by_their_transition() -> None:
    sends, creations = gallery().of("send"), gallery().of("create_storage_miner")

    collected = Samples([sends[0], *creations, sends[1]])

    assert collected.of("send") == sends[:2]
    assert collected.of("create_storage_miner") == creations
    assert collected.subjects == ("send", "create_storage_miner")


def test_a_transition_that_no_story_came_to_has_no_samples() -> None:
    assert Samples(()).of("send") == ()
    assert Samples(()).subjects == ()
