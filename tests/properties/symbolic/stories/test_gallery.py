"""The gallery: stories are whole, lawful, come to what the search for stories finds, and leave no transition out."""

import pytest

from filspec.kit.oracles import answering
from filspec.kit.transitions import transition_of
from filspec.kit.worlds import shape_of
from filspec.laws.catalogue import catalogue
from filspec.laws.checker import LawChecker
from filspec.machines.outside_world import ANSWERS
from filspec.symbolic.reach.goals import Holds
from filspec.symbolic.reach.search import Reached, reach
from filspec.symbolic.reach.sequences import SEQUENCES
from filspec.symbolic.stories.gallery import gallery
from filspec.symbolic.stories.stage import STORIES, Story
from filspec.symbolic.subjects import subjects

SAMPLES = gallery()
ALL = [sample for name in SAMPLES.subjects for sample in SAMPLES.of(name)]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_every_story_is_told_to_its_end(story: Story) -> None:
    assert story.on_stage().ended == ""


def test_stories_have_names_of_their_own_and_say_what_happens() -> None:
    assert len({story.name for story in STORIES}) == len(STORIES)
    assert all((story.tell.__doc__ or "").endswith(".") for story in STORIES)


def test_every_message_is_sent_in_some_story() -> None:
    accepted = {sample.subject for sample in ALL if sample.receipt.accepted}

    assert [name for name in subjects() if name not in accepted] == []


def test_samples_begin_and_end_in_lawful_worlds() -> None:
    """Given every sample, turns of loops too; then the laws of worlds hold before it and after it."""
    checker, shape, seen = LawChecker(catalogue()), shape_of(type(ALL[0].before)), set()
    with answering(ANSWERS):
        for sample in ALL:
            for world in (sample.before, sample.after):
                leaves = shape.leaves(world)
                if tuple(map(id, leaves)) not in seen:
                    seen.add(tuple(map(id, leaves)))
                    checker.check_world(leaves)

    assert len(seen) > 1000


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_story_of_the_same_name_comes_to_what_the_search_finds(name: str) -> None:
    """Given a built-in sequence; then all that the found story sends is sent in ours, and ours comes to the same."""
    (story,) = [story for story in STORIES if story.name == name]
    sequence, stage = SEQUENCES[name], story.on_stage()
    found = reach(sequence.steps, sequence.goal)

    assert isinstance(found, Reached)
    sent = {(sample.subject, sample.receipt.reason) for sample in stage.sampler.samples}
    joined = {("add_balance", None), ("register_participant", None)}
    found_sent = {(step.message, step.receipt.reason) for step in found.told.steps}
    assert found_sent - joined <= sent
    if isinstance(sequence.goal, Holds):
        assert sequence.goal.predicate(stage.world)


def test_samples_know_their_transition() -> None:
    assert all(transition_of(sample.transition).name == sample.subject for sample in ALL)
