"""Stories of payment channels: what they come to."""

from filspec.machines.small_chain import CLIENT, FORTUNE, OWNER


def balances(stage):
    return [stage.world.ledger.accounts[who].balance - FORTUNE for who in (CLIENT, OWNER)]


def test_both_ends_of_a_channel_are_paid(told) -> None:
    """45 in the first two lanes, which took over the rest, and 1 in each of three more."""
    stage = told("payment_channel")

    assert balances(stage) == [-38, 38]
    assert stage.world.channel.channels[104].collected


def test_a_channel_to_oneself_costs_nothing(told) -> None:
    stage = told("channel_to_oneself")

    assert balances(stage) == [0, 0]
    assert stage.world.channel.channels[104].min_close_height == 9


def test_vouchers_with_conditions_are_redeemed(told) -> None:
    assert told("vouchers_ask_for_more").world.channel.channels[104].to_send == 30


def test_refused_vouchers_add_nothing(told) -> None:
    assert told("vouchers_are_refused").world.channel.channels[104].to_send == 20
    assert told("channels_are_refused").world.channel.channels[104].to_send == 0
