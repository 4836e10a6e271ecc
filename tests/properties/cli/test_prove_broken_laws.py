"""For every law a change of the source breaks it, and then the command says so: exit code 1, the law by its name.

Each file in ``broken_laws`` has a table ``BREAKS``: for each break its name, the message to be proved, the patch (which
text of which module is replaced by which; it must stand there exactly once), and the laws that it breaks. Whoever adds
a law adds a row to one of the tables, or its name to the laws of a row that breaks it as well; for a law of worlds or
of steps a line in ``written_by_a_message.py`` is enough, and a refusal or a frame has its row already. A law that no
change of an actor can break stands in ``UNBREAKABLE``, with the reason.

The slow campaign plants the breaks of a message together, a dozen at a time, so that it is over in minutes; a break
that hides another stands in ``ALONE``. Every night each break is planted by itself.
"""

import json
import runpy
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from filspec.cli.errors import FINDING
from filspec.laws.catalogue import catalogue
from filspec.mutants.mutant import Edit, Mutant, patched
from filspec.mutants.overlay import command, environment, overlay
from filspec.symbolic.cache import FOLDER
from filspec.symbolic.subjects import subjects


class Break(NamedTuple):
    """A change of the source, and what it breaks."""

    message: str
    edits: tuple[tuple[str, str, str], ...]
    laws: tuple[str, ...]


TABLES = [runpy.run_path(str(file)) for file in sorted((Path(__file__).parent / "broken_laws").glob("*.py"))]
BREAKS = {name: Break(*found) for table in TABLES for name, found in table["BREAKS"].items()}

UNBREAKABLE = {
    "refused_message_changes_nothing": (
        "what a refused message has written is undone by the kit, whatever an actor does; the kit is trusted, and its "
        "own tests judge it"
    ),
}

ALONE = frozenset(
    {
        "a miner is convicted and goes on",
        "a slash is not added to an earlier one",
        "a slashed deal stays active",
        "a wrong proof ends the period",
        "no period is ended at the end of an epoch",
    }
).union(*(table.get("ALONE", ()) for table in TABLES))
"""Breaks that hide others, or that others hide: each is proved by itself."""

AT_ONCE = 12
"""How many breaks one run has at most."""


def runs() -> list[tuple[str, ...]]:
    """All breaks: those of a message together, dealt out in turn over as few runs as hold them."""
    together: dict[str, list[str]] = {}
    for name, found in BREAKS.items():
        together.setdefault(name if name in ALONE else found.message, []).append(name)
    needed = [(names, -(-len(names) // AT_ONCE)) for names in together.values()]
    return [tuple(names[turn::turns]) for names, turns in needed for turn in range(turns)]


QUICK = "a slashed deal stays active"
"""A break of a law of visits that is found in seconds."""


def mutant(names: Sequence[str]) -> Mutant:
    edits = dict.fromkeys(edit for name in names for edit in BREAKS[name].edits)
    return Mutant(
        name="Y02", title="; ".join(names), source="this test", breaks=(),
        edits=tuple(Edit(module=module, old=old, new=new) for module, old, new in edits),
    )  # fmt: skip


def proved(names: Sequence[str], proofs: Path) -> tuple[list[subprocess.CompletedProcess[str]], set[str]]:
    """What the command does over the changed source, in both forms, and the laws that should be broken."""
    messages = dict.fromkeys(BREAKS[name].message for name in names)
    given = ["prove", "--no-reach", *(word for message in messages for word in ("--message", message))]
    with overlay(mutant(names)) as place:
        ran = [
            subprocess.run(
                command(place, "filspec.cli.main", *given, *form),
                capture_output=True, text=True, check=False, env={**environment(), FOLDER: str(proofs)},
            )
            for form in (["--json"], [])
        ]  # fmt: skip
    return ran, {law for name in names for law in BREAKS[name].laws}


def require_named(names: Sequence[str], proofs: Path) -> None:
    """The command names every law that is broken, with exit code 1, and no all-clear."""
    [for_programs, for_people], broken = proved(names, proofs)
    assert (for_programs.returncode, for_people.returncode) == (FINDING, FINDING), for_programs.stderr
    told = json.loads(for_programs.stdout)
    assert not told["good"]
    open_claims = {entry["claim"] for entry in told["open"] if entry["word"] in ("failed", "unknown")}
    assert broken <= open_claims, sorted(broken - open_claims)
    assert broken <= {failure["law"] for failure in told["failures"]}
    assert all(failure["story"] or failure["why_not"] for failure in told["failures"])
    lines = for_people.stdout.splitlines()
    assert all(any(f": {law} " in line for line in lines) for law in broken)


def test_every_law_has_a_break_or_a_reason() -> None:
    broken = {law for found in BREAKS.values() for law in found.laws}
    names = {law.name for law in catalogue()}
    wanted = names - broken - set(UNBREAKABLE)
    assert not wanted, "add a row to a table in broken_laws, as this file's docstring says"
    assert broken <= names


def test_every_break_has_a_message_of_today_and_is_in_one_run() -> None:
    assert {found.message for found in BREAKS.values()} <= set(subjects())
    assert sorted(name for names in runs() for name in names) == sorted(BREAKS)
    assert set(BREAKS) >= ALONE


@pytest.mark.parametrize("names", runs(), ids=lambda names: names[0])
def test_every_patch_fits_the_source_of_today(names: Sequence[str]) -> None:
    assert all(patched(mutant([name])) for name in names)
    assert patched(mutant(names))


def test_a_broken_law_of_visits_is_named_at_once(tmp_path: Path) -> None:
    require_named([QUICK], tmp_path)


GENESIS = (
    "filspec.actors.system_actors",
    "w.ledger.total_supply = w.parameters.reward_total_issuance",
    "w.ledger.total_supply = TokenAmount(1 + w.parameters.reward_total_issuance)",
)
FIRST_WORLD = "first world with GROWTH_1_26"


def test_a_law_that_the_genesis_breaks_is_named(tmp_path: Path) -> None:
    """Given a genesis with one token more than there are; every message keeps the supply as it is."""
    BREAKS["a token too many"] = Break("send", (GENESIS,), ("supply_is_conserved",))
    try:
        [for_programs, for_people], _ = proved(["a token too many"], tmp_path)
    finally:
        del BREAKS["a token too many"]
    assert (for_programs.returncode, for_people.returncode) == (FINDING, FINDING), for_programs.stderr
    told = json.loads(for_programs.stdout)
    assert not told["good"]
    assert {(one["subject"], one["law"]) for one in told["failures"]} >= {(FIRST_WORLD, "supply_is_conserved")}
    assert f"the {FIRST_WORLD} does not show the law supply_is_conserved" in " ".join(for_people.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("names", runs(), ids=lambda names: names[0])
def test_laws_that_are_broken_together_are_named(names: Sequence[str], tmp_path: Path) -> None:
    require_named(names, tmp_path)


@pytest.mark.nightly
@pytest.mark.parametrize("name", BREAKS)
def test_a_law_that_is_broken_by_itself_is_named(name: str, tmp_path: Path) -> None:
    require_named([name], tmp_path)
