"""Reminders: only a miner that is challenged and has not proved, once at a time."""

import pytest

from filspec.actors.storage_miner.state import SectorState
from filspec.actors.units import ActorID, Epoch
from filspec.actors.world import World
from filspec.kit.worlds import fork
from filspec.nodes.clock_subsystem import ClockSubsystem


class Memory:
    """Stands where the chain, the consensus and the mining subsystem stand, and says what the test wants."""

    def __init__(self, network, world: World):
        self.head = network.client.chain.head
        self.miners = list(network.genesis_miner.mining.miners)
        self.world = world
        self.is_awaiting = False
        self.reminded = []

    def world_in(self, epoch):
        assert self.world.epoch == epoch
        return self.world

    def awaits_post_receipt(self, _miner):
        return self.is_awaiting

    def get_post_challenge(self, chain, epoch, miner):
        return (chain, epoch, miner)

    def answer_challenge(self, *answer):
        self.reminded.append(answer)


PERIOD_END = 20


def challenged(network, epoch, **changes):
    """A node in an epoch, whose miner's proving period ends in epoch 20."""
    world, [miner] = fork(network.world), network.genesis_miner.mining.miners
    world.epoch = Epoch(epoch)
    world.miner.miners[miner] = world.miner.miners[miner].but(
        **{"proving_period_end": Epoch(PERIOD_END), "proved": False} | changes
    )
    memory = Memory(network, world)
    return memory, ClockSubsystem("node", network.cast.parameters, memory, memory, memory)


def test_a_miner_is_reminded_from_behind_the_challenge_to_the_end_of_its_period(network):
    challenge = PERIOD_END - network.cast.parameters.post_challenge_time
    for epoch in range(PERIOD_END - network.cast.parameters.proving_period, PERIOD_END + 1):
        memory, clock = challenged(network, epoch)
        expected = challenge if epoch > challenge else None
        assert clock.due_challenge(memory.miners[0], Epoch(epoch)) == expected


@pytest.mark.parametrize(
    "changes",
    [{"proved": True}, {"terminated": True}, {"proving_period_end": Epoch(-1)}],
    ids=["has proved", "was terminated", "has nothing to prove"],
)
def test_a_miner_that_owes_no_proof_is_not_reminded(network, changes):
    memory, clock = challenged(network, PERIOD_END, **changes)
    assert clock.due_challenge(memory.miners[0], Epoch(PERIOD_END)) is None


def test_a_miner_whose_proof_is_under_way_is_not_reminded(network):
    memory, clock = challenged(network, PERIOD_END)
    memory.is_awaiting = True
    assert clock.due_challenge(memory.miners[0], Epoch(PERIOD_END)) is None


def test_a_miner_that_is_not_on_chain_is_not_reminded(network):
    _, clock = challenged(network, PERIOD_END)
    assert clock.due_challenge(ActorID(4_000), Epoch(PERIOD_END)) is None


def test_the_reminder_brings_the_challenge_of_the_chain(network):
    # Given
    memory, clock = challenged(network, PERIOD_END)
    # When
    clock.on_round(Epoch(PERIOD_END))
    # Then
    [miner] = memory.miners
    challenge = PERIOD_END - network.cast.parameters.post_challenge_time
    assert memory.reminded == [(miner, PERIOD_END, challenge, (memory.head, challenge, miner))]


def test_a_challenge_in_a_null_epoch_is_answered_for_the_head_there_is(network):
    """Waiting for the block that shows the null epoch's own ticket would leave no epoch to answer in."""
    # Given a provider that has to prove its sector in a period that has just begun
    network.register_miner()
    network.join_market()
    network.store(b"piece")
    [miner] = network.provider.mining.miners
    network.play_until(lambda: not network.world.miner.miners[miner].proved)
    end = network.world.miner.miners[miner].proving_period_end
    # When all epochs but the last are null, and the last one has a block
    network.skip_to(end)
    network.play()
    assert network.client.chain.head.epoch == end
    # Then the proof was in it: the period has ended without a fault
    assert network.world.miner.miners[miner].proving_period_end > end
    assert network.sector(0).state is SectorState.ACTIVE
