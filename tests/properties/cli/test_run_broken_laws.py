"""A change of the source that breaks a law ends a run with one sentence, whatever kind of law it is, on each rung.

The change is planted in a copy of the actors, and a fresh process runs it, as for a proof (test_prove_broken_laws.py).
"""

import subprocess
from typing import NamedTuple

import pytest

from filspec.cli.errors import FINDING
from filspec.kit.laws import Quantifier
from filspec.laws.catalogue import catalogue
from filspec.mutants.mutant import Edit, Mutant, patched
from filspec.mutants.overlay import command, environment, overlay


class Break(NamedTuple):
    """A change of the source: in the module, the old text becomes the new one; and the law that a run finds broken."""

    module: str
    old: str
    new: str
    law: str


BREAKS = {
    Quantifier.WORLD: Break(
        "cron.end_of_epoch",
        "    w.epoch = Epoch(w.epoch + 1)\n",
        "    w.epoch = Epoch(w.epoch + 1)\n    w.ledger.total_supply = w.ledger.total_supply + 1\n",
        "supply_is_conserved",
    ),
    Quantifier.ROW: Break(
        "storage_market.balances",
        "w.market.escrow[caller] = escrow.but(available=escrow.available + value)",
        "w.market.escrow[caller] = escrow.but(available=escrow.available + value, held=escrow.available + value + 1)",
        "held_funds_are_available_funds",
    ),
    Quantifier.KEY: Break(
        "storage_market.sector_deals",
        "w.market.live_deals.get(sector_id, 0) + 1",
        "w.market.live_deals.get(sector_id, 0) + 2",
        "live_deals_are_counted",
    ),
    Quantifier.STEP: Break(
        "cron.end_of_epoch",
        "    w.epoch = Epoch(w.epoch + 1)\n",
        "    w.epoch = Epoch(w.epoch + 1)\n"
        "    w.parameters = w.parameters.but(settle_delay=w.parameters.settle_delay + 1)\n",
        "parameters_are_constant",
    ),
    Quantifier.STEP_ROW: Break(
        "storage_miner.proof_of_spacetime",
        "sector.but(state=SectorState.ACTIVE, fault_count=0)",
        "sector.but(state=SectorState.ACTIVE, fault_count=0, comm_d=sector.comm_d + 1)",
        "sector_keeps_its_replica",
    ),
    Quantifier.MESSAGE: Break(
        "cron.end_of_epoch", "Epoch(w.epoch + 1)", "Epoch(w.epoch + 2)", "every_epoch_ends_once"
    ),
    Quantifier.POSTCONDITION: Break(
        "storage_miner.commitment", "seal_epoch=info.seal_epoch,", "seal_epoch=w.epoch,", "commit_enters_the_sector"
    ),
    Quantifier.REFUSAL: Break(
        "storage_market.balances",
        "require(value > 0, Reason.NOTHING_TO_ADD)",
        "require(value < 0, Reason.NOTHING_TO_ADD)",
        "add_balance/NOTHING_TO_ADD",
    ),
    Quantifier.FRAME: Break(
        "storage_miner.commitment",
        "    increment_power(w, info.miner)\n",
        "    increment_power(w, info.miner)\n    w.init.next_id = w.init.next_id + 1\n",
        "commit_sector/frame",
    ),
    Quantifier.VISIT: Break(
        "storage_market.settlement",
        "    if is_in_sector(deal.state) and is_over(w, deal):\n        close_deal(",
        "    if deal.state == DealState.COMMITTED and is_over(w, deal):\n        close_deal(",
        "expired_deal_has_left_its_sector",
    ),
}  # fmt: skip
"""A break for each kind of law."""


def mutant(found: Break) -> Mutant:
    edit = Edit(module=f"filspec.actors.{found.module}", old=found.old, new=found.new)
    return Mutant(name="Y02", title=found.law, source="this test", breaks=(), edits=(edit,))


def run_over(found: Break, proofs: str) -> subprocess.CompletedProcess[str]:
    """What `filspec run` does over the changed source."""
    with overlay(mutant(found)) as place:
        return subprocess.run(
            command(place, "filspec.cli.main", "run", "--preset", "tiny", "--proofs", proofs),
            capture_output=True, text=True, check=False, env=environment(),
        )  # fmt: skip


def test_every_kind_of_law_has_a_break_that_fits() -> None:
    laws = {law.name: law for law in catalogue()}
    assert list(BREAKS) == list(Quantifier)
    assert all(laws[found.law].quantifier is kind and patched(mutant(found)) for kind, found in BREAKS.items())


@pytest.mark.slow
@pytest.mark.parametrize("proofs", ["ideal", "vanilla"])
@pytest.mark.parametrize("kind", BREAKS, ids=lambda kind: kind.name.lower())
def test_a_run_that_meets_a_broken_law_stops_with_one_sentence(kind: Quantifier, proofs: str) -> None:
    # Given a source that breaks a law of this kind
    found = BREAKS[kind]
    [law] = (law for law in catalogue() if law.name == found.law)
    # When a file is stored
    ran = run_over(found, proofs)
    # Then the last line names the law and says it, and no all-clear and no traceback is shown
    assert (ran.returncode, ran.stdout) == (FINDING, "")
    last = ran.stderr.splitlines()[-1]
    assert last.startswith(f"{', '.join(law.ids)} {law.name}: {law.sentence} broken by ")
    assert "Traceback" not in ran.stderr
