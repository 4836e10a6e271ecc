"""The pool: what waits, what is refused and why, and what a block gets."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.interpreter import Envelope
from filspec.actors.ledger.transfers import send
from filspec.actors.reasons import Reason
from filspec.actors.units import ActorID, Nonce
from filspec.chain.block_syntax import MAX_MESSAGES
from filspec.chain.message_sequence import MessageSequence
from filspec.chain.messages import encode_message, sign_message
from filspec.nodes import message_pool
from filspec.nodes.libp2p import MESSAGES, libp2p
from filspec.nodes.message_pool import MessagePool
from filspec.scenarios.cast import CLIENT, OWNER_A, WORKER_A, Cast

MINER = ActorID(107)
NO_MESSAGES = [
    (b"\x00", "WireMessage should be list, not 0"),
    (b"", "not canonical: 1 bytes are announced at offset 0, 0 are left"),
    (b"\xff", "not canonical: the item at offset 0 has an indefinite or reserved length; use a definite one"),
]
SENDERS = (CLIENT, OWNER_A, WORKER_A)
OFFERS = st.lists(
    st.fixed_dictionaries(
        {
            "sender": st.sampled_from(SENDERS),
            "nonce": st.integers(0, 3),
            "quarters": st.integers(0, 4),
            "fee": st.integers(0, 3),
        }
    ),
    max_size=8,
)


@pytest.fixture
def pool(network):
    """A pool of its own, whose node is alone on its gossip network."""
    return MessagePool("alone", libp2p(), network.client.chain)


@pytest.fixture(scope="module")
def genesis():
    """A network that only gives its genesis state."""
    return Cast(0, "tiny", "ideal")


def offered(cast, offers):
    """A pool that was offered transfers, and what it holds: the last accepted of each sender and nonce.

    A transfer moves so many quarters of its sender's balance, so that a sender cannot pay for all that wait.
    """
    pool, waiting = MessagePool("alone", libp2p(), cast.client.chain), {}
    keys = cast.client.wallet.keys | cast.provider_a.wallet.keys
    for offer in offers:
        sender, nonce, fee = offer["sender"], offer["nonce"], offer["fee"]
        balance = cast.client.chain.world.ledger.accounts[sender].balance
        value = balance * offer["quarters"] // 4
        envelope = Envelope(
            sender=sender, nonce=nonce, value=value, fee=fee, method=send.__name__, arguments=(OWNER_A,)
        )
        message = sign_message(keys[sender], envelope)
        reason = pool.add_new_message(message)
        assert reason is (None if value + fee <= balance else Reason.INSUFFICIENT_FUNDS)
        if reason is None:
            waiting[sender, nonce] = message
    return pool, waiting


@given(OFFERS)
def test_a_block_gets_what_every_validator_accepts(genesis, offers):
    pool, waiting = offered(genesis, offers)
    chosen = pool.get_most_profitable_messages(MINER)
    sequence = MessageSequence(genesis.client.chain.world)
    assert [sequence.take(message) for message in chosen] == [None] * len(chosen)
    assert set(chosen) <= set(waiting.values())


@given(OFFERS)
def test_nothing_executable_is_left_behind(genesis, offers):
    # Given, when
    pool, waiting = offered(genesis, offers)
    chosen = pool.get_most_profitable_messages(MINER)
    # Then each sender's next message is absent, or more than it has left
    for sender in SENDERS:
        taken = [message.envelope for message in chosen if message.envelope.sender == sender]
        assert [envelope.nonce for envelope in taken] == list(range(len(taken)))
        left = genesis.client.chain.world.ledger.accounts[sender].balance
        left -= sum(envelope.value + envelope.fee for envelope in taken)
        following = waiting.get((sender, len(taken)))
        assert following is None or following.envelope.value + following.envelope.fee > left


@given(OFFERS)
def test_the_best_fee_goes_first_as_far_as_nonces_allow_and_among_equals_the_older_account(genesis, offers):
    pool, _ = offered(genesis, offers)
    chosen = [message.envelope for message in pool.get_most_profitable_messages(MINER)]
    for place, envelope in enumerate(chosen):
        behind = chosen[place:]
        ready = [next((later for later in behind if later.sender == sender), envelope) for sender in SENDERS]
        assert envelope == min(ready, key=lambda later: (-later.fee, later.sender))


@given(OFFERS)
def test_the_next_nonce_is_the_first_one_free(genesis, offers):
    pool, waiting = offered(genesis, offers)
    for sender in SENDERS:
        assert pool.next_nonce(sender) == next(nonce for nonce in count() if (sender, nonce) not in waiting)


def refusals(network, resigned):
    """What a pool must refuse, with its reason; the client has used one nonce."""
    balance = network.world.ledger.accounts[CLIENT].balance
    honest = network.message(CLIENT, 1, send, OWNER_A)
    return [
        (network.message(CLIENT, 0, send, OWNER_A), Reason.UNEXPECTED_NONCE),
        (network.message(CLIENT, 1, send, OWNER_A, value=-1), Reason.NEGATIVE_AMOUNT),
        (network.message(CLIENT, 1, send, OWNER_A, fee=-1), Reason.NEGATIVE_AMOUNT),
        (network.message(CLIENT, 1, send, OWNER_A, value=balance), Reason.INSUFFICIENT_FUNDS),
        (resigned(honest, value=5), Reason.INVALID_MESSAGE_SIGNATURE),
        (resigned(honest, sender=ActorID(4), nonce=Nonce(0), fee=0), Reason.INVALID_MESSAGE_SIGNATURE),
        (resigned(honest, sender=ActorID(4_000), nonce=Nonce(0)), Reason.INSUFFICIENT_FUNDS),
    ]


def test_each_refusal_has_its_reason(network, resigned):
    # Given a client that has used its first nonce
    network.client.wallet.send(CLIENT, send, OWNER_A)
    network.play_until(lambda: network.world.ledger.accounts[CLIENT].nonce == 1)
    pool = MessagePool("alone", libp2p(), network.client.chain)
    expected = refusals(network, resigned)
    # When, then
    assert [pool.add_new_message(message) for message, _ in expected] == [reason for _, reason in expected]
    assert pool.refused == [reason for _, reason in expected]
    assert pool.get_most_profitable_messages(MINER) == ()


def test_a_refused_message_is_not_sent_to_others(network):
    network.client.pool.add_new_message(network.message(CLIENT, 0, send, OWNER_A, value=-1))
    assert network.cast.network.gossip.deliver() == 0


def test_a_message_reaches_the_pools_of_all_nodes(network):
    message = network.message(CLIENT, 0, send, OWNER_A)
    assert network.client.pool.add_new_message(message) is None
    network.cast.network.gossip.deliver()
    for node in network.cast.nodes:
        assert node.pool.get_most_profitable_messages(MINER) == (message,)


@pytest.mark.parametrize(("content", "why"), NO_MESSAGES)
def test_gossip_that_is_no_message_is_dropped_with_a_reason(network, content, why):
    network.cast.network.gossip.publish(MESSAGES, "stranger", content)
    network.cast.network.gossip.deliver()
    for node in network.cast.nodes:
        assert node.pool.refused == [why]
        assert node.pool.get_most_profitable_messages(MINER) == ()


def test_gossip_that_is_refused_is_kept_with_its_reason(network, resigned):
    forged = resigned(network.message(CLIENT, 0, send, OWNER_A), value=5)
    network.cast.network.gossip.publish(MESSAGES, "stranger", encode_message(forged))
    network.cast.network.gossip.deliver()
    assert network.client.pool.refused == [Reason.INVALID_MESSAGE_SIGNATURE]


def test_a_gap_in_the_nonces_holds_back_what_is_behind_it(network, pool):
    # Given messages 0 and 2
    early, late = network.message(CLIENT, 0, send, OWNER_A), network.message(CLIENT, 2, send, OWNER_A, fee=9)
    pool.add_new_message(late)
    pool.add_new_message(early)
    assert pool.get_most_profitable_messages(MINER) == (early,)
    # When 1 comes, then all three go
    middle = network.message(CLIENT, 1, send, OWNER_A)
    pool.add_new_message(middle)
    assert pool.get_most_profitable_messages(MINER) == (early, middle, late)


def test_a_block_never_gets_more_messages_than_it_may_carry(network, pool, monkeypatch):
    # Given blocks of two messages
    assert message_pool.MAX_MESSAGES == MAX_MESSAGES
    monkeypatch.setattr(message_pool, "MAX_MESSAGES", 2)
    # When three wait
    messages = [network.message(CLIENT, nonce, send, OWNER_A) for nonce in range(3)]
    for message in messages:
        pool.add_new_message(message)
    # Then the first two go
    assert pool.get_most_profitable_messages(MINER) == tuple(messages[:2])


@pytest.mark.parametrize("included", [0, 1, 2])
def test_what_the_chain_has_included_is_forgotten_and_nothing_else(network, pool, included):
    # Given messages of a sender in a pool, and a chain that has included some of them
    messages = {nonce: network.message(CLIENT, nonce, send, OWNER_A) for nonce in (0, 1, 2, 5)}
    for message in messages.values():
        assert pool.add_new_message(message) is None
    for nonce in range(included):
        network.client.pool.add_new_message(messages[nonce])
    network.cast.network.gossip.deliver()
    network.play_until(lambda: network.world.ledger.accounts[CLIENT].nonce == included)
    # When
    pool.forget_included()
    # Then
    assert pool._waiting == {CLIENT: {nonce: message for nonce, message in messages.items() if nonce >= included}}


def test_what_the_chain_has_included_is_forgotten(network):
    network.client.wallet.send(CLIENT, send, OWNER_A)
    network.play_until(lambda: network.world.ledger.accounts[CLIENT].nonce == 1)
    for node in network.cast.nodes:
        assert node.pool.get_most_profitable_messages(MINER) == ()
        assert node.pool.next_nonce(CLIENT) == 1
