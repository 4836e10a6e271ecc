"""Messages of a node: signed, numbered, and answered with their receipts."""

import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import withdraw_balance
from filspec.actors.units import TokenAmount
from filspec.chain.messages import is_signed
from filspec.kit.trace import Recorder, recording
from filspec.nodes.wallet import FEE
from filspec.scenarios.cast import CLIENT, OWNER_A


def waiting(network):
    [miner] = network.genesis_miner.mining.miners
    return network.client.pool.get_most_profitable_messages(miner)


def test_messages_are_signed_by_their_sender_and_numbered_without_gaps(network):
    for amount in (1, 2, 3):
        network.client.wallet.send(CLIENT, send, OWNER_A, value=amount)
    envelopes = [message.envelope for message in waiting(network)]
    assert [(envelope.nonce, envelope.value, envelope.fee) for envelope in envelopes] == [
        (0, 1, FEE),
        (1, 2, FEE),
        (2, 3, FEE),
    ]
    key = network.client.wallet.keys[CLIENT]
    assert all(is_signed(message, key.public) for message in waiting(network))


def test_a_sender_hears_of_its_receipt_once_accepted_or_not(network):
    # Given a message that will be accepted and one that will be refused
    heard = []
    network.client.wallet.send(CLIENT, send, OWNER_A, value=1, on_receipt=heard.append)
    network.client.wallet.send(CLIENT, withdraw_balance, TokenAmount(1), on_receipt=heard.append)
    assert heard == []
    # When
    network.play_until(lambda: len(heard) == 2)
    network.play(3)
    # Then
    assert [(receipt.accepted, receipt.reason) for receipt in heard] == [(True, None), (False, Reason.NOT_REGISTERED)]


def test_nobody_hears_of_the_receipts_of_others(network):
    heard = []
    network.client.wallet.send(CLIENT, send, OWNER_A, value=1, on_receipt=heard.append)
    network.provider.wallet.send(OWNER_A, send, CLIENT, value=1)
    network.play_until(lambda: bool(heard))
    network.play(2)
    assert len(heard) == 1


def test_a_message_the_pool_refuses_is_a_mistake_of_its_sender_and_nothing_waits_for_it(network):
    # Given
    wallet, balance = network.client.wallet, network.world.ledger.accounts[CLIENT].balance
    expected = f"the pool refuses send of actor {CLIENT}: the balance is smaller than the amount"
    # When, then
    with pytest.raises(RuntimeError, match=expected):
        wallet.send(CLIENT, send, OWNER_A, value=balance, on_receipt=print)
    assert waiting(network) == ()
    assert wallet._awaited == {}


def test_what_a_receipt_leads_to_is_caused_by_what_led_to_the_message(network):
    # Given a recorded message of the client's market participant
    with recording(Recorder()) as recorder:
        network.client.market.join_market(100, 1, 0)
        network.play_until(lambda: CLIENT in network.world.market.escrow)
    # Then the call on chain comes from that participant and has its call as its cause
    called = next(event for event in recorder.events if event.label == "RegisterParticipant(TokenAmount)")
    asked = next(event for event in recorder.events if event.label == "join_market")
    assert called.sender == "StorageMarketParticipant1"
    assert asked in list(recorder.ancestors(called))
