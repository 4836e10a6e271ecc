"""Scenario files: plain Python, and a sentence with file and line for what is wrong in one."""

import textwrap
from pathlib import Path

import pytest

from filspec.actors.parameters import preset
from filspec.symbolic.reach.goals import ACCEPTED
from filspec.symbolic.reach.scenario_file import read_scenario
from filspec.symbolic.reach.search import Reached, reach
from filspec.symbolic.reach.steps import BadStory

HEAD = """
from filspec.actors.parameters import preset
from filspec.symbolic.reach.first_world import CLIENT, OWNER, first_world
from filspec.symbolic.reach.goals import holds
from filspec.symbolic.reach.steps import call, tick
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "story.py"


def test_file_is_read_as_it_is_written(path: Path) -> None:
    # Given a file with a sequence, a goal of its own and another network
    text = """
    GIFT = 1_000_007

    def owner_is_rich(w):
        return w.ledger.accounts[OWNER].balance == GIFT

    SEQUENCE = [call("send", caller=CLIENT), tick(2)]
    GOAL = holds(owner_is_rich)
    WORLD = first_world(preset("2k"))
    """
    path.write_text(HEAD + textwrap.dedent(text))
    # When it is read and reached
    scenario = read_scenario(path)
    found = reach(scenario.steps, scenario.goal, scenario.world)
    # Then the story is the file's
    assert isinstance(found, Reached) and dict(found.told.steps[0].arguments)["value"] == 7
    assert found.told.world.parameters == preset("2k") and len(found.told.steps) == 3


def test_goal_and_world_may_be_left_out(path: Path) -> None:
    path.write_text(HEAD + "SEQUENCE = (call('send'),)\n")
    scenario = read_scenario(path)

    assert scenario.goal == ACCEPTED and scenario.world.parameters == preset("tiny")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("X = 1", r"story\.py has no SEQUENCE: write SEQUENCE = "),
        ("SEQUENCE = []", "has no SEQUENCE"),
        ("SEQUENCE = [call('send'), 3]", r"SEQUENCE\[1\] is 3; write call\(\.\.\.\) or tick"),
        ("SEQUENCE = [tick()]\nGOAL = True", r"GOAL is True; write accepted\(\)"),
        ("SEQUENCE = [tick()]\nWORLD = 5", "WORLD is 5; write WORLD = first_world"),
        (
            "def f():\n    return call('sen')\nSEQUENCE = [f()]",
            r"story\.py:7: BadStory: there is no message 'sen'",
        ),
        ("SEQUENCE = [call(", r"story\.py:6: SyntaxError: '\[?\(' was never closed"),
        ("\n\n1 / 0", r"story\.py:8: ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", r"story\.py:6: SystemExit: 3"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(path: Path, text: str, sentence: str) -> None:
    path.write_text(f"{HEAD}{text}\n")
    with pytest.raises(BadStory, match=sentence):
        read_scenario(path)


def test_file_that_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(BadStory, match=r"cannot read .*story\.py: no such file or directory"):
        read_scenario(path)
