"""Duties N07 to N10: sealing what is staged, looking after lost sectors, giving up sectors that are done.

The life of a damaged sector is played on the ideal and on the vanilla rung.
"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.faults import update_sector_status
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.units import ActorID, Bytes, Epoch, SectorNumber
from filspec.chain.encoding import digest
from filspec.kit.worlds import fork
from filspec.nodes.mining_scheduler import others_keep_power
from filspec.scenarios.cast import Cast

CONTENT = b"what must not get lost" * 40
LONG = 60
"""Epochs of a deal that outlives the fault threshold."""


class Watched:
    """A long deal of the provider's, proved in the current period, in its first sector."""

    def __init__(self, network):
        self.network, self.parameters = network, network.cast.parameters
        self.deal = network.store(CONTENT, deal_expiry=Epoch(network.world.epoch + LONG))
        [self.miner] = network.provider.mining.miners
        self.replica = network.provider.proving.sealed[SectorNumber(0)].replica
        network.play_until(lambda: self.record.proved)

    @property
    def record(self):
        return self.network.world.miner.miners[self.miner]

    @property
    def row(self):
        """The deal as the chain has it."""
        market = self.network.world.market
        return market.deals[market.published[digest(self.deal.proposal)]]

    @property
    def state(self):
        sector = self.network.sector(0)
        return sector and sector.state

    def play_until(self, state):
        self.network.play_until(lambda: self.state is state)

    def play_to_the_challenge_of_an_unproved_period(self):
        """Behind the last epoch in which a fault could be declared for the period that runs."""
        time = self.parameters.post_challenge_time
        self.network.play_until(
            lambda: not self.record.proved and self.network.cast.epoch == self.record.proving_period_end - time - 1
        )

    def slash(self, fraction):
        return self.deal.proposal.storage_collateral * fraction.numerator // fraction.denominator


@pytest.fixture
def watched(storing):
    return Watched(storing)


def test_a_damaged_sector_is_declared_before_the_challenge_and_costs_the_small_slash(watched):
    # Given a sector damaged when the period was proved already
    watched.replica.damage(77)
    # When the next period begins
    watched.play_until(SectorState.FAILING)
    # Then it is faulty before the period's challenge, without power, and a hundredth of the collateral is burnt
    challenge = watched.record.proving_period_end - watched.parameters.post_challenge_time
    assert watched.network.client.chain.head.epoch < challenge
    assert watched.network.world.power.claims[watched.miner].active_power == 0
    assert watched.row.slashed == watched.slash(watched.parameters.declared_fault_slash) > 0
    assert watched.row.state is DealState.FAILING


def test_a_sector_damaged_at_the_challenge_is_not_proved_and_found_faulty_at_the_period_end(watched):
    # Given
    watched.play_to_the_challenge_of_an_unproved_period()
    end = watched.record.proving_period_end
    watched.replica.damage(77)
    # When the period goes by, then no proof is sent, and at its end the larger slash falls due
    while watched.network.world.epoch <= end:
        assert watched.state is SectorState.ACTIVE
        assert not watched.record.proved
        watched.network.play()
        assert not watched.network.provider.mining.awaits_post_receipt(watched.miner)
    assert watched.state is SectorState.FAILING
    assert watched.row.slashed == watched.slash(watched.parameters.detected_fault_slash) > 0
    assert watched.network.sector(0).fault_count == 1


def test_a_restored_sector_is_declared_recovered_proved_and_its_deal_completed(watched):
    # Given a faulty sector
    watched.replica.lose()
    watched.play_until(SectorState.FAILING)
    # When it is there again
    watched.replica.restore()
    watched.play_until(SectorState.RECOVERING)
    watched.play_until(SectorState.ACTIVE)
    # Then its deal runs on, the client has back what was not proved, and it ends as agreed
    assert watched.row.state is DealState.ACTIVE
    assert watched.row.refunded > 0
    watched.network.play_until(lambda: watched.row.state is DealState.EXPIRED)
    price = watched.deal.proposal.storage_price
    assert watched.row.paid + watched.row.refunded == price
    assert watched.row.paid > 0


def test_a_sector_that_stays_lost_is_destroyed_and_its_deal_fails(watched):
    # Given
    network, client, owner = watched.network, watched.deal.proposal.client, watched.deal.proposal.provider
    watched.replica.lose()
    watched.play_until(SectorState.FAILING)
    first_end = watched.record.proving_period_end
    burnt = network.world.ledger.accounts[99].balance - watched.row.slashed
    # When it stays lost for more proving periods than the threshold
    network.play_until(lambda: watched.row.state is DealState.FAILED)
    # Then it is gone at the end of the period behind the threshold
    assert network.world.epoch == first_end + watched.parameters.fault_threshold * watched.parameters.proving_period + 1
    assert watched.state is None
    # And the client is refunded, the whole collateral burnt, and nothing is locked any more
    assert watched.row.paid + watched.row.refunded == watched.deal.proposal.storage_price
    assert watched.row.slashed == watched.deal.proposal.storage_collateral
    assert network.world.ledger.accounts[99].balance == burnt + watched.deal.proposal.storage_collateral
    assert [network.world.market.escrow[party].locked for party in (client, owner)] == [0, 0]
    # And the network goes on
    head = network.client.chain.head.epoch
    network.play_until(lambda: network.client.chain.head.epoch > head + 3)


def declared(network):
    """Faults and recoveries that wait in the provider's pool."""
    messages = network.provider.pool.get_most_profitable_messages(network.provider.mining.miners[0])
    return [
        message.envelope.arguments[1:]
        for message in messages
        if message.envelope.method == update_sector_status.__name__
    ]


def test_one_declaration_waits_for_its_receipt_before_the_next_is_made(watched):
    # Given the first epoch of a period, and a sector that is lost
    network = watched.network
    network.play_until(lambda: not watched.record.proved)
    first = network.world.epoch
    assert first < watched.record.proving_period_end - watched.parameters.post_challenge_time
    watched.replica.lose()
    # When it is looked at twice before a block comes
    for _ in range(2):
        network.provider.scheduler.maintain_fault_set(watched.miner, first)
    # Then it is declared once
    assert declared(network) == [((SectorNumber(0),), ())]


def test_an_intact_sector_is_never_declared(watched):
    for _ in range(2 * watched.parameters.proving_period):
        watched.network.play()
        assert declared(watched.network) == []
        assert watched.state is SectorState.ACTIVE


def test_a_staged_sector_waits_until_there_is_a_miner_to_seal_it(network):
    # Given a deal before the provider has a miner
    network.join_market()
    deal = network.agree(CONTENT)
    network.provider.market.publish(deal)
    network.play_until(lambda: network.state_of(deal) is DealState.PUBLISHED)
    network.play(2)
    assert network.provider.proving.sealed == {}
    # When it has one, then the deal goes its way
    network.register_miner()
    network.play_until(lambda: network.state_of(deal) is DealState.ACTIVE)


def test_a_sector_without_live_deals_is_given_up_with_the_next_proof(network):
    # Given a deal that comes to its end
    network.register_miner()
    network.join_market()
    deal = network.store(CONTENT)
    [miner] = network.provider.mining.miners
    assert network.provider.scheduler.done_set(miner, network.world.epoch) == ()
    network.play_until(lambda: network.state_of(deal) is DealState.EXPIRED)
    # When, then
    assert network.provider.scheduler.done_set(miner, network.world.epoch) == (SectorNumber(0),)
    network.play_until(lambda: network.sector(0) is None)


def test_a_sector_that_expires_in_null_epochs_is_not_given_up_once_more(network):
    # Given a sector whose deal is closed
    network.register_miner()
    network.join_market()
    network.store(CONTENT)
    [miner], scheduler = network.provider.mining.miners, network.provider.scheduler
    network.play_until(lambda: scheduler.done_set(miner, network.world.epoch) == (SectorNumber(0),))
    # When so many epochs are null that the sector leaves by itself
    much_later = Epoch(network.world.epoch + 4 * network.cast.parameters.proving_period)
    # Then there is nothing to give up in the next block
    assert (miner, SectorNumber(0)) not in network.provider.chain.world_in(much_later).miner.sectors
    assert scheduler.done_set(miner, much_later) == ()


def test_the_oldest_miner_never_gives_up_its_sectors(network):
    [oldest] = network.genesis_miner.mining.miners
    youngest = network.register_miner()
    assert not others_keep_power(network.world, oldest)
    assert others_keep_power(network.world, youngest)


@pytest.fixture(scope="module")
def genesis():
    """A network that only gives its genesis state."""
    return Cast(0, "tiny", "ideal")


MINERS = st.dictionaries(
    st.integers(200, 204), st.tuples(st.integers(0, 1), st.booleans(), st.integers(-1, 1)), max_size=4
)


@given(MINERS, st.integers(200, 204))
@example({200: (1, False, 1)}, 201)
@example({200: (1, False, 0)}, 201)
@example({200: (1, True, -1)}, 201)
@example({200: (0, True, 1)}, 201)
@example({201: (1, True, 1)}, 201)
def test_a_miner_may_go_exactly_if_an_older_one_keeps_power_over_the_end_of_this_epoch(genesis, miners, leaving):
    # Given miners with power or none, proved or not, whose periods end before, with or after this epoch
    world = fork(genesis.client.chain.world)
    [number] = world.power.claims.keys_in_order()
    claim, record = world.power.claims[number], world.miner.miners[number]
    del world.power.claims[number]
    for miner, (power, proved, later) in miners.items():
        world.power.claims[ActorID(miner)] = claim.but(active_power=Bytes(power))
        ends = Epoch(world.epoch + later)
        world.miner.miners[ActorID(miner)] = record.but(proved=proved, proving_period_end=ends)
    # When, then
    keeping = [
        miner
        for miner, (power, proved, later) in miners.items()
        if miner < leaving and power and (proved or later == 1)
    ]
    assert others_keep_power(world, ActorID(leaving)) is bool(keeping)


def test_a_sector_is_done_exactly_if_it_had_deals_and_none_is_live(network, monkeypatch):
    # Given sectors of the youngest miner: empty, with a live deal, with none, with pieces the node does not know
    network.register_miner()
    network.join_market()
    network.store(CONTENT)
    [miner], scheduler, indexer = network.provider.mining.miners, network.provider.scheduler, network.provider.indexer
    world = fork(network.world)
    known = indexer.pieces[SectorNumber(0)]
    for number, pieces, live in ((0, known, 1), (1, known, 0), (2, [], 0), (3, None, 0), (4, known, 2), (5, known, 0)):
        world.miner.sectors[miner, SectorNumber(number)] = world.miner.sectors[miner, SectorNumber(0)]
        world.market.live_deals[miner, SectorNumber(number)] = live
        if pieces is not None:
            monkeypatch.setitem(indexer.pieces, SectorNumber(number), pieces)
    monkeypatch.setattr(network.provider.chain, "world_in", lambda _epoch: world)
    # When, then
    assert scheduler.done_set(miner, world.epoch) == (1, 5)


def test_nobody_counts_on_a_miner_that_loses_its_power_at_the_end_of_this_epoch(network):
    # Given a world in which the older miner has not proved
    youngest, [oldest] = network.register_miner(), network.genesis_miner.mining.miners
    end = network.world.miner.miners[oldest].proving_period_end
    without_proof = network.client.chain.world_in(Epoch(end + network.cast.parameters.proving_period))
    assert not without_proof.miner.miners[oldest].proved
    # When, then
    assert without_proof.epoch == without_proof.miner.miners[oldest].proving_period_end
    assert not others_keep_power(without_proof, youngest)
