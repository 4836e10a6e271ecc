"""What a definition can use is read from its text; which results are made anew agrees with it."""

import json
import subprocess
from pathlib import Path

from filspec.kit.transitions import transition_of
from filspec.laws.catalogue import catalogue
from filspec.mutants.definitions import changed_places
from filspec.mutants.mutant import Edit, Mutant
from filspec.mutants.overlay import command, environment, overlay
from filspec.symbolic.content import reached_from
from filspec.symbolic.definitions import Place
from filspec.symbolic.subjects import subjects

TRANSFERS = "filspec.actors.ledger.transfers"
SEND = Place(TRANSFERS, "send")

KEYS_OF_ALL = """
import json
from filspec.symbolic.cache import key_of
from filspec.symbolic.subjects import subjects


def main(_arguments):
    print(json.dumps({name: key_of(subject, 0) for name, subject in subjects().items()}))
"""


def place_of(name: str) -> Place:
    function = transition_of(subjects()[name]).function
    return Place(function.__module__, name)


def test_what_a_transition_calls_and_what_its_types_are_made_of_is_reached() -> None:
    reached = reached_from([SEND])
    assert {
        SEND,
        Place(TRANSFERS, "transfer"),
        Place("filspec.actors.ledger.state", "Account"),
        Place("filspec.actors.storage_market.state", "Deal"),
        Place("filspec.actors.reasons", "Reason"),
    } <= reached
    assert Place(TRANSFERS, "burn") not in reached


def test_laws_that_name_a_message_do_not_depend_on_what_it_does() -> None:
    # Given all laws, some of which speak of withdrawals by name
    laws = [Place(law.holds.__module__, law.name) for law in catalogue()]
    assert any(law.path == "withdraw_balance" for law in catalogue())
    # Then none depends on the withdrawal itself, but on what laws compute with
    reached = reached_from(laws)
    assert place_of("withdraw_balance") not in reached
    assert Place("filspec.laws.formulas.deals", "is_over") in reached


def keys_over(folder: Path | None, script: Path) -> dict[str, str]:
    """The keys of all messages, as a fresh process sees them."""
    module = script.stem
    asked = command(folder, module)
    asked[3] = f"import sys; sys.path.append({str(script.parent)!r}); {asked[3]}"
    told = subprocess.run(asked, check=True, capture_output=True, text=True, env=environment())
    keys: dict[str, str] = json.loads(told.stdout)
    return keys


def test_after_a_change_exactly_the_messages_that_reach_it_have_another_key(tmp_path: Path) -> None:
    script = tmp_path / "keys_of_all.py"
    script.write_text(KEYS_OF_ALL, encoding="utf-8")
    # Given a change of one function
    old = "    escrow = less(w.market.escrow[participant], amount)\n"
    edit = Edit(module="filspec.actors.storage_market.balances", old=old, new=f"    assert amount >= 0\n{old}")
    mutant = Mutant(name="Y01", title="a change", source="this test", breaks=(), edits=(edit,))
    # When all keys are made anew
    with overlay(mutant) as folder:
        before, after = keys_over(None, script), keys_over(folder, script)
    # Then those of the messages that reach it are others, and no more
    changed = changed_places(mutant)
    reaching = {name for name in subjects() if reached_from([place_of(name)]) & changed}
    assert {name for name in before if before[name] != after[name]} == reaching
    assert "publish_storage_deal" in reaching and "withdraw_balance" not in reaching
