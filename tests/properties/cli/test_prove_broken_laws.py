"""For every law a change of the source breaks it, and then the command says so: exit code 1, the law by its name.

Each file in ``broken_laws`` has a table ``BREAKS``: for each break its name, the message to be proved, the patch (which
text of which module is replaced by which; it must stand there exactly once), and the laws that it breaks. Whoever adds
a law adds a row to one of the tables, or its name to the laws of a row that breaks it as well; for a law of worlds or
of steps a line in ``written_by_a_message.py`` is enough. A law that no change of an actor can break stands in
``UNBREAKABLE``, with the reason. The laws that still want a break are listed in ``laws_without_a_break.txt``: whoever
adds one takes the law off that list, and no law joins it.
"""

import json
import runpy
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from filspec.cli.errors import FINDING
from filspec.kit.laws import Quantifier
from filspec.laws.catalogue import catalogue
from filspec.mutants.mutant import Edit, Mutant, patched
from filspec.mutants.overlay import command, environment, overlay
from filspec.symbolic.cache import FOLDER


class Break(NamedTuple):
    """A change of the source, and what it breaks."""

    message: str
    edits: tuple[tuple[str, str, str], ...]
    laws: tuple[str, ...]


BREAKS = {
    name: Break(*found)
    for file in sorted((Path(__file__).parent / "broken_laws").glob("*.py"))
    for name, found in runpy.run_path(str(file))["BREAKS"].items()
}

UNBREAKABLE = {
    "refused_message_changes_nothing": (
        "what a refused message has written is undone by the kit, whatever an actor does; the kit is trusted, and its "
        "own tests judge it"
    ),
}

WITHOUT_A_BREAK = frozenset((Path(__file__).parent / "laws_without_a_break.txt").read_text().split())
"""Laws for which no change of the source is written down yet."""

TOGETHER = (
    ("a failed deal stays in its sector", "a slashed deal stays active", "a terminated miner keeps its sectors"),
    ("only running deals are closed with their sector", "a sector that was not proved goes on"),
    ("a proof does not close what is over", "only a sector without faults is covered"),
    ("a failing deal is given back nothing by a proof",),
    ("a deal is closed with its sector one epoch too early",),
    ("a slash is not added to an earlier one", "an inclusion counts an epoch", "anybody closes a channel"),
    ("the payer collects for both",),
    ("a sector is destroyed one fault too early", "a proving period is twice as long"),
    (
        "w.market.escrow[miner] = NOTHING",
        "w.power.reporter_shares[worker] = worker",
        "w.ledger.total_supply = w.ledger.total_supply + 1",
        "anybody changes the worker",
        "pledge is paid out at once",
    ),
)
"""Breaks that stand side by side: all laws of visits, and laws of every other kind, in few runs."""

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
    assert wanted == WITHOUT_A_BREAK, "add a row to a table in broken_laws, as this file's docstring says"
    assert broken <= names


@pytest.mark.parametrize("name", BREAKS)
def test_every_patch_fits_the_source_of_today(name: str) -> None:
    assert patched(mutant([name]))


def test_the_quick_runs_have_every_law_of_visits_and_every_kind_of_law() -> None:
    laws = {law for names in TOGETHER for name in names for law in BREAKS[name].laws}
    known = {law.name: law for law in catalogue()}
    assert {law.name for law in catalogue() if law.quantifier is Quantifier.VISIT} <= laws
    assert {known[name].quantifier for name in laws} == set(Quantifier)


def test_a_broken_law_of_visits_is_named_at_once(tmp_path: Path) -> None:
    require_named([QUICK], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: names[0])
def test_laws_of_every_kind_are_named_where_they_are_broken(names: Sequence[str], tmp_path: Path) -> None:
    require_named(names, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_law_is_named(name: str, tmp_path: Path) -> None:
    require_named([name], tmp_path)
