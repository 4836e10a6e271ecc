"""The cases of a law: each kind is broken by a planted bug, and found wherever it is broken."""

from typing import Any

import pytest

from filspec.actors.cron import end_of_epoch as cron
from filspec.actors.ledger import transfers
from filspec.actors.payment_channel import channels, vouchers
from filspec.actors.reasons import Reason
from filspec.actors.storage_market import balances
from filspec.actors.units import Epoch
from filspec.kit.laws import LAWS, Quantifier
from filspec.symbolic.reach.first_world import CLIENT, OWNER, STRANGER
from filspec.symbolic.reach.goals import breaks
from filspec.symbolic.reach.search import NotReached, Reached, reach
from filspec.symbolic.reach.steps import call

OPEN = call("create_payment_channel", caller=CLIENT, payee=OWNER)
REDEEM = call("update_channel_state", voucher={"merges": []})
CLOSE, COLLECT = call("close_payment_channel"), call("collect_payment_channel")
TAKE = [call("add_balance", caller=CLIENT), call("add_balance", caller=OWNER), call("withdraw_balance")]
TAKE_HELD = (balances, Reason.INSUFFICIENT_AVAILABLE_BALANCE, Reason.FUNDS_NOT_YET_FINAL)

BROKEN = [
    ("escrow_is_not_negative", Quantifier.ROW, TAKE_HELD, TAKE),
    ("channel_can_keep_its_promise", Quantifier.ROW, (vouchers, Reason.VOUCHER_EXCEEDS_CHANNEL), [OPEN, REDEEM]),
    (
        "promise_falls_by_the_payees_own_merge",
        Quantifier.MESSAGE,
        (vouchers, Reason.VOUCHER_TAKES_BACK),
        [OPEN, REDEEM, REDEEM],
    ),
    ("lane_nonce_never_falls", Quantifier.STEP_ROW, (vouchers, Reason.VOUCHER_NONCE_USED), [OPEN, REDEEM, REDEEM]),
    ("voucher_counts_once", Quantifier.POSTCONDITION, (vouchers, Reason.VOUCHER_TIME_LOCKED), [OPEN, REDEEM]),
    ("collected_channel_is_empty", Quantifier.ROW, (channels, Reason.CHANNEL_NOT_SETTLED), [OPEN, CLOSE, COLLECT]),
]  # fmt: skip


@pytest.mark.parametrize(("law", "kind", "bug", "steps"), BROKEN, ids=[law for law, *_ in BROKEN])
def test_law_without_its_guard_is_broken(law: str, kind: Quantifier, bug: Any, steps: Any, without: Any) -> None:
    # Given that the law holds as long as the guard is there
    assert LAWS[law].quantifier is kind
    assert isinstance(reach(steps, breaks(law)), NotReached)
    # When the guard is forgotten
    without(*bug)
    found = reach(steps, breaks(law))
    # Then the law is broken by the last message
    assert isinstance(found, Reached) and len(found.told.steps) == len(steps)
    assert found.broken is not None and found.broken.law.name == law


def test_story_ends_where_the_law_is_broken_first(without: Any) -> None:
    # Given two withdrawals of more than there is, the first of which breaks the law already
    without(*TAKE_HELD)
    deposits = [call("add_balance", caller=CLIENT, value=1), call("add_balance", caller=OWNER)]
    takes = [call("withdraw_balance", caller=CLIENT, amount=amount) for amount in (3, 4)]
    found = reach([*deposits, *takes], breaks("escrow_is_not_negative"))
    # Then the story ends with that one
    assert isinstance(found, Reached) and len(found.told.steps) == 3
    assert found.broken is not None and found.broken.law.name == "escrow_is_not_negative"


def test_law_of_the_world_is_broken_by_tokens_from_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a transfer that does not take what it gives
    real = transfers.transfer

    def gift(w: Any, sender: Any, receiver: Any, amount: Any) -> None:
        real(w, sender, receiver, amount)
        w.ledger.accounts[sender] = w.ledger.accounts[sender].but(balance=w.ledger.accounts[sender].balance + amount)

    monkeypatch.setattr(transfers, "transfer", gift)
    # Then there are more tokens than there were
    found = reach([call("send", caller=STRANGER)], breaks("supply_is_conserved"))
    assert isinstance(found, Reached) and found.broken is not None


@pytest.mark.parametrize("law", ["time_never_runs_back", "every_epoch_ends_once"])
def test_laws_of_steps_and_messages_are_broken_by_time(law: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a clock that goes backwards
    monkeypatch.setattr(cron, "Epoch", lambda epoch: Epoch(epoch - 2))
    # Then both laws of time are broken at once
    found = reach([call("end_of_epoch")], breaks(law))
    assert isinstance(found, Reached) and found.broken is not None and found.broken.law.name == law


def test_law_of_every_key_is_broken_where_a_lock_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a deal that locks nothing of the provider
    from filspec.actors.storage_market import publication

    monkeypatch.setattr(publication, "lock_provider", lambda *_: None)
    deal = {"proposal": {"client": CLIENT, "provider": OWNER}}
    steps = [*TAKE[:2], call("publish_storage_deal", deal=deal)]
    # Then somebody owes what is not locked
    assert LAWS["locked_is_what_is_owed"].quantifier is Quantifier.KEY
    found = reach(steps, breaks("locked_is_what_is_owed"))
    assert isinstance(found, Reached) and found.broken is not None
