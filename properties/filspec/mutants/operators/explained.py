"""Explained survivors: mutations that nobody can notice, or need not, each with a reason that a reader can check."""

from __future__ import annotations

from typing import Literal

from filspec.kit.records import Record


class Explained(Record):
    """A mutation that is known to survive.

    Attributes:
        mutant: its name.
        diff: what it changes, in one line: if the text moves on, the name may belong to another mutation.
        kind: equivalent, if no run of a lawful world differs; redundant, if what is changed only says again what
            another place says.
        reason: why, in a sentence.
    """

    mutant: str
    diff: str
    kind: Literal["equivalent", "redundant"]
    reason: str


EXPLAINED: tuple[Explained, ...] = (
    Explained(
        mutant="interpreter/include_message/wrong_value/2",
        diff=(
            "w.ledger.accounts[sender] = account.but(nonce=account.nonce + 1) -> w.ledger.accounts[sender] = "
            "account.but(nonce=nonce + 1)"
        ),
        kind="redundant",
        reason=(
            "the guard before it lets only a message through whose nonce is the account's, and paying the fee "
            "changes no nonce"
        ),
    ),
    Explained(
        mutant="reporter_share/reporter_shares/boundary/1",
        diff="while not shares or share < cap: -> while not shares or (share <= cap):",
        kind="equivalent",
        reason=(
            "the share is never exactly the cap: 0.001 times a power of 1.26, 1.02813 or 1.01251 is neither 1 nor 0.5"
        ),
    ),
    Explained(
        mutant="reporter_share/reporter_shares/condition_dropped/1",
        diff="while not shares or share < cap: -> while share < cap:",
        kind="equivalent",
        reason=(
            "the first share of each of the three formulas is 0.001 and below its cap, so the loop runs at least "
            "once without being asked whether there are shares"
        ),
    ),
    Explained(
        mutant="storage_market.failure/fail_deal/order/1",
        diff=(
            "refund_client(w, place[1], DealState.FAILED) burn_collateral(w, place[1]) -> burn_collateral(w, "
            "place[1]) refund_client(w, place[1], DealState.FAILED)"
        ),
        kind="equivalent",
        reason=(
            "each of the two reads the deal anew and changes other fields of it, and one gives the client back "
            "what the other does not touch: the amounts in escrow are the same sums in either order"
        ),
    ),
    Explained(
        mutant="storage_miner.proof_of_spacetime/submit_post/order/1",
        diff=(
            "w.miner.miners[miner] = w.miner.miners[miner].but(proved=True) update_done_set(w, miner, done) -> "
            "update_done_set(w, miner, done) w.miner.miners[miner] = w.miner.miners[miner].but(proved=True)"
        ),
        kind="equivalent",
        reason=(
            "giving up a sector reads the sector, its count of live deals and the miner's counts, never whether the "
            "miner has proved; both statements read the miner's row anew and write other fields of it, and a refusal "
            "undoes both"
        ),
    ),
    Explained(
        mutant="storage_miner.proving_period/proving_period_update/order/2",
        diff=(
            "recompute_miner_power(w, miner) record = w.miner.miners[miner] -> record = w.miner.miners[miner] "
            "recompute_miner_power(w, miner)"
        ),
        kind="equivalent",
        reason="recomputing the power writes the miner's claim and the total power, and no row of miners",
    ),
    Explained(
        mutant="interpreter/Interpreter.deliver/wrong_value/2",
        diff=('if "value" in transition_of(method).parameters: -> if "value" in transition_of(method).names:'),
        kind="equivalent",
        reason=("the names of a message are its parameters and the world, and no message calls its world value"),
    ),
    Explained(
        mutant="reward.awards/award_block_reward/order/1",
        diff=(
            "transfer(w, REWARD, POWER, garnished) increase_pledge(w, miner, garnished) -> "
            "increase_pledge(w, miner, garnished) transfer(w, REWARD, POWER, garnished)"
        ),
        kind="equivalent",
        reason=(
            "the transfer changes accounts, the other changes the miner's claim, which the guard before has "
            "found; if the transfer is refused, both are undone"
        ),
    ),
    Explained(
        mutant="reward.awards/award_block_reward/order/2",
        diff=(
            "increase_pledge(w, miner, garnished) transfer(w, REWARD, w.miner.miners[miner].owner, "
            "TokenAmount(reward - garnished)) -> transfer(w, REWARD, w.miner.miners[miner].owner, "
            "TokenAmount(reward - garnished)) increase_pledge(w, miner, garnished)"
        ),
        kind="equivalent",
        reason=(
            "the transfer changes accounts, the other changes the miner's claim, which the guard before has "
            "found; if the transfer is refused, both are undone"
        ),
    ),
    Explained(
        mutant="storage_market.failure/fail_deal/order/2",
        diff=(
            "burn_collateral(w, place[1]) unbind_deal(w, place[1]) -> unbind_deal(w, place[1]) "
            "burn_collateral(w, place[1])"
        ),
        kind="equivalent",
        reason=(
            "burning the collateral changes amounts of the deal, and taking it out of its sector's list "
            "reads only which sector that is"
        ),
    ),
    Explained(
        mutant="storage_market.sector_deals/holds_live_deals/constant/1",
        diff=("return w.market.live_deals.get(sector_id, 0) > 0 -> return w.market.live_deals.get(sector_id, 1) > 0"),
        kind="equivalent",
        reason=("every sector has its number of live deals from the commit on, so the default is never used"),
    ),
    Explained(
        mutant="storage_market.settlement/complete_deal/order/3",
        diff=(
            "w.market.deals[deal_id] = deal.but( state=DealState.EXPIRED, paid=deal.paid + rest, "
            "paid_until=deal.proposal.deal_expiry ) unbind_deal(w, deal_id) -> unbind_deal(w, deal_id) "
            "w.market.deals[deal_id] = deal.but( state=DealState.EXPIRED, paid=deal.paid + rest, "
            "paid_until=deal.proposal.deal_expiry )"
        ),
        kind="equivalent",
        reason=(
            "taking the deal out of its sector's list reads only which sector that is, and the new row of "
            "the deal leaves that as it was"
        ),
    ),
    Explained(
        mutant="storage_miner.proof_of_spacetime/is_covered/condition_dropped/2",
        diff=("return sector.proving and sector.state != SectorState.FAILING -> return sector.proving"),
        kind="redundant",
        reason=("a faulty sector is not in the proving set, so the set says it already"),
    ),
    Explained(
        mutant="storage_miner.proving_period/proving_period_update/order/1",
        diff=(
            "for_each_under(w.miner.sectors, miner, end_period_of_sector, w) recompute_miner_power(w, miner) "
            "-> recompute_miner_power(w, miner) for_each_under(w.miner.sectors, miner, end_period_of_sector, "
            "w)"
        ),
        kind="redundant",
        reason=("each turn of the loop that moves a sector computes the miner's power again by itself"),
    ),
    Explained(
        mutant="genesis_steps/add_genesis_miner/order/1",
        diff=(
            "transfer(w, owner, POWER, pledge) miner = new_actor(w, ActorKind.MINER) -> miner = new_actor(w, "
            "ActorKind.MINER) transfer(w, owner, POWER, pledge)"
        ),
        kind="equivalent",
        reason=(
            "the transfer is between accounts that exist, and the new actor is another; where the transfer "
            "is refused there is no genesis"
        ),
    ),
    Explained(
        mutant="genesis_steps/add_presealed_sector/order/1",
        diff=(
            "add_sector(w, (miner, number), sector) w.miner.miners[miner] = "
            "w.miner.miners[miner].but(proving_period_end=Epoch(w.epoch + w.parameters.proving_period)) -> "
            "w.miner.miners[miner] = w.miner.miners[miner].but(proving_period_end=Epoch(w.epoch + "
            "w.parameters.proving_period)) add_sector(w, (miner, number), sector)"
        ),
        kind="equivalent",
        reason=(
            "one changes a count of the miner's row and the other the end of its period, and both read the row anew"
        ),
    ),
    Explained(
        mutant="system_actors/enter_system_actors/order/1",
        diff=(
            "w.ledger.accounts[SYSTEM] = _SYSTEM_ACTOR w.ledger.accounts[INIT] = _SYSTEM_ACTOR -> "
            "w.ledger.accounts[INIT] = _SYSTEM_ACTOR w.ledger.accounts[SYSTEM] = _SYSTEM_ACTOR"
        ),
        kind="equivalent",
        reason=("the two write the rows of two different actors, or a row and the supply, and read neither"),
    ),
    Explained(
        mutant="system_actors/enter_system_actors/order/2",
        diff=(
            "w.ledger.accounts[INIT] = _SYSTEM_ACTOR w.ledger.accounts[REWARD] = "
            "_SYSTEM_ACTOR.but(balance=w.parameters.reward_total_issuance) -> w.ledger.accounts[REWARD] = "
            "_SYSTEM_ACTOR.but(balance=w.parameters.reward_total_issuance) w.ledger.accounts[INIT] = "
            "_SYSTEM_ACTOR"
        ),
        kind="equivalent",
        reason=("the two write the rows of two different actors, or a row and the supply, and read neither"),
    ),
    Explained(
        mutant="system_actors/enter_system_actors/order/3",
        diff=(
            "w.ledger.accounts[REWARD] = _SYSTEM_ACTOR.but(balance=w.parameters.reward_total_issuance) "
            "w.ledger.accounts[CRON] = _SYSTEM_ACTOR -> w.ledger.accounts[CRON] = _SYSTEM_ACTOR "
            "w.ledger.accounts[REWARD] = _SYSTEM_ACTOR.but(balance=w.parameters.reward_total_issuance)"
        ),
        kind="equivalent",
        reason=("the two write the rows of two different actors, or a row and the supply, and read neither"),
    ),
    Explained(
        mutant="system_actors/enter_system_actors/order/4",
        diff=(
            "w.ledger.accounts[CRON] = _SYSTEM_ACTOR w.ledger.accounts[POWER] = _SYSTEM_ACTOR -> "
            "w.ledger.accounts[POWER] = _SYSTEM_ACTOR w.ledger.accounts[CRON] = _SYSTEM_ACTOR"
        ),
        kind="equivalent",
        reason=("the two write the rows of two different actors, or a row and the supply, and read neither"),
    ),
    Explained(
        mutant="system_actors/enter_system_actors/order/5",
        diff=(
            "w.ledger.accounts[POWER] = _SYSTEM_ACTOR w.ledger.accounts[MARKET] = _SYSTEM_ACTOR -> "
            "w.ledger.accounts[MARKET] = _SYSTEM_ACTOR w.ledger.accounts[POWER] = _SYSTEM_ACTOR"
        ),
        kind="equivalent",
        reason=("the two write the rows of two different actors, or a row and the supply, and read neither"),
    ),
    Explained(
        mutant="system_actors/enter_system_actors/order/6",
        diff=(
            "w.ledger.accounts[MARKET] = _SYSTEM_ACTOR w.ledger.accounts[BURNT_FUNDS] = _SYSTEM_ACTOR -> "
            "w.ledger.accounts[BURNT_FUNDS] = _SYSTEM_ACTOR w.ledger.accounts[MARKET] = _SYSTEM_ACTOR"
        ),
        kind="equivalent",
        reason=("the two write the rows of two different actors, or a row and the supply, and read neither"),
    ),
    Explained(
        mutant="genesis/empty_world/off_by_one/2",
        diff=("ledger=Ledger(Table(), TokenAmount(0)), -> ledger=Ledger(Table(), TokenAmount(0 + 1)),"),
        kind="equivalent",
        reason=(
            "what the supply is in the empty world does not matter: entering the actors of the system writes it anew"
        ),
    ),
    Explained(
        mutant="genesis/empty_world/constant/2",
        diff=("ledger=Ledger(Table(), TokenAmount(0)), -> ledger=Ledger(Table(), TokenAmount(1)),"),
        kind="equivalent",
        reason=(
            "what the supply is in the empty world does not matter: entering the actors of the system writes it anew"
        ),
    ),
    Explained(
        mutant="parameter_bounds/_is_within/wrong_value/4",
        diff=(
            "return scale > 0 and bounds.least * scale <= value.numerator <= bounds.most * scale -> return "
            "value.denominator > 0 and bounds.least * scale <= value.numerator <= bounds.most * scale"
        ),
        kind="equivalent",
        reason=("scale is the denominator of the value, under a shorter name"),
    ),
    Explained(
        mutant="parameter_bounds/_is_within/wrong_value/8",
        diff=(
            "return scale > 0 and bounds.least * scale <= value.numerator <= bounds.most * scale -> return "
            "scale > 0 and bounds.least * value.denominator <= value.numerator <= bounds.most * scale"
        ),
        kind="equivalent",
        reason=("scale is the denominator of the value, under a shorter name"),
    ),
    Explained(
        mutant="parameter_bounds/_is_within/wrong_value/14",
        diff=(
            "return scale > 0 and bounds.least * scale <= value.numerator <= bounds.most * scale -> return "
            "scale > 0 and bounds.least * scale <= value.numerator <= bounds.most * value.denominator"
        ),
        kind="equivalent",
        reason=("scale is the denominator of the value, under a shorter name"),
    ),
)
"""All survivors that are explained."""
