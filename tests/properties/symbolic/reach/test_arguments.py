"""Arguments: open where nothing is given, of every length that a list may have."""

from typing import Any

import pytest

from filspec.actors.payment_channel.state import Merge, Voucher
from filspec.actors.storage_market.state import StorageDeal
from filspec.symbolic.reach.arguments import argument_lists, from_each_sender
from filspec.symbolic.reach.first_world import CLIENT, OWNER, STRANGER, WORKER, first_world
from filspec.symbolic.reach.steps import ANY, BadStory, call
from filspec.symbolic.values import SymbolicInt


def lists(message: str, most: int = 2, **given: object) -> list[tuple[Any, ...]]:
    return list(argument_lists(call(message, **given), "0", most))


def test_given_values_stay_and_others_are_unknown() -> None:
    [(caller, value, receiver)] = lists("send", caller=CLIENT, receiver=ANY)

    assert caller == CLIENT and isinstance(value, SymbolicInt) and isinstance(receiver, SymbolicInt)
    assert str(value.term) == "open argument:0 send:value"


def test_dict_fixes_some_fields_of_a_record() -> None:
    [(_, deal)] = lists("publish_storage_deal", deal={"proposal": {"client": CLIENT}, "client_signature": 7})

    assert isinstance(deal, StorageDeal) and deal.proposal.client == CLIENT and deal.client_signature == 7
    assert isinstance(deal.proposal.storage_price, SymbolicInt)


def test_record_is_taken_as_it_is() -> None:
    merge = Merge(lane=1, nonce=2)  # type: ignore[arg-type]
    [(_, voucher, _)] = lists("update_channel_state", voucher={"merges": [merge, {"lane": 5}]})

    assert voucher.merges[0] is merge and voucher.merges[1].lane == 5
    assert isinstance(voucher.merges[1].nonce, SymbolicInt)


def test_open_lists_have_every_length_short_ones_first() -> None:
    found = lists("update_sector_status", 2)

    assert [(len(faults), len(recovered)) for *_, faults, recovered in found] == [
        (0, 0), (0, 1), (1, 0), (0, 2), (1, 1), (2, 0), (1, 2), (2, 1), (2, 2),
    ]  # fmt: skip


def test_list_inside_a_record_is_open_too() -> None:
    assert [len(voucher.merges) for _, voucher, _ in lists("update_channel_state", 2)] == [0, 1, 2]


def test_given_list_has_its_length() -> None:
    [(*_, faults, recovered)] = lists("update_sector_status", faults=[ANY, 4], recovered=[])

    assert isinstance(faults[0], SymbolicInt) and faults[1] == 4 and recovered == ()


@pytest.mark.parametrize(
    ("message", "given", "sentence"),
    [
        ("send", {"value": 1.5}, "value does not fit: expected int, got float; the value given is 1.5"),
        ("send", {"value": {"a": 1}}, "value does not fit: expected int, got dict"),
        ("publish_storage_deal", {"deal": {"propsal": 1}}, "there is no field of StorageDeal 'propsal'; near"),
        ("publish_storage_deal", {"deal": 3}, "deal does not fit: expected StorageDeal, got int"),
        ("submit_post", {"done": 7}, "done is a list of items, and 7 is none"),
        ("update_channel_state", {"voucher": {"merges": [{"lan": 1}]}}, "there is no field of Merge 'lan'; near"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(message: str, given: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadStory, match=sentence):
        lists(message, **given)


def test_only_accounts_send_messages() -> None:
    senders = [step.given["caller"] for step in from_each_sender(call("send", value=3), first_world())]

    assert senders == [CLIENT, OWNER, WORKER, STRANGER]
    assert from_each_sender(call("include_message", fee=1), first_world())[1].given == {"fee": 1, "sender": OWNER}


def test_given_sender_is_taken_as_given_and_actors_may_be_any() -> None:
    for step in (call("send", caller=5), call("handle_failed_deals"), call("end_of_epoch")):
        assert from_each_sender(step, first_world()) == [step]


def test_voucher_shapes_are_of_the_message() -> None:
    assert isinstance(lists("update_channel_state", 0)[0][1], Voucher)
