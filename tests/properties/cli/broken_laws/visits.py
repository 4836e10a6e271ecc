"""Changes of the source after which a loop no longer does to its rows what a law of visits says."""

FAILURE, SETTLEMENT = "filspec.actors.storage_market.failure", "filspec.actors.storage_market.settlement"
PERIOD, TERMINATION = "filspec.actors.storage_miner.proving_period", "filspec.actors.storage_power.termination"

BREAKS = {
    "a failed deal stays in its sector": (
        "handle_failed_deals",
        (
            (
                FAILURE,
                "        burn_collateral(w, place[1])\n        unbind_deal(w, place[1])\n",
                "        burn_collateral(w, place[1])\n",
            ),
        ),
        ("failed_deal_has_left_its_sector", "live_deals_are_counted", "listed_deal_is_in_its_sector"),
    ),
    "a slashed deal stays active": (
        "slash_storage_collateral",
        (
            (
                FAILURE,
                "deal.but(state=DealState.FAILING, slashed=deal.slashed + amount)",
                "deal.but(slashed=deal.slashed + amount)",
            ),
        ),
        ("slashed_deal_is_not_paid",),
    ),
    "a slash is not added to an earlier one": (
        "slash_storage_collateral",
        ((FAILURE, "slashed=deal.slashed + amount)", "slashed=amount)"),),
        ("slash_is_that_of_the_kind_of_fault",),
    ),
    "a terminated miner keeps its sectors": (
        "declare_consensus_fault",
        ((TERMINATION, "    remove_sector(w, sector_id)\n", ""),),
        ("terminated_sector_is_gone", "sector_has_its_miner"),
    ),
    "only running deals are closed with their sector": (
        "end_of_epoch",
        (
            (
                SETTLEMENT,
                "    if is_in_sector(deal.state) and is_over(w, deal):\n        close_deal",
                "    if deal.state == DealState.ACTIVE and is_over(w, deal):\n        close_deal",
            ),
        ),
        ("expired_deal_has_left_its_sector", "deal_that_is_over_is_closed"),
    ),
    "a sector that was not proved goes on": (
        "end_of_epoch",
        ((PERIOD, "    if is_unproved:\n        return SectorFate.BECOMES_FAULTY\n", ""),),
        ("unproved_sector_has_failed", "unproved_miner_has_lost_its_sectors"),
    ),
    "a sector is destroyed one fault too early": (
        "end_of_epoch",
        (
            (
                PERIOD,
                "sector.fault_count + 1 > w.parameters.fault_threshold",
                "sector.fault_count + 2 > w.parameters.fault_threshold",
            ),
        ),
        ("sector_meets_its_fate", "miner_loses_what_has_to_leave"),
    ),
    "a proving period is twice as long": (
        "end_of_epoch",
        (
            (
                PERIOD,
                "proving_period_end=w.epoch + w.parameters.proving_period",
                "proving_period_end=w.epoch + 2 * w.parameters.proving_period",
            ),
        ),
        ("due_period_has_moved", "proving_period_is_current"),
    ),
}
