"""`filspec reach`: the story it tells, the trace it saves, and what it refuses."""

import json
from pathlib import Path

import pytest

from filspec.cli.errors import FINDING, GOOD, BadInput
from filspec.cli.reach import reach

STORY = """
from filspec.symbolic.reach.first_world import CLIENT, OWNER
from filspec.symbolic.reach.goals import holds
from filspec.symbolic.reach.steps import call, tick


def owner_got_seven(w):
    return w.ledger.accounts[OWNER].balance == 1_000_007


SEQUENCE = [call("send", caller=CLIENT), tick(2), call("send", caller=CLIENT, value=3, receiver=OWNER)]
GOAL = holds(owner_got_seven)
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A scenario file."""
    path = tmp_path / "story.py"
    path.write_text(STORY)
    return path


def test_scenario_file_is_reached(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # When a person asks for a story
    code = reach(str(story))
    # Then the table tells it, time in one line, and a sentence says what it came to
    lines = capsys.readouterr().out.splitlines()
    assert code == GOOD
    assert [line.split()[:5] for line in lines[1:4]] == [
        ["0", "client", "100", "send", "value"],
        ["0", "system", "0", "end_of_epoch", "×"],
        ["2", "client", "100", "send", "value"],
    ]
    assert lines[-1] == "reached in 4 messages: owner_got_seven holds at the end"


def test_program_gets_one_object(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reach(str(story), json=True) == GOOD
    told = json.loads(capsys.readouterr().out)

    assert told["reached"] is True and told["broken"] == ""
    assert [step["epoch"] for step in told["steps"]] == [0, 0, 1, 2]
    assert told["steps"][0] == {
        "epoch": 0,
        "message": "send",
        "arguments": {"caller": 100, "value": 4, "receiver": 101},
        "receipt": "accepted",
    }


def test_what_cannot_be_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    # When a law is to be broken that holds
    code = reach("pledge", law="supply_is_conserved", json=True)
    # Then that is said, with what was looked at
    told = json.loads(capsys.readouterr().out)
    assert code == FINDING and told["reached"] is False and told["steps"] == []
    assert told["words"].startswith("not reached, whatever the arguments, with lists of at most 2: the last message")


def test_story_towards_a_message_is_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    code = reach("add_balance", law="escrow_is_backed", most_messages=1)

    assert code == FINDING
    assert (
        "not reached in 1 message along the built-in lives, or near them: the last message breaks"
        in capsys.readouterr().out
    )


def test_trace_is_saved_in_the_form_of_its_name(story: Path, tmp_path: Path) -> None:
    for name, word in (("t.txt", "EpochTick()"), ("t.mmd", "sequenceDiagram"), ("t.json", '"ITF"')):
        assert reach(str(story), trace=tmp_path / name, json=True) == GOOD
        assert word in (tmp_path / name).read_text()


def test_nothing_is_saved_of_what_was_not_reached(tmp_path: Path) -> None:
    reach("pledge", law="supply_is_conserved", trace=tmp_path / "t.txt", json=True)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"scenario": "deal_lif"}, "there is no sequence or file 'deal_lif'; near to it: deal_life"),
        ({"scenario": "nowhere.py"}, r"cannot read nowhere\.py: no such file"),
        ({"scenario": "withdraw_balance"}, "withdraw_balance is a message: say with --break which law"),
        ({"scenario": "withdraw_balanc", "law": "escrow_is_backed"}, "no sequence or message 'withdraw_balanc'; near"),
        ({"scenario": "pledge", "law": "escrow_is_back"}, "there is no law 'escrow_is_back'; near"),
        ({"scenario": "pledge", "most_items": 9}, "--most-items 9 is out of range: give a number from 0 to 8"),
        ({"scenario": "pledge", "most_messages": 201}, "--most-messages 201 is out of range: give a number from 1 to"),
        ({"scenario": "pledge", "trace": Path("story.doc")}, r"cannot tell what kind of trace story\.doc is to be"),
    ],
)  # fmt: skip
def test_bad_input_is_refused(arguments: dict[str, object], sentence: str) -> None:
    scenario = str(arguments.pop("scenario"))
    with pytest.raises(BadInput, match=sentence):
        reach(scenario, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("goal", "sentence"),
    [
        ("holds(lambda w: len(w.market.deals) > 0)", "asks what only an ordinary run can answer"),
        ("holds(lambda w: w.nonsense)", r"story\.py:\d+: AttributeError"),
        ("1 / 0", r"story\.py:\d+: ZeroDivisionError: division by zero"),
    ],
)
def test_scenario_that_fails_is_said_with_its_place(story: Path, goal: str, sentence: str) -> None:
    story.write_text(f"{STORY}\nGOAL = {goal}\n")
    with pytest.raises(BadInput, match=sentence):
        reach(str(story))
