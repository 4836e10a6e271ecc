"""Laws of messages and of what one message has done, each broken by a guard left out or an effect changed."""

BALANCES, PUBLICATION = "filspec.actors.storage_market.balances", "filspec.actors.storage_market.publication"
SECTOR_DEALS, FAILURE = "filspec.actors.storage_market.sector_deals", "filspec.actors.storage_market.failure"
SETTLEMENT, COMMITMENT = "filspec.actors.storage_market.settlement", "filspec.actors.storage_miner.commitment"
FAULTS, POST = "filspec.actors.storage_miner.faults", "filspec.actors.storage_miner.proof_of_spacetime"
PERIOD, WORKER = "filspec.actors.storage_miner.proving_period", "filspec.actors.storage_miner.worker"
PLEDGE, POWER_TABLE = "filspec.actors.storage_power.pledge", "filspec.actors.storage_power.power_table"
TERMINATION, CRON = "filspec.actors.storage_power.termination", "filspec.actors.cron.end_of_epoch"
CHANNELS, VOUCHERS = "filspec.actors.payment_channel.channels", "filspec.actors.payment_channel.vouchers"
AWARDS, INTERPRETER = "filspec.actors.reward.awards", "filspec.actors.interpreter"


def _without(module: str, line: str) -> tuple[tuple[str, str, str], ...]:
    """A patch that leaves out a line."""
    return ((module, f"{line}\n", ""),)


BREAKS = {
    "the system is not asked who ends an epoch": (
        "end_of_epoch",
        _without(CRON, "    require(caller == SYSTEM, Reason.CALLER_IS_NOT_THE_SYSTEM)"),
        ("end_of_epoch/CALLER_IS_NOT_THE_SYSTEM",),
    ),
    "no period is ended at the end of an epoch": (
        "end_of_epoch",
        ((CRON, "    on_epoch_tick_end(w)\n", ""),),
        ("epoch_moves_the_periods_that_end", "unproved_sector_loses_its_power"),
    ),
    "anybody awards rewards": (
        "award_block_reward",
        _without(AWARDS, "    require(caller == SYSTEM, Reason.CALLER_IS_NOT_THE_SYSTEM)"),
        ("award_block_reward/CALLER_IS_NOT_THE_SYSTEM",),
    ),
    "a reward is one token short": (
        "award_block_reward",
        ((AWARDS, "TokenAmount(reward - garnished))", "TokenAmount(reward - garnished - 1))"),),
        ("reward_follows_the_formula",),
    ),
    "a message's nonce is not looked at": (
        "include_message",
        _without(INTERPRETER, "    require(nonce == w.ledger.accounts[sender].nonce, Reason.UNEXPECTED_NONCE)"),
        ("inclusion_takes_nonce_and_fee",),
    ),
    "an inclusion counts an epoch": (
        "include_message",
        (
            (
                INTERPRETER,
                "    account = w.ledger.accounts[sender]\n",
                "    w.epoch += 1\n    account = w.ledger.accounts[sender]\n",
            ),
        ),
        ("include_message/frame",),
    ),
    "anybody ends a period": (
        "proving_period_update",
        _without(PERIOD, "    require(caller == POWER, Reason.CALLER_IS_NOT_THE_POWER_ACTOR)"),
        ("proving_period_update/CALLER_IS_NOT_THE_POWER_ACTOR",),
    ),
    "a publication is not remembered": (
        "publish_storage_deal",
        _without(PUBLICATION, "    w.market.published[digest] = number"),
        ("new_deal_is_registered",),
    ),
    "the signature of the client is not looked at": (
        "publish_storage_deal",
        ((PUBLICATION, "verify_signature(key_of(w, proposal.client), digest, deal.client_signature),", "True,"),),
        ("publish_storage_deal/INVALID_CLIENT_SIGNATURE",),
    ),
    "a client locks nothing": (
        "publish_storage_deal",
        ((PUBLICATION, "    lock_client(w, proposal)\n", ""),),
        ("new_deal_is_registered",),
    ),
    "a second publication counts an epoch": (
        "publish_storage_deal",
        (
            (
                PUBLICATION,
                "    if digest in w.market.published:\n",
                "    if digest in w.market.published:\n        w.epoch += 1\n",
            ),
        ),
        ("publish_storage_deal/frame",),
    ),
    "the signature of the provider is not looked at": (
        "add_pending_deal",
        ((PUBLICATION, "verify_signature(key_of(w, proposal.provider), digest, deal.provider_signature),", "True,"),),
        ("add_pending_deal/INVALID_PROVIDER_SIGNATURE",),
    ),
    "a piece may lie on another": (
        "add_published_deal",
        _without(SECTOR_DEALS, "    require(offset >= sector.used, Reason.PIECE_OVERLAPS)"),
        ("add_published_deal/PIECE_OVERLAPS",),
    ),
    "a deal that is published is committed as a new one": (
        "add_pending_deal",
        _without(SECTOR_DEALS, "    require(digest not in w.market.published, Reason.DEAL_NOT_AWAITING_SECTOR)"),
        ("add_pending_deal/DEAL_NOT_AWAITING_SECTOR",),
    ),
    "funds that are not final are paid out": (
        "withdraw_balance",
        _without(BALANCES, "    require(amount <= withdrawable(w, caller), Reason.FUNDS_NOT_YET_FINAL)"),
        (
            "withdraw_balance/FUNDS_NOT_YET_FINAL",
            "held_funds_wait_for_their_time",
            "released_funds_are_held",
        ),
    ),
    "a slash is refunded": (
        "slash_storage_collateral",
        (
            (
                FAILURE,
                "state=DealState.FAILING, slashed=deal.slashed + amount)",
                "state=DealState.FAILING, refunded=deal.refunded + amount)",
            ),
        ),
        ("slash_leaves_the_clients_part", "slash_burns_the_providers_part"),
    ),
    "a slash takes what is available": (
        "slash_storage_collateral",
        (
            (
                BALANCES,
                "w.market.escrow[participant] = escrow.but(locked=escrow.locked - amount)",
                "w.market.escrow[participant] = escrow.but(available=escrow.available - amount)",
            ),
        ),
        ("slash_takes_nothing_available",),
    ),
    "a failed deal stays listed": (
        "handle_failed_deals",
        (
            (
                FAILURE,
                "        burn_collateral(w, place[1])\n        unbind_deal(w, place[1])\n",
                "        burn_collateral(w, place[1])\n",
            ),
        ),
        ("lost_sector_closes_its_deals", "lost_deal_is_refunded"),
    ),
    "only expired deals can be closed": (
        "close_expired_storage_deal",
        (
            (
                SETTLEMENT,
                "    require(is_over(w, deal), Reason.DEAL_NOT_EXPIRED)\n",
                "    require(w.epoch > deal.proposal.deal_expiry, Reason.DEAL_NOT_EXPIRED)\n",
            ),
        ),
        ("close_expired_storage_deal/DEAL_NOT_EXPIRED",),
    ),
    "the pledge is not looked at": (
        "commit_sector",
        _without(
            COMMITMENT,
            "    require(pledge_suffices(w, info.miner, w.miner.miners[info.miner].sector_size), "
            "Reason.PLEDGE_TOO_SMALL)",
        ),
        ("commit_sector/PLEDGE_TOO_SMALL",),
    ),
    "the seal is not looked at": (
        "commit_sector",
        _without(COMMITMENT, "    require(verify_seal(info), Reason.INVALID_SEAL)"),
        ("commit_sector/INVALID_SEAL",),
    ),
    "anybody commits sectors": (
        "commit_sector",
        _without(
            COMMITMENT, "    require(caller == w.miner.miners[info.miner].worker, Reason.CALLER_IS_NOT_THE_WORKER)"
        ),
        ("commit_sector/CALLER_IS_NOT_THE_WORKER",),
    ),
    "a sector may be over when it is committed": (
        "commit_sector",
        _without(COMMITMENT, "    require(expiration > w.epoch, Reason.SECTOR_EXPIRES_TOO_SOON)"),
        ("commit_sector/SECTOR_EXPIRES_TOO_SOON",),
    ),
    "anybody submits proofs": (
        "submit_post",
        _without(POST, "    require(caller == w.miner.miners[miner].worker, Reason.CALLER_IS_NOT_THE_WORKER)"),
        ("submit_post/CALLER_IS_NOT_THE_WORKER",),
    ),
    "the age of a challenge is not looked at": (
        "submit_post",
        _without(POST, "    require(is_challenge_recent(w, challenge_epoch), Reason.CHALLENGE_OUT_OF_WINDOW)"),
        ("submit_post/CHALLENGE_OUT_OF_WINDOW",),
    ),
    "a wrong proof is accepted": (
        "submit_post",
        _without(POST, "    require(valid or w.parameters.failed_post == FailedPoSt.SLASHES, Reason.INVALID_POST)"),
        ("submit_post/INVALID_POST",),
    ),
    "a wrong proof ends the period": (
        "submit_post",
        (
            (
                POST,
                "        for_each_under(w.miner.sectors, miner, slash_unproved_sector, w)\n",
                "        w.miner.miners[miner] = w.miner.miners[miner].but(proved=False)\n",
            ),
        ),
        ("proof_covers_the_period",),
    ),
    "anybody declares faults": (
        "update_sector_status",
        _without(FAULTS, "    require(caller == w.miner.miners[miner].worker, Reason.CALLER_IS_NOT_THE_WORKER)"),
        ("update_sector_status/CALLER_IS_NOT_THE_WORKER",),
    ),
    "anybody changes the worker": (
        "change_worker",
        _without(WORKER, "    require(caller == w.miner.miners[miner].owner, Reason.CALLER_IS_NOT_THE_OWNER)"),
        ("worker_is_changed_by_the_owner",),
    ),
    "a new miner is pledged nothing": (
        "create_storage_miner",
        ((POWER_TABLE, "NO_CLAIM.but(pledge=value)", "NO_CLAIM.but(pledge=least)"),),
        ("new_miner_is_its_creators",),
    ),
    "a pledge grows by one too little": (
        "add_pledge",
        (
            (
                PLEDGE,
                "    increase_pledge(w, miner, value)\n",
                "    increase_pledge(w, miner, TokenAmount(value - 1))\n",
            ),
        ),
        ("pledge_grows_by_what_is_added",),
    ),
    "a second release is announced": (
        "depledge",
        _without(PLEDGE, "    require(claim.depledged == 0, Reason.DEPLEDGE_PENDING)"),
        ("depledge/DEPLEDGE_PENDING",),
    ),
    "pledge is paid out at once": (
        "collect_depledged",
        _without(PLEDGE, "    require(w.epoch >= claim.depledge_epoch, Reason.DEPLEDGE_PENDING)"),
        ("collect_depledged/DEPLEDGE_PENDING",),
    ),
    "anybody releases pledge": (
        "collect_depledged",
        (
            (
                PLEDGE,
                "return caller == w.miner.miners[miner].worker or caller == w.miner.miners[miner].owner",
                "return True",
            ),
        ),
        ("collect_depledged/CALLER_IS_NOT_THE_WORKER_OR_OWNER",),
    ),
    "one token of a slashed pledge is kept": (
        "declare_consensus_fault",
        ((TERMINATION, "TokenAmount(pledge - reward))", "TokenAmount(pledge - reward - 1))"),),
        ("reporter_is_paid_its_share",),
    ),
    "a fault is not looked at": (
        "declare_consensus_fault",
        _without(TERMINATION, "    require(valid_consensus_fault(proof), Reason.INVALID_CONSENSUS_FAULT)"),
        ("declare_consensus_fault/INVALID_CONSENSUS_FAULT",),
    ),
    "a channel is opened with nothing": (
        "create_payment_channel",
        _without(CHANNELS, "    require(value > 0, Reason.CHANNEL_NEEDS_FUNDS)"),
        ("create_payment_channel/CHANNEL_NEEDS_FUNDS",),
    ),
    "anybody closes a channel": (
        "close_payment_channel",
        _without(CHANNELS, "    require(is_channel_party(w, caller, channel), Reason.CALLER_IS_NOT_A_CHANNEL_PARTY)"),
        ("close_payment_channel/CALLER_IS_NOT_A_CHANNEL_PARTY",),
    ),
    "the payer collects for both": (
        "collect_payment_channel",
        (
            (
                CHANNELS,
                "transfer(w, channel, record.payee, record.to_send)",
                "transfer(w, channel, record.payer, record.to_send)",
            ),
        ),
        ("collection_pays_both_ends",),
    ),
    "a channel is collected an epoch late": (
        "collect_payment_channel",
        (
            (
                CHANNELS,
                "require(w.epoch >= w.channel.channels[channel].closing_at,",
                "require(w.epoch > w.channel.channels[channel].closing_at,",
            ),
        ),
        ("collect_payment_channel/CHANNEL_NOT_SETTLED",),
    ),
    "a nonce is used twice": (
        "update_channel_state",
        _without(VOUCHERS, "    require(voucher.nonce > lane_of(w, voucher).nonce, Reason.VOUCHER_NONCE_USED)"),
        ("voucher_counts_once",),
    ),
    "the secret is not looked at": (
        "update_channel_state",
        _without(VOUCHERS, "    require(secret_matches(voucher, redemption), Reason.WRONG_SECRET)"),
        ("update_channel_state/WRONG_SECRET",),
    ),
    "anybody redeems vouchers": (
        "update_channel_state",
        _without(
            VOUCHERS, "    require(is_channel_party(w, caller, voucher.channel), Reason.CALLER_IS_NOT_A_CHANNEL_PARTY)"
        ),
        ("update_channel_state/CALLER_IS_NOT_A_CHANNEL_PARTY",),
    ),
    "the signature of a voucher is not looked at": (
        "update_channel_state",
        _without(VOUCHERS, "    require(is_signed_by_payer(w, voucher), Reason.INVALID_VOUCHER_SIGNATURE)"),
        ("update_channel_state/INVALID_VOUCHER_SIGNATURE",),
    ),
}
