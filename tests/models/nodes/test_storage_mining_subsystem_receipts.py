"""Which receipts a miner waits for, and which deals it closes."""

import pytest

from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.storage_market.state import DealState
from filspec.actors.units import ActorID, Epoch, SectorNumber, TokenAmount
from filspec.kit.runner import Receipt

CONTENT = b"piece" * 30


@pytest.fixture
def stocked(network):
    """The provider has a miner, and all have funds with the market."""
    network.register_miner()
    network.join_market()
    return network


def closed_deals(network):
    """The deals that the provider has asked to close, as no block has included it yet."""
    waiting = network.provider.pool.get_most_profitable_messages(network.provider.mining.miners[0])
    sent = [message.envelope for message in waiting]
    return [envelope.arguments for envelope in sent if envelope.method == close_expired_storage_deal.__name__]


def test_proofs_are_awaited_until_the_last_of_them_has_its_receipt(stocked, monkeypatch):
    # Given a miner that sends three proofs before a block comes
    stocked.store(CONTENT)
    [miner], mining, epoch = stocked.provider.mining.miners, stocked.provider.mining, stocked.world.epoch
    stocked.play_until(lambda: not mining.awaits_post_receipt(miner))
    listeners = []
    monkeypatch.setattr(stocked.provider.wallet, "send", lambda *sent, on_receipt: listeners.append(on_receipt))
    challenge = stocked.provider.consensus.get_post_challenge(stocked.provider.chain.head, Epoch(epoch - 1), miner)
    for _ in range(3):
        mining.answer_challenge(miner, stocked.world.epoch, Epoch(epoch - 1), challenge)
    # When their receipts come one by one
    awaited = [mining.awaits_post_receipt(miner)]
    for on_receipt in listeners:
        on_receipt(Receipt(accepted=True, reason=None, answer=None))
        awaited.append(mining.awaits_post_receipt(miner))
    # Then
    assert awaited == [True, True, True, False]
    assert not mining.awaits_post_receipt(ActorID(4_000))


@pytest.mark.parametrize("state", DealState)
def test_a_deal_is_closed_exactly_if_it_has_ended_and_is_still_open_on_chain(stocked, state):
    # Given a deal of the sector that ends now, one that ends later, and one that nobody published
    now = stocked.world.epoch
    ends = [now + 30, now + 31, now + 30]
    deals = [stocked.agree(CONTENT, deal_expiry=Epoch(end), storage_price=TokenAmount(500)) for end in ends[:2]]
    deals.append(stocked.agree(b"unpublished", deal_expiry=Epoch(ends[2])))
    for deal in deals[:2]:
        stocked.provider.market.publish(deal)
    stocked.play_until(lambda: all(stocked.state_of(deal) is DealState.PUBLISHED for deal in deals[:2]))
    mining, world = stocked.provider.mining, stocked.world
    stocked.provider.market.stage_unpublished(deals[2])
    ids = [mining.deal_id(deal) for deal in deals]
    for deal_id in ids[:2]:
        world.market.deals[deal_id] = world.market.deals[deal_id].but(state=state)
    # When the epoch after its last one runs
    world.epoch = Epoch(now + 31)
    mining.handle_expired_deals((SectorNumber(0),))
    # Then it is closed, once, unless the chain has closed it
    open_states = {DealState.PUBLISHED, DealState.COMMITTED, DealState.ACTIVE, DealState.FAILING}
    assert closed_deals(stocked) == ([(ids[0],)] if state in open_states else [])
