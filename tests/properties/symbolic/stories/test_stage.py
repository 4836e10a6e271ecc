"""The stage keeps what runs on it, and ends a story that is not what it says."""

import pytest

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.ledger.transfers import send
from filspec.actors.reasons import Reason
from filspec.actors.units import SYSTEM
from filspec.machines.small_chain import CLIENT, OWNER, SMALL
from filspec.symbolic.stories import stage as module
from filspec.symbolic.stories.stage import Stage, Story, StoryEnded


def test_messages_are_kept_under_the_name_of_the_story() -> None:
    stage = Stage("a story")

    stage.send(send, CLIENT, 5, OWNER)
    stage.refuse(Reason.NEGATIVE_AMOUNT, send, CLIENT, -5, OWNER)

    kept = [(sample.subject, sample.origin, sample.receipt.accepted) for sample in stage.sampler.samples]
    assert kept == [("send", "a story", True), ("send", "a story", False)]


def test_a_message_that_is_refused_against_the_story_ends_it() -> None:
    with pytest.raises(StoryEnded, match=r"send was refused: Reason\.NEGATIVE_AMOUNT"):
        Stage("a story").send(send, CLIENT, -5, OWNER)


@pytest.mark.parametrize("amount", [5, 2_000_000])
def test_a_message_that_is_not_refused_as_the_story_says_ends_it(amount: int) -> None:
    with pytest.raises(StoryEnded, match="send was not refused for NEGATIVE_AMOUNT"):
        Stage("a story").refuse(Reason.NEGATIVE_AMOUNT, send, CLIENT, amount, OWNER)


def test_a_crash_ends_the_story() -> None:
    """Given a world that no story comes to: a miner with a claim and without a record."""

    def broken(stage: Stage) -> None:
        del stage.world.miner.miners[stage.create_miner()]
        stage.apply(end_of_epoch, SYSTEM)

    stage = Story(broken, SMALL).on_stage()

    assert stage.ended == "KeyError: 104"
    assert [sample.subject for sample in stage.sampler.samples] == ["create_storage_miner"]


def test_what_a_story_came_to_before_it_ended_is_kept() -> None:
    """Given a story whose second message is refused, as with a planted bug; then the first is there, and why."""

    def broken(stage: Stage) -> None:
        stage.send(send, CLIENT, 5, OWNER)
        stage.send(send, CLIENT, -5, OWNER)
        stage.send(send, CLIENT, 6, OWNER)

    stage = Story(broken, SMALL).on_stage()

    assert stage.ended == "StoryEnded: send was refused: Reason.NEGATIVE_AMOUNT"
    assert [sample.arguments[1] for sample in stage.sampler.samples] == [5, -5]


def test_a_story_is_entered_with_its_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STORIES", [])

    @module.story(proving_period=9)
    def slow_periods(stage: Stage) -> None:
        """Nothing happens."""

    (entered,) = module.STORIES
    assert (entered.name, entered.tell, entered.parameters.proving_period) == ("slow_periods", slow_periods, 9)
    assert entered.on_stage().world.parameters == SMALL.but(proving_period=9)
