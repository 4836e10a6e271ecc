"""The nodes of the stories: who is rich, who mines, and that only the seed decides."""

import pytest

from filspec.actors.parameters import PRESETS
from filspec.actors.units import REWARD
from filspec.proofs.ladder.rung import RUNG_NAMES
from filspec.scenarios.cast import (
    CLIENT,
    OWNER_A,
    OWNER_B,
    OWNER_G,
    PARTIES,
    PRESEALED,
    PURSES,
    WORKER_A,
    WORKER_B,
    WORKER_G,
    Cast,
)

SEEDS = (0, 1, -1, 2**63 - 1, -(2**63))


@pytest.mark.parametrize("preset", PRESETS)
def test_everybody_begins_with_what_the_purse_says(preset):
    # Given, when
    world, purse = Cast(0, preset, "ideal").client.chain.world, PURSES[preset]
    # Then
    balances = {party: world.ledger.accounts[party].balance for party in PARTIES.values()}
    assert balances[CLIENT] == purse.client
    assert balances[OWNER_A] == balances[OWNER_B] == purse.owner
    assert balances[OWNER_G] == purse.owner - purse.pledge
    assert balances[WORKER_A] == balances[WORKER_B] == balances[WORKER_G] == purse.worker
    supply = sum(balances.values()) + purse.pledge + world.ledger.accounts[REWARD].balance
    assert supply == world.ledger.total_supply


@pytest.mark.parametrize("proofs", RUNG_NAMES)
def test_the_genesis_miner_has_all_the_power_and_sectors_it_can_prove(proofs):
    cast = Cast(0, "tiny", proofs)
    [miner] = cast.genesis_miner.mining.miners
    power = cast.client.chain.world.power
    assert power.claims[miner].active_power == power.total_power == PRESEALED * cast.parameters.sector_size
    assert all(cast.genesis_miner.proving.is_intact(number) for number in range(PRESEALED))
    assert [node.mining.miners for node in cast.providers] == [[], []]


def test_keys_genesis_and_chain_depend_on_the_seed_alone():
    def played(seed):
        cast = Cast(seed, "tiny", "ideal")
        for _ in range(4):
            cast.play_round()
        return cast.client.chain.head.key

    heads = {seed: played(seed) for seed in SEEDS}
    assert len(set(heads.values())) == len(SEEDS)
    assert {seed: played(seed) for seed in SEEDS} == heads


def test_a_round_is_one_epoch_and_all_nodes_end_it_with_the_same_head():
    cast = Cast(0, "tiny", "ideal")
    for epoch in range(1, 9):
        cast.play_round()
        assert cast.epoch == epoch
        assert {node.clock.epoch for node in cast.nodes} == {epoch}
        assert len({node.chain.head.key for node in cast.nodes}) == 1
        assert cast.network.gossip.deliver() == 0


def test_no_node_knows_the_keys_of_another():
    cast = Cast(0, "tiny", "ideal")
    known = [party for node in cast.nodes for party in node.wallet.keys]
    assert sorted(known) == sorted(PARTIES.values())


def test_an_unknown_preset_is_refused():
    with pytest.raises(KeyError, match="there is no preset 'huge'; the presets are tiny, 2k"):
        Cast(0, "huge", "ideal")


def test_an_unknown_rung_is_refused():
    with pytest.raises(KeyError, match="there is no rung 'belief' on the proof ladder"):
        Cast(0, "tiny", "belief")
