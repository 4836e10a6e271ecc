"""Rounds: who hears of a new tipset, who of a null round."""

import pytest

from filspec.kit.trace import Recorder, recording
from filspec.nodes.wall_clock import WallClock


class Listener:
    """Stands where a subsystem stands and writes down what it hears."""

    def __init__(self, has_new_head=False):
        self.has_new_head = has_new_head
        self.heard = []

    def begin_round(self, epoch):
        self.heard.append(("round", epoch))
        return self.has_new_head

    def round_cutoff(self):
        self.heard.append("cut-off")

    def on_new_round(self, epoch):
        self.heard.append(("null", epoch))

    def on_round(self, epoch):
        self.heard.append(("remind", epoch))


def test_after_a_null_round_mining_hears_of_it_from_the_clock():
    blockchain, mining = Listener(has_new_head=False), Listener()
    WallClock("node", blockchain, mining).begin_round(7)
    assert (blockchain.heard, mining.heard) == ([("round", 7)], [("null", 7)])


def test_with_a_new_head_mining_hears_of_it_from_the_chain_and_not_from_the_clock():
    blockchain, mining = Listener(has_new_head=True), Listener()
    WallClock("node", blockchain, mining).begin_round(7)
    assert (blockchain.heard, mining.heard) == ([("round", 7)], [])


def test_a_node_that_does_not_mine_has_rounds_as_well():
    blockchain = Listener()
    clock = WallClock("node", blockchain)
    clock.remind(7)
    clock.begin_round(7)
    clock.end_round()
    assert blockchain.heard == [("round", 7), "cut-off"]
    assert clock.epoch == 7


def test_the_clock_reminds_before_the_round():
    reminder = Listener()
    WallClock("node", Listener(), Listener(), reminder).remind(3)
    assert reminder.heard == [("remind", 3)]


@pytest.mark.parametrize(
    ("played", "sender", "receiver", "label"),
    [
        ("cut-off", "WallClock", "BlockchainSubsystem", "AssembleTipsets()"),
        ("null round", "WallClock", "StorageMiningSubsystem", "OnNewRound()"),
        ("new head", "BlockchainSubsystem", "StorageMiningSubsystem", "OnNewTipset(Chain, Epoch)"),
    ],
)
def test_the_clock_is_seen_as_the_drawing_has_it(network, played, sender, receiver, label):
    # Given a chain with a head, and a round in which nobody mines if it is to be null
    network.play()
    with recording(Recorder()) as recorder:
        if played == "null round":
            network.genesis_miner.clock.begin_round(2)
            recorder.events.clear()
            network.genesis_miner.clock.begin_round(3)
        else:
            network.play()
    assert (sender, receiver, label) in [(event.sender, event.receiver, event.label) for event in recorder.events]
