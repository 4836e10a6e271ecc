"""Built-in sequences: the lives that deals, sectors, miners and channels lead, with what each comes to."""

from __future__ import annotations

from typing import NamedTuple

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.world import World
from filspec.symbolic.reach.first_world import CLIENT, OWNER, STRANGER, WORKER
from filspec.symbolic.reach.goals import Goal, accepted, holds, refused
from filspec.symbolic.reach.steps import ANY, Step, call, tick


class Sequence(NamedTuple):
    """A sequence of messages with a goal.

    Attributes:
        sentence: what happens in it.
        steps: the messages.
        goal: what it comes to.
    """

    sentence: str
    steps: tuple[Step, ...]
    goal: Goal


def every_deal_is(w: World, state: DealState) -> bool:
    """Whether all deals are in this state."""
    return all(deal.state == state for _, deal in w.market.deals.items())


def deals_are_paid(w: World) -> bool:
    """Whether all deals ended with their whole price paid."""
    paid = all(deal.paid == deal.proposal.storage_price for _, deal in w.market.deals.items())
    return paid and every_deal_is(w, DealState.EXPIRED)


def deals_are_slashed(w: World) -> bool:
    """Whether all deals are failing, and a part of their collateral is burnt."""
    slashed = all(deal.slashed > 0 for _, deal in w.market.deals.items())
    return slashed and every_deal_is(w, DealState.FAILING)


def deals_have_failed(w: World) -> bool:
    """Whether the data of all deals is lost."""
    return every_deal_is(w, DealState.FAILED)


def deals_have_timed_out(w: World) -> bool:
    """Whether all deals missed their activation."""
    return every_deal_is(w, DealState.TIMED_OUT)


def sectors_are_active(w: World) -> bool:
    """Whether all sectors count as power."""
    return all(sector.state == SectorState.ACTIVE for _, sector in w.miner.sectors.items())


def payee_is_paid(w: World) -> bool:
    """Whether the provider got something through a channel."""
    return w.ledger.accounts[OWNER].balance > w.ledger.accounts[WORKER].balance


DEAL = {"proposal": {"client": CLIENT, "provider": OWNER}}
JOIN = (call("register_participant", caller=CLIENT), call("add_balance", caller=OWNER))
PUBLISH = (*JOIN, call("publish_storage_deal", caller=CLIENT, deal=DEAL))
MINE = call("create_storage_miner", caller=OWNER, worker=WORKER)
COMMIT = (*PUBLISH, MINE, call("commit_sector", caller=WORKER, published=[ANY], pending=[]))
PROVE = call("submit_post", caller=WORKER, done=[])
PROVED = (*COMMIT, tick(2), PROVE)
VOUCHER = call("update_channel_state", caller=OWNER, voucher={"merges": []})
CLOSE = call("close_expired_storage_deal", caller=STRANGER)

SEQUENCES: dict[str, Sequence] = {
    "deal_life": Sequence(
        "A deal is published, sealed, proved period by period, and paid in full.",
        (*PROVED, tick(5), PROVE, tick(6), PROVE, tick(6), PROVE, tick(1, most=6), PROVE),
        holds(deals_are_paid),
    ),
    "pending_deal": Sequence(
        "A deal is published by the commit of the sector that holds it.",
        (*JOIN, MINE, call("commit_sector", caller=WORKER, published=[], pending=[{"deal": DEAL}]), tick(1, 4), PROVE),
        accepted(),
    ),
    "deal_time_out": Sequence(
        "A deal that no sector takes is closed when its time is over.",
        (*PUBLISH, tick(1, most=30), CLOSE),
        holds(deals_have_timed_out),
    ),
    "storage_fault": Sequence(
        "A sector is not proved in time, and the deals in it cost their provider.",
        (*PROVED, tick(1, most=12)),
        holds(deals_are_slashed),
    ),
    "storage_loss": Sequence(
        "A sector stays unproved for longer than the threshold: it is gone, and its deals have failed.",
        (*PROVED, tick(10, most=40)),
        holds(deals_have_failed),
    ),
    "recovery": Sequence(
        "A fault is declared, the sector recovers, and is proved again.",
        (
            *PROVED,
            call("update_sector_status", caller=WORKER, faults=[ANY], recovered=[]),
            tick(1, most=8),
            call("update_sector_status", caller=WORKER, faults=[], recovered=[ANY]),
            tick(1, most=8),
            PROVE,
        ),
        holds(sectors_are_active),
    ),
    "consensus_fault": Sequence(
        "A miner makes two blocks of one epoch, and whoever tells gets a share of its pledge.",
        (*PROVED, call("declare_consensus_fault", caller=STRANGER)),
        holds(deals_have_failed),
    ),
    "payment_channel": Sequence(
        "Two vouchers are redeemed, one lane merges the other, and both ends are paid after the delay.",
        (
            call("create_payment_channel", caller=CLIENT, payee=OWNER),
            VOUCHER,
            call("update_channel_state", caller=OWNER, voucher={"merges": [ANY]}),
            call("close_payment_channel", caller=CLIENT),
            tick(0, most=8),
            call("collect_payment_channel", caller=STRANGER),
        ),
        holds(payee_is_paid),
    ),
    "pledge": Sequence(
        "A miner adds to its pledge, takes it back, and waits for it.",
        (
            MINE,
            call("add_pledge", caller=STRANGER),
            call("depledge", caller=OWNER),
            tick(1, most=6),
            call("collect_depledged", caller=WORKER),
        ),
        accepted(),
    ),
    "held_funds": Sequence(
        "What a closed deal gave back waits for finality.",
        (*PUBLISH, tick(21), CLOSE, call("withdraw_balance", caller=CLIENT)),
        refused(Reason.FUNDS_NOT_YET_FINAL),
    ),
}
"""The built-in sequences by name."""
