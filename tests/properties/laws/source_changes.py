"""Defects, planted by a change of the source: a function is read, one text in it replaced, and run in its module."""

import inspect
import sys

from filspec.kit.linter import require_linted
from filspec.kit.transitions import REGISTRY

SLASH = "filspec.actors.storage_market.failure"
SETTLEMENT = "filspec.actors.storage_market.settlement"
BALANCES = "filspec.actors.storage_market.balances"
POST = "filspec.actors.storage_miner.proof_of_spacetime"
PERIOD = "filspec.actors.storage_miner.proving_period"
TERMINATION = "filspec.actors.storage_power.termination"
UNPROVED = "    if is_unproved:\n        return SectorFate.BECOMES_FAULTY\n"

BREAKS_THE_VISIT_LAW = {
    "failed_deal_has_left_its_sector": (SLASH, "fail_deal", "        unbind_deal(w, place[1])\n", ""),
    "expired_deal_has_left_its_sector": (SETTLEMENT, "close_deal_if_expired", "is_over(w, deal)", "w.epoch < 0"),
    "slash_is_that_of_the_kind_of_fault": (SLASH, "slash_deal", "slashed=deal.slashed + amount", "slashed=amount + 1"),
    "slashed_deal_is_not_paid": (SLASH, "slash_deal", "state=DealState.FAILING, slashed", "slashed"),
    "terminated_sector_is_gone": (TERMINATION, "terminate_sector", "    remove_sector(w, sector_id)\n", ""),
    "unproved_sector_has_failed": (PERIOD, "sector_fate", UNPROVED, ""),
    "unproved_miner_has_lost_its_sectors": (PERIOD, "sector_fate", UNPROVED, ""),
    "sector_meets_its_fate": (PERIOD, "detect_fault", "sector.fault_count + 1", "sector.fault_count"),
    "miner_loses_what_has_to_leave": (PERIOD, "sector_fate", "> w.parameters.fault_threshold", "> 0"),
    "due_period_has_moved": (PERIOD, "proving_period_update", "w.parameters.proving_period", "1"),
    "deal_of_a_proved_sector_is_settled": (SETTLEMENT, "pay_elapsed_epochs", ", paid_until=until", ""),
    "deal_in_its_term_is_left_alone": (SETTLEMENT, "close_deal_if_expired", " and is_over(w, deal)", ""),
    "covered_sector_is_active": (POST, "credit_proved_sector", "if is_covered(sector)", "if sector.fault_count > 0"),
    "covered_sector_has_deals_that_run": (
        POST,
        "credit_proved_sector",
        "        close_expired_storage_deals(w, sector_id)\n",
        "",
    ),
}
"""For each law of visits a change that breaks it."""

OTHERS = {
    "tokens are sent twice": ("filspec.actors.ledger.transfers", "transfer", "payee.balance + amount", "payee.balance"),
    "an escrow is credited too much": (BALANCES, "add_balance", "escrow.available + value", "escrow.available + 2"),
    "anybody proves": (POST, "submit_post", "caller == w.miner.miners[miner].worker", "True"),
    "a lost sector stays": (PERIOD, "destroy_sector", "    remove_sector(w, sector_id)\n", ""),
    "a failing deal keeps its state": (SETTLEMENT, "settle_proved_deal", "w.epoch <= deal.activate_by", "True"),
    "a payment is not counted": (SETTLEMENT, "pay_elapsed_epochs", "paid=deal.paid + amount, ", ""),
    "a closed deal stays bound": (SETTLEMENT, "complete_deal", "    unbind_deal(w, deal_id)\n", ""),
}
"""Changes that break other laws."""


def plant(monkeypatch, module, name, old, new):
    """Replace a text in a function of a module, and the function wherever it was imported.

    The linter reads each module once, and reads all of them before.
    """
    for declared in list(REGISTRY.values()):
        if declared.function.__module__.startswith("filspec."):
            require_linted(declared.function.__module__)
    home = sys.modules[module]
    original = getattr(home, name)
    source = inspect.getsource(original)
    assert source.count(old) == 1, f"{name} does not have {old!r} once:\n{source}"
    monkeypatch.setitem(REGISTRY, name, REGISTRY[name])
    names = dict(home.__dict__)
    exec(compile(source.replace(old, new), f"<{name}, changed>", "exec", dont_inherit=False), names)
    changed = names[name]
    for importer in [*sys.modules.values()]:
        if getattr(importer, "__name__", "").startswith("filspec.") and vars(importer).get(name) is original:
            monkeypatch.setattr(importer, name, changed)
