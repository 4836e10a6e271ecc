"""`filspec prove`: what it says, and what it refuses."""

import json
import subprocess
from pathlib import Path

import pytest

from filspec.cli.errors import BAD_INPUT, FINDING, GOOD, BadInput
from filspec.cli.proof_run import Proofs
from filspec.cli.prove import prove, restricted
from filspec.mutants.mutant import Edit, Mutant
from filspec.mutants.overlay import command, environment, overlay
from filspec.symbolic.ledger import Entry

KNOWN = "recompute_miner_power"
WITHDRAWAL = "filspec.actors.storage_market.balances"


@pytest.fixture(autouse=True)
def folder(proofs_of_a_few: Path) -> Path:
    """A folder in which some messages are proved already."""
    return proofs_of_a_few


def test_message_is_told_law_by_law_with_what_it_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert prove(message=(KNOWN,)) == GOOD
    out = capsys.readouterr().out
    lines = [line.split() for line in out.splitlines()]
    assert lines[0] == [KNOWN, "ids", "word", "shown", "at"]
    assert ["power_adds_up", "M3", "proved", "1", "place"] in lines
    assert ["needed", "claims", "units", "guards", "laws"] in lines
    assert f"{KNOWN}: NO_SUCH_MINER" in out or "guards" in out
    assert out.splitlines()[-3].startswith("messages 1, with their laws: ")
    assert out.splitlines()[-2].startswith("genesis  of any network: ")
    assert out.endswith("no proofs were made now\n")


def test_program_gets_one_object_and_the_same_again(capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for _ in range(2):
        assert prove(message=(KNOWN,), json=True) == GOOD
        told.append(json.loads(capsys.readouterr().out))
    assert told[0] == told[1]
    [result] = told[0]["results"]
    assert told[0]["good"] and set(result["verdicts"].values()) == {"proved"} and len(result["verdicts"]) > 80
    assert result["obligations"] and told[0]["failures"] == told[0]["lemmas"] == []
    assert "unneeded_guards" not in told[0]


def test_laws_are_chosen_by_name_or_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert prove(message=(KNOWN,), law=("M3", "supply_is_conserved"), json=True) == GOOD
    [result] = json.loads(capsys.readouterr().out)["results"]
    assert set(result["verdicts"]) == {"supply_is_conserved", "power_adds_up"}
    assert all({"supply_is_conserved", "power_adds_up"} & set(found["laws"]) for found in result["obligations"])


def test_a_law_that_is_asked_for_is_told_though_it_is_plain(capsys: pytest.CaptureFixture[str]) -> None:
    assert prove(message=(KNOWN,), law=("lane_nonce_never_falls",)) == GOOD
    assert capsys.readouterr().out.splitlines()[1].split() == ["lane_nonce_never_falls", "C3", "proved", "plain"]


@pytest.mark.parametrize(
    "asked", ["withdraw_balance/FUNDS_NOT_YET_FINAL", "terminated_sector_is_gone", "a_reward_is_a_part_of_the_pledge"]
)
def test_a_law_of_which_the_messages_show_nothing_is_not_said_to_be_good(asked: str) -> None:
    # Given laws of other messages and steps, and a lemma
    # When they are asked for with a message that shows none of them, then it says so, also beside a law that it shows
    for laws in ((asked,), ("supply_is_conserved", asked)):
        with pytest.raises(BadInput, match=f"nothing is shown of {asked} by {KNOWN}: leave --message out"):
            prove(message=(KNOWN,), law=laws, json=True)


def test_seeds_are_proofs_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert prove(message=(KNOWN,), seeds=2, json=True) == GOOD
    first, second = json.loads(capsys.readouterr().out)["results"]
    assert (first["seed"], second["seed"]) == (0, 1)
    assert first["verdicts"] == second["verdicts"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"message": ("sende",)}, "there is no message 'sende'; near to it: send"),
        ({"law": ("supply_is_conservd",)}, "there is no law 'supply_is_conservd'; near to it: supply_is_conserved"),
        ({"law": ("a_child_is_no_light",)}, "there is no law 'a_child_is_no_light'; near to it: a_child_is_no_lighter"),
        ({"jobs": 0}, "--jobs 0 is out of range: give a number from 1 to 64"),
        ({"seeds": 101}, "--seeds 101 is out of range: give a number from 1 to 100"),
    ],
)
def test_bad_input_is_refused(arguments: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        prove(**arguments)  # type: ignore[arg-type]


def over(old: str, new: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command over a changed copy of the actors."""
    edit = Edit(module=WITHDRAWAL, old=old, new=new)
    with overlay(Mutant(name="Y01", title="a defect", source="this test", breaks=(), edits=(edit,))) as place:
        asked = command(place, "filspec.cli.main", "prove", *arguments)
        return subprocess.run(asked, capture_output=True, text=True, check=False, env=environment())


def test_a_planted_defect_is_a_story_that_can_happen() -> None:
    # Given a withdrawal that pays out what is not there
    old = "    take_available(w, caller, amount)\n    transfer(w, MARKET, caller, amount)\n"
    # When it is proved
    ran = over(old, "    transfer(w, MARKET, caller, amount)\n", "--message", "withdraw_balance")
    # Then the failure is told: the world, the message, what changed, the law with its values
    assert ran.returncode == FINDING
    failed, *_ = ran.stdout.split("withdraw_balance: escrow_is_backed failed, at the end; ")[1].split("\n\n")
    lines = failed.splitlines()
    assert lines[0] == "confirmed by a run of the model"
    assert [line.split()[0] for line in lines[1:] if line.startswith("  ") and line[2] != " "] == [
        "before", "message", "after", "law", "reachable",
    ]  # fmt: skip
    assert "  law     The market's tokens are what all participants have in escrow." in lines
    # And so is the way there from genesis
    assert "  reachable in 2 messages from genesis" in lines
    assert lines[-1].split()[:4] == ["0", "client", "100", "withdraw_balance"]


def test_a_message_that_is_never_accepted_is_vacuous() -> None:
    # Given a withdrawal that no amount satisfies
    old = "    require(amount > 0, Reason.NOTHING_TO_WITHDRAW)\n"
    # When it is proved, then what holds of nothing is not called proved
    ran = over(
        old,
        f"{old}    require(amount < 0, Reason.NOTHING_TO_WITHDRAW)\n",
        "--message",
        "withdraw_balance",
        "--no-reach",
    )
    assert ran.returncode == FINDING
    of_the_message = [line for line in ran.stdout.splitlines() if not line.startswith("genesis")]
    assert "vacuous  withdraw_balance is accepted on no path" in of_the_message
    assert not any(" proved" in line for line in of_the_message)


def test_an_actor_that_cannot_be_proved_is_told_with_place_construct_and_remedy() -> None:
    # Given a text in a transition that this proof does not even reach
    old = "    take_available(w, caller, amount)\n    transfer(w, MARKET, caller, amount)\n"
    ran = over(old, f"    note = f'{{amount}}'\n{old}", "--message", KNOWN)
    # Then nothing is proved, and the place is named
    assert (ran.returncode, ran.stdout) == (BAD_INPUT, "")
    assert "balances.py:" in ran.stderr
    assert ran.stderr.endswith(": withdraw_balance: f-string; transitions build no text\n")


def test_a_law_that_networks_begin_without_is_told_of_whatever_was_asked():
    """Given a law that is assumed and that the first world breaks, and two that it keeps."""
    entries = [
        Entry(subject="first world", claim=law, role="genesis", seed=0, word=word)
        for law, word in (("assumed", "failed"), ("asked_for", "proved"), ("another", "proved"))
    ]
    proofs = Proofs({}, [], [], 0, 0, entries)
    # When only one law is asked for
    told = restricted(proofs, frozenset({"asked_for"}), frozenset({"assumed", "asked_for", "another"}))
    # Then the broken one is told of too
    assert [entry.claim for entry in told.entries] == ["assumed", "asked_for"]
