"""Changes after which a proof, or the end of a period, does not do what it should; and changes of held funds."""

POST, BALANCES = "filspec.actors.storage_miner.proof_of_spacetime", "filspec.actors.storage_market.balances"
SETTLEMENT, SECTOR_DEALS = "filspec.actors.storage_market.settlement", "filspec.actors.storage_market.sector_deals"
PERIOD = "filspec.actors.storage_miner.proving_period"

_CREDIT = "        for_each_under(w.miner.sectors, miner, credit_proved_sector, w)\n"
_DONE = "        update_done_set(w, miner, done)\n"
_PAY = "        handle_storage_deal_payment(w, sector_id[0], sector_id[1])\n"
_CLOSE = "        close_expired_storage_deals(w, sector_id)\n"

BREAKS = {
    "a proof does not close what is over": (
        "submit_post",
        ((POST, _CLOSE, ""),),
        ("covered_sector_has_deals_that_run", "proof_settles_every_deal"),
    ),
    "a proof closes deals before it settles them": (
        "submit_post",
        ((POST, _PAY + _CLOSE, _CLOSE + _PAY),),
        ("covered_deal_is_settled_before_it_ends",),
    ),
    "done sectors leave after the payments": (
        "submit_post",
        ((POST, _DONE + _CREDIT, _CREDIT + _DONE),),
        ("proof_gives_up_no_live_deal",),
    ),
    "only a sector without faults is covered": (
        "submit_post",
        (
            (
                POST,
                "    if is_covered(sector):\n        store_sector",
                "    if is_covered(sector) and sector.fault_count == 0:\n        store_sector",
            ),
        ),
        ("covered_sector_is_active", "proof_covers_every_sector"),
    ),
    "a proof that does not verify costs what a declared fault costs": (
        "submit_post",
        ((POST, "FaultKind.DETECTED)", "FaultKind.DECLARED)"),),
        ("failed_proof_costs_as_a_detected_fault",),
    ),
    "a failing deal is given back nothing by a proof": (
        "handle_storage_deal_payment",
        ((SETTLEMENT, "        refund_unproved_epochs(w, place[1])\n", ""),),
        ("deal_of_a_proved_sector_is_settled",),
    ),
    "a deal is closed with its sector one epoch too early": (
        "submit_post",
        (
            (
                SETTLEMENT,
                "    return w.epoch > deal.activate_by if waiting else w.epoch > deal.proposal.deal_expiry",
                "    return w.epoch > deal.activate_by if waiting else w.epoch >= deal.proposal.deal_expiry",
            ),
        ),
        ("deal_in_its_term_is_left_alone",),
    ),
    "a period is ended for the sectors of the sender": (
        "proving_period_update",
        (
            (
                PERIOD,
                "for_each_under(w.miner.sectors, miner, end_period_of_sector, w)",
                "for_each_under(w.miner.sectors, caller, end_period_of_sector, w)",
            ),
        ),
        ("every_sector_meets_its_fate",),
    ),
    "what is final is held again": (
        "close_expired_storage_deal",
        (
            (
                BALANCES,
                "still_held = escrow.held if w.epoch < escrow.held_until else TokenAmount(0)",
                "still_held = escrow.held",
            ),
        ),
        ("only_what_comes_back_is_held",),
    ),
    "a piece takes less room than it has": (
        "add_published_deal",
        ((SECTOR_DEALS, "used=offset + proposal.piece_size)", "used=sector.used + 1)"),),
        ("deal_takes_its_room",),
    ),
}

ALONE = frozenset(BREAKS)
"""Each is proved by itself: several change the same lines."""
