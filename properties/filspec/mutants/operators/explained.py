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
)
"""All survivors that are explained."""
