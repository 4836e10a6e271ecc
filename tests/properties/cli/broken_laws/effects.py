"""Postconditions of messages and of steps of loops, each broken by one effect that is another than the law says."""

BALANCES, PUBLICATION = "filspec.actors.storage_market.balances", "filspec.actors.storage_market.publication"
SECTOR_DEALS, SETTLEMENT = "filspec.actors.storage_market.sector_deals", "filspec.actors.storage_market.settlement"
COMMITMENT, FAULTS = "filspec.actors.storage_miner.commitment", "filspec.actors.storage_miner.faults"
POST, PERIOD = "filspec.actors.storage_miner.proof_of_spacetime", "filspec.actors.storage_miner.proving_period"
PLEDGE, POWER_TABLE = "filspec.actors.storage_power.pledge", "filspec.actors.storage_power.power_table"
TERMINATION, TRANSFERS = "filspec.actors.storage_power.termination", "filspec.actors.ledger.transfers"
CHANNELS, VOUCHERS = "filspec.actors.payment_channel.channels", "filspec.actors.payment_channel.vouchers"
AWARDS = "filspec.actors.reward.awards"


def _of(
    message: str, module: str, old: str, new: str, *laws: str
) -> tuple[str, tuple[tuple[str, str, str]], tuple[str, ...]]:
    """A row of one change: in the module, the old text is replaced by the new one, and the message breaks the laws."""
    return message, ((module, old, new),), laws


BREAKS = {
    # Accounts and balances
    "a transfer is one token short": _of(
        "send", TRANSFERS,
        "transfer(w, caller, receiver, value)", "transfer(w, caller, receiver, TokenAmount(value - 1))",
        "transfer_pays_the_receiver",
    ),
    "who registers has nothing available": _of(
        "register_participant", BALANCES, "NOTHING.but(available=value)", "NOTHING",
        "registration_opens_a_balance",
    ),
    "an addition takes the place of what was available": _of(
        "add_balance", BALANCES,
        "w.market.escrow[caller] = escrow.but(available=escrow.available + value)",
        "w.market.escrow[caller] = escrow.but(available=value)",
        "addition_is_available",
    ),
    "a withdrawal pays one token more than it takes": _of(
        "withdraw_balance", BALANCES,
        "    take_available(w, caller, amount)\n", "    take_available(w, caller, TokenAmount(amount - 1))\n",
        "withdrawal_takes_ones_own_final_funds",
    ),
    "a reward adds nothing to the pledge": _of(
        "award_block_reward", AWARDS, "    increase_pledge(w, miner, garnished)\n", "",
        "reward_fills_the_pledge_first",
    ),
    # Deals
    "a second publication answers the next number": _of(
        "publish_storage_deal", PUBLICATION,
        "return w.market.published[digest]", "return w.market.next_deal",
        "publication_answers_the_number",
    ),
    "a piece uses one byte less": _of(
        "add_published_deal", SECTOR_DEALS,
        "used=offset + proposal.piece_size", "used=offset + proposal.piece_size - 1",
        "published_piece_is_bound",
    ),
    "a pending piece uses one byte less": _of(
        "add_pending_deal", SECTOR_DEALS,
        "used=offset + proposal.piece_size", "used=offset + proposal.piece_size - 1",
        "pending_piece_is_bound",
    ),
    "a published piece of a commit is passed over": _of(
        "commit_sector", COMMITMENT,
        "    add_published_deal(w, sector_id[0], sector_id[1], piece)\n", "    pass\n",
        "listed_published_piece_is_bound",
    ),
    "a pending piece of a commit is passed over": _of(
        "commit_sector", COMMITMENT,
        "    add_pending_deal(w, sector_id[0], sector_id[1], piece)\n", "    pass\n",
        "listed_pending_piece_is_bound",
    ),
    "a failing deal is paid for what nobody proved": _of(
        "handle_storage_deal_payment", SETTLEMENT,
        "        refund_unproved_epochs(w, place[1])\n", "        pay_elapsed_epochs(w, place[1])\n",
        "failing_deal_is_not_paid", "proved_deal_is_settled",
    ),
    "a deal that never began is closed as failed": _of(
        "close_expired_storage_deal", SETTLEMENT,
        "refund_client(w, deal_id, DealState.TIMED_OUT)", "refund_client(w, deal_id, DealState.FAILED)",
        "deal_is_closed_by_its_state",
    ),
    "what is given back is not held": _of(
        "close_expired_storage_deal", BALANCES,
        "held=TokenAmount(still_held + amount)", "held=still_held",
        "held_funds_wait_for_their_time", "released_funds_are_held",
    ),
    # Sectors
    "a sector is entered as sealed now": _of(
        "commit_sector", COMMITMENT, "seal_epoch=info.seal_epoch,", "seal_epoch=w.epoch,",
        "commit_enters_the_sector",
    ),
    "a first period begins as proved": _of(
        "commit_sector", COMMITMENT,
        "proving_period_end=w.epoch + w.parameters.proving_period, proved=False",
        "proving_period_end=w.epoch + w.parameters.proving_period, proved=True",
        "first_commit_starts_the_period",
    ),
    "the age of a seal is not looked at": _of(
        "commit_sector", COMMITMENT,
        "    require(is_seal_epoch_in_window(w, info.seal_epoch), Reason.SEAL_EPOCH_OUT_OF_WINDOW)\n", "",
        "seal_counts_for_one_sector",
    ),
    "a challenge of an earlier period is answered": _of(
        "submit_post", POST,
        "    require(is_challenge_of_period(w, miner, challenge_epoch), Reason.CHALLENGE_OF_ANOTHER_PERIOD)\n", "",
        "proof_answers_its_own_period",
    ),
    "a sector that is given up stays": _of(
        "submit_post", POST, "    remove_sector(w, (miner, number))\n", "",
        "given_up_sector_is_gone",
    ),
    "a sector that is proved need not be proved again": _of(
        "submit_post", POST,
        "        close_expired_storage_deals(w, sector_id)\n",
        "        close_expired_storage_deals(w, sector_id)\n"
        "        w.miner.sectors[sector_id] = w.miner.sectors[sector_id].but(proving=False)\n",
        "proved_sector_is_active",
    ),
    "a declaration undoes the proof": _of(
        "update_sector_status", FAULTS,
        "    for_each_in(faults, declare_fault, w, miner)\n",
        "    w.miner.miners[miner] = w.miner.miners[miner].but(proved=False)\n"
        "    for_each_in(faults, declare_fault, w, miner)\n",
        "declaration_leaves_the_miner",
    ),
    "adding faults undoes the proof": _of(
        "add_faults", FAULTS,
        "    update_sector_status(w, caller, miner, faults, ())\n",
        "    update_sector_status(w, caller, miner, faults, ())\n"
        "    w.miner.miners[miner] = w.miner.miners[miner].but(proved=False)\n",
        "faults_leave_the_miner",
    ),
    "a late fault is forgotten": _of(
        "update_sector_status", FAULTS, ".but(fault_next=True)", ".but(fault_next=False)",
        "fault_takes_effect_now_or_next",
    ),
    "a declared fault costs what a detected one costs": _of(
        "update_sector_status", FAULTS, "FaultKind.DECLARED)", "FaultKind.DETECTED)",
        "declared_fault_costs_less",
    ),
    "a sector that recovers has to be proved at once": _of(
        "update_sector_status", FAULTS,
        "state=SectorState.RECOVERING, proving=False",
        "state=SectorState.RECOVERING, proving=True",
        "recovering_sector_waits_for_its_proof",
    ),
    "the next period is an epoch longer": _of(
        "proving_period_update", PERIOD,
        "proving_period_end=w.epoch + w.parameters.proving_period",
        "proving_period_end=w.epoch + w.parameters.proving_period + 1",
        "next_period_is_as_long",
    ),
    "a sector that recovers is counted twice": _of(
        "proving_period_update", PERIOD,
        "sector.but(proving=recovers, fault_next=False, fault_count=sector.fault_count + 1)",
        "sector.but(proving=recovers, fault_next=False, fault_count=sector.fault_count + 2)",
        "sector_begins_the_next_period",
    ),
    "a detected fault costs what a declared one costs": _of(
        "proving_period_update", PERIOD, "FaultKind.DETECTED)", "FaultKind.DECLARED)",
        "detected_fault_costs_more",
    ),
    # Miners and pledge
    "a new miner is counted twice": _of(
        "create_storage_miner", POWER_TABLE, "w.power.miner_count += 1", "w.power.miner_count += 2",
        "new_miner_has_the_next_number",
    ),
    "a release waits for nothing": _of(
        "depledge", PLEDGE, "Epoch(w.epoch + w.parameters.depledge_cooldown)", "w.epoch",
        "release_waits_for_its_cooldown",
    ),
    "a release is paid to who asks for it": _of(
        "collect_depledged", PLEDGE,
        "POWER, w.miner.miners[miner].owner, claim.depledged", "POWER, caller, claim.depledged",
        "release_is_paid_to_the_owner",
    ),
    "a miner is convicted and goes on": _of(
        "declare_consensus_fault", TERMINATION,
        "    w.miner.miners[miner] = w.miner.miners[miner].but(terminated=True)\n", "",
        "accused_is_ended", "miner_is_convicted_once",
    ),
    # Channels
    "a channel begins to close when it is opened": _of(
        "create_payment_channel", CHANNELS, "closing_at=OPEN,", "closing_at=w.epoch,",
        "new_channel_is_open",
    ),
    "a channel is paid one token less than is sent along": _of(
        "create_payment_channel", CHANNELS,
        "transfer(w, caller, channel, value)", "transfer(w, caller, channel, TokenAmount(value - 1))",
        "new_channel_has_what_was_sent_along",
    ),
    "a channel closes without a delay": _of(
        "close_payment_channel", CHANNELS, "w.epoch + w.parameters.settle_delay", "w.epoch",
        "channel_closes_after_the_delay",
    ),
    "a voucher does not keep its channel open": _of(
        "update_channel_state", VOUCHERS,
        "min_close_height=max(channel.min_close_height, voucher.min_close_height)",
        "min_close_height=channel.min_close_height",
        "voucher_is_entered",
    ),
    "a merged lane stays full": _of(
        "update_channel_state", VOUCHERS,
        "Lane(redeemed=TokenAmount(0), nonce=merge.nonce)", "Lane(redeemed=taken, nonce=merge.nonce)",
        "merged_lane_is_taken_over",
    ),
    "anybody takes promises back": _of(
        "update_channel_state", VOUCHERS,
        "    require(not lowers or may_lower(w, caller, channel, lane.redeemed - alone), Reason.VOUCHER_TAKES_BACK)\n",
        "",
        "promise_falls_by_the_payees_own_merge", "voucher_lowers_what_it_merges",
    ),
}  # fmt: skip
