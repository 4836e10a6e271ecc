import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.actors.ledger.transfers import send
from filspec.actors.units import ActorID
from filspec.chain.message_sequence import MessageSequence
from filspec.chain.reasons import BlockReason


@pytest.fixture
def transfer(chain, accounts):
    """Makes the client's transfer of a value (and a fee of 1) with a nonce."""
    owner, *_, client = accounts

    def make(nonce, value=1):
        return chain.message(client, nonce, send, owner, value=value)

    return make


def test_messages_follow_one_another(chain, transfer):
    # Given a balance of 1,000, then nonces 0, 1, 2 go through as long as values and fees are covered.
    sequence = MessageSequence(chain.world)
    assert sequence.take(transfer(0, 499)) is None
    assert sequence.take(transfer(1, 400)) is None
    assert sequence.take(transfer(2, 99)) is BlockReason.UNAFFORDABLE_MESSAGE
    assert sequence.take(transfer(2, 98)) is None
    assert sequence.take(transfer(3, 0)) is BlockReason.UNAFFORDABLE_MESSAGE


def test_a_refused_message_leaves_no_trace(chain, transfer):
    sequence = MessageSequence(chain.world)
    for refused in (transfer(1), transfer(0, 1_000)):
        assert sequence.take(refused) is not None
    assert sequence.take(transfer(0, 999)) is None


def test_each_rule(chain, transfer, accounts):
    *_, client = accounts
    sequence = MessageSequence(chain.world)
    message = transfer(0)
    from_nobody = message.but(envelope=message.envelope.but(sender=ActorID(9_999)))
    from_a_miner = message.but(envelope=message.envelope.but(sender=chain.miner_a))
    assert sequence.take(from_nobody) is BlockReason.SENDER_IS_NOT_AN_ACCOUNT
    assert sequence.take(from_a_miner) is BlockReason.SENDER_IS_NOT_AN_ACCOUNT
    assert sequence.take(message.but(signature=1)) is BlockReason.INVALID_MESSAGE_SIGNATURE
    assert sequence.take(transfer(1)) is BlockReason.UNEXPECTED_NONCE
    assert sequence.take(transfer(0, -1)) is BlockReason.NEGATIVE_AMOUNT
    assert chain.world.ledger.accounts[client].nonce == 0


def test_what_is_taken_is_included(chain, transfer):
    # Given any values, then the messages a sequence takes all pass the interpreter's own checks, in their order.
    messages = {value: [transfer(nonce, value) for nonce in range(4)] for value in (0, 300, 600)}

    @given(st.lists(st.sampled_from(sorted(messages)), max_size=4))
    @settings(max_examples=20)
    def included(values):
        sequence = MessageSequence(chain.world)
        sent = [messages[value][nonce] for nonce, value in enumerate(values)]
        taken = [message for message in sent if sequence.take(message) is None]
        tipset = chain.extend(chain.propose(chain.genesis, 1, chain.miner_a, taken))
        receipts = chain.transition.result(tipset).receipts
        assert [receipt.accepted for _, receipt in receipts] == [True] * len(taken)

    included()
