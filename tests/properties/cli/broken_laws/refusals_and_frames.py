"""Every law of a refusal and every frame, each broken by one line that a message, or a step of a loop, begins with.

The rows are made from the names of the laws. For ``send/INSUFFICIENT_FUNDS``, ``send`` is refused for that reason in
one epoch, whatever the sender has; each reason has an epoch of its own, so that none hides another. For ``send/frame``,
``send`` counts a deal, or where deals are counted an actor. So a law that joins the catalogue has its row already; one
of a new step of a loop needs a line in ``LOOPS``.
"""

import ast

from filspec.kit.laws import Quantifier
from filspec.laws.catalogue import catalogue
from filspec.mutants.mutant import text_of
from filspec.symbolic.subjects import transition_named

LOOPS = {
    "merge_lane": "update_channel_state",
    "settle_proved_deal": "handle_storage_deal_payment",
    "slash_deal": "slash_storage_collateral",
    "fail_deal": "handle_failed_deals",
    "add_published_piece": "commit_sector",
    "add_pending_piece": "commit_sector",
    "declare_fault": "update_sector_status",
    "declare_recovery": "update_sector_status",
    "give_up_sector": "submit_post",
    "credit_proved_sector": "submit_post",
    "slash_unproved_sector": "submit_post",
    "close_deal_if_expired": "proving_period_update",
    "end_period_of_sector": "proving_period_update",
    "end_proving_period_if_due": "end_of_epoch",
    "terminate_sector": "declare_consensus_fault",
}
"""In which message each step is proved."""

COUNTS_DEALS = frozenset({"publish_storage_deal", "commit_sector", "add_pending_deal", "add_pending_piece"})
"""What registers deals: its frame lets their counter change."""

NEEDED = {"require": "filspec.kit.requirement", "Reason": "filspec.actors.reasons"}
"""Where the names stand that a refusal uses."""

WORLD = "from filspec.actors.world import World\n"


def _begins_with(name: str, lines: str) -> tuple[tuple[str, str, str], ...]:
    """A patch after which a transition begins with these lines."""
    module = transition_named(name).__module__
    text = text_of(module)
    [function] = (found for found in ast.parse(text).body if isinstance(found, ast.FunctionDef) and found.name == name)
    head = "".join(text.splitlines(keepends=True)[function.lineno - 1 : function.body[0].end_lineno])
    imports = [f"from {module_of} import {needed}\n" for needed, module_of in NEEDED.items()]
    missing = "".join(line for line in imports if line not in text and line.split()[-1] in lines)
    return ((module, head, head + lines), *([(module, WORLD, WORLD + missing)] if missing else []))


def _refused(name: str, reasons: tuple[str, ...]) -> str:
    """Lines that refuse for each of the reasons, in an epoch of its own."""
    return "".join(
        f"    require(w.epoch != {epoch}, Reason.{reason})\n" for epoch, reason in enumerate(reasons, start=1001)
    )


def _reasons() -> dict[str, tuple[str, ...]]:
    """The reasons for which laws say that a transition is refused, by the transition."""
    laws = [law.name.split("/") for law in catalogue() if law.quantifier is Quantifier.REFUSAL]
    return {name: tuple(reason for refused, reason in laws if refused == name) for name, _ in laws}


FRAMES = [law.name.removesuffix("/frame") for law in catalogue() if law.quantifier is Quantifier.FRAME]

BREAKS = {
    f"{name} is refused without a cause": (
        LOOPS.get(name, name),
        _begins_with(name, _refused(name, reasons)),
        tuple(f"{name}/{reason}" for reason in reasons),
    )
    for name, reasons in _reasons().items()
} | {
    f"{name} counts {'an actor' if name in COUNTS_DEALS else 'a deal'}": (
        LOOPS.get(name, name),
        _begins_with(
            name,
            "    w.init.next_id = w.init.next_id + 1\n"
            if name in COUNTS_DEALS
            else "    w.market.next_deal = w.market.next_deal + 1\n",
        ),
        (f"{name}/frame",),
    )
    for name in FRAMES
}
