"""State of payment channels."""

from filspec.actors.payment_channel.state import NO_LANE, OPEN


def test_an_unused_lane_promises_nothing_and_takes_any_nonce():
    assert NO_LANE.redeemed == 0
    assert NO_LANE.nonce < 0


def test_no_epoch_is_the_close_of_an_open_channel(chain):
    assert chain.world.epoch > OPEN
