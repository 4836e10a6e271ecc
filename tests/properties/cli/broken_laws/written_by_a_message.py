"""Laws of worlds and of steps, each broken by one line that a message writes besides what it does.

The message changes a miner's worker; the line stands at its end, and breaks every law that is named with it. It is
written in one epoch, another for each line: so lines that are planted together do not hide each other, and are as many
paths as lines.
"""

WORKER = "filspec.actors.storage_miner.worker"
EFFECT = "    w.miner.miners[miner] = w.miner.miners[miner].but(worker=worker)\n"
IMPORT = "from filspec.actors.world import World\n"
NAMES = {
    "ActorKind": "ledger.state", "NO_ACCOUNT": "ledger.state", "transfer": "ledger.transfers",
    "DealState": "storage_market.state", "NOTHING": "storage_market.state", "NO_SECTORS": "storage_miner.state",
    "SectorState": "storage_miner.state", "NO_PERIOD": "storage_miner.state", "NO_CLAIM": "storage_power.state",
    "NO_LANE": "payment_channel.state", "REWARD": "units", "BURNT_FUNDS": "units",
}  # fmt: skip
"""Where the names stand that lines may use; each row imports all of them, so that several rows fit together."""


def _at(table: str, key: str, change: str) -> str:
    """A line that changes one row, if it is there."""
    return f"if {key} in w.{table}: w.{table}[{key}] = w.{table}[{key}].but({change})"


def _deal(change: str) -> str:
    return _at("market.deals", "miner", change)


def _terms(change: str) -> str:
    return _deal(f"proposal=w.market.deals[miner].proposal.but({change})")


def _sector(change: str) -> str:
    return _at("miner.sectors", "(miner, worker)", change)


def _miner(change: str) -> str:
    return _at("miner.miners", "miner", change)


LINES = {
    # Accounts and the clock
    "w.ledger.total_supply = w.ledger.total_supply + 1": ("supply_is_conserved", "supply_is_constant"),
    _at("ledger.accounts", "worker", "balance=-1"): ("no_balance_is_negative",),
    _at("ledger.accounts", "worker", "kind=ActorKind.SYSTEM"): (
        "actor_is_for_ever", "channel_joins_accounts", "escrow_belongs_to_an_account", "miner_acts_through_accounts",
        "only_accounts_send",
    ),
    _at("ledger.accounts", "worker", "nonce=worker"): ("nonces_count_inclusions",),
    _at("ledger.accounts", "worker", "kind=ActorKind.NONE"): ("actor_number_was_given_out",),
    "w.init.next_id = w.init.next_id - 1": ("actor_numbers_only_rise",),
    "w.init.next_id = miner - miner": ("system_actors_exist",),
    "w.epoch = -1": (
        "time_begins_at_genesis", "time_never_runs_back", "every_epoch_ends_once", "collected_channel_is_empty",
        "deal_was_published_in_time", "expired_deal_is_settled", "held_funds_are_available_funds",
        "timed_out_deal_is_refunded", "waiting_deal_is_not_settled_ahead",
    ),
    "w.epoch = w.epoch + 1": ("proving_period_is_current",),
    "w.parameters = w.parameters.but(proving_period=w.parameters.proving_period + 1)": ("parameters_are_constant",),
    "w.parameters = w.parameters.but(post_challenge_time=0)": ("challenge_lies_in_its_period",),
    "transfer(w, BURNT_FUNDS, worker, 1)": ("burnt_tokens_stay_burnt",),
    "transfer(w, worker, BURNT_FUNDS, 1)": ("burnt_tokens_were_slashed",),
    "transfer(w, worker, REWARD, 1)": ("undistributed_rewards_only_fall",),
    # The market
    "w.market.escrow[miner] = NOTHING": ("escrow_is_backed",),
    _at("market.escrow", "worker", "locked=-1"): (
        "escrow_is_not_negative", "locked_is_what_is_owed", "all_locks_are_owed",
    ),
    "w.market.next_deal = w.market.next_deal - 1": (
        "deal_number_was_given_out", "deal_numbers_begin_at_zero", "deal_numbers_only_rise",
    ),
    "w.market.published[miner] = worker": ("publication_has_its_deal", "deal_is_published_once"),
    "if miner in w.market.deals: del w.market.deals[miner]": ("deal_terms_are_for_ever",),
    _terms("piece_size=-1"): ("deal_terms_are_sound",),
    _deal("slashed=worker"): (
        "deal_settles_what_it_has", "ended_deal_is_not_slashed", "failed_deal_is_refunded",
        "settlement_is_never_taken_back", "waiting_deal_is_untouched", "closed_deal_is_final",
    ),
    _deal("paid=worker"): ("only_proved_epochs_are_paid",),
    _deal("epoch_price=worker"): ("epoch_price_is_fixed",),
    _deal("sector=(miner, worker)"): ("deal_keeps_its_sector", "listed_deal_is_in_its_sector"),
    _deal("state=DealState.FAILING"): (
        "deal_becomes_active_in_time", "deal_fails_with_its_sector", "deal_in_sector_has_its_sector",
        "deal_is_committed_in_time", "pieces_fit_into_their_sector", "running_deal_can_pay_its_rest",
        "sector_outlives_its_deal", "live_deals_are_counted",
    ),
    _deal("state=DealState.ACTIVE"): ("deal_is_active_by_a_proof",),
    _deal("state=DealState.FAILED"): ("ended_deal_does_not_fail",),
    _deal("state=DealState.PUBLISHED"): ("deal_never_goes_back",),
    # Miners and sectors
    _miner("counts=NO_SECTORS"): ("counts_are_set_sizes", "power_is_that_of_the_counts"),
    _miner("terminated=True"): ("miner_is_registered_until_terminated", "sector_has_its_miner"),
    "if miner in w.miner.miners: del w.miner.miners[miner]": ("miner_is_for_ever",),
    _miner("proving_period_end=NO_PERIOD"): ("proving_period_never_runs_back", "proving_period_moves_at_its_end"),
    _miner("proving_period_end=w.miner.miners[miner].proving_period_end + 1"): ("terminated_miner_has_no_periods",),
    _miner("proved=False"): ("proof_lasts_until_the_period_ends",),
    _miner("proved=True"): ("miner_is_proved_by_its_worker", "worker_is_the_new_one"),
    "if (miner, worker) in w.miner.used_numbers: del w.miner.used_numbers[miner, worker]": (
        "sector_is_known_for_ever", "sector_number_stays_used",
    ),
    "w.miner.sealed[worker] = (miner, worker)": ("replica_keeps_its_sector",),
    _sector("comm_d=worker"): ("sector_keeps_its_replica", "place_in_a_sector_is_used_once"),
    _sector("fault_next=True"): ("sector_state_decides_its_sets", "late_fault_waits_for_the_next_period"),
    _sector("fault_count=worker"): (
        "live_sector_is_within_the_fault_threshold", "faults_are_counted_at_the_end_of_periods",
    ),
    _sector("proving=True"): ("proving_set_is_frozen",),
    _sector("state=SectorState.ACTIVE"): ("only_a_proof_makes_active",),
    _sector("state=SectorState.FAILING"): ("sector_fails_before_the_challenge_or_at_the_end",),
    "if (miner, worker) in w.miner.sectors: del w.miner.sectors[miner, worker]": ("sector_leaves_for_a_reason",),
    "w.miner.sectors[miner, worker] = w.miner.sectors[miner, caller]": ("sector_never_returns",),
    # Power
    "w.power.claims[worker] = NO_CLAIM": ("claim_has_its_miner",),
    "w.power.total_power = w.power.total_power + 1": ("power_adds_up",),
    "w.power.miner_count = w.power.miner_count + 1": (
        "miners_are_counted",
    ),
    "w.power.oldest_fault = w.power.oldest_fault + 1": ("oldest_fault_has_a_share", "oldest_fault_is_constant"),
    "w.power.reporter_shares[worker] = worker": ("reporter_share_is_a_share", "reporter_shares_are_constant"),
    _at("power.claims", "miner", "active_power=worker"): ("power_is_that_of_the_sectors",),
    _at("power.claims", "miner", "pledge=-1"): ("pledge_covers_its_release", "pledge_is_backed"),
    "if miner in w.power.claims: del w.power.claims[miner]": ("claim_ends_with_its_miner",),
    # Channels
    _at("channel.channels", "miner", "to_send=worker"): (
        "channel_can_keep_its_promise", "promise_is_that_of_the_lanes", "channel_keeps_its_ends",
        "settled_channel_only_waits_for_collection",
    ),
    _at("channel.channels", "miner", "closing_at=w.epoch"): (
        "channel_respects_its_earliest_close", "channel_closes_after_its_delay",
    ),
    "w.channel.lanes[miner, worker] = NO_LANE": (
        "lane_has_its_channel", "lane_nonce_never_falls", "lane_gives_way_to_a_newer_voucher",
    ),
}  # fmt: skip


IMPORTS = "".join(f"from filspec.actors.{module} import {name}\n" for name, module in NAMES.items())

BREAKS = {
    line: (
        "change_worker",
        (
            (WORKER, EFFECT, f"{EFFECT}    if w.epoch == {epoch}:\n        {line}\n"),
            (WORKER, IMPORT, f"{IMPORT}{IMPORTS}"),
        ),
        laws,
    )
    for epoch, (line, laws) in enumerate(LINES.items(), start=2001)
}
