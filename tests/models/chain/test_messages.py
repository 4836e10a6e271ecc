import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.interpreter import Envelope
from filspec.actors.ledger.transfers import send
from filspec.actors.methods import METHODS
from filspec.actors.oracles import OnChainSealVerifyInfo
from filspec.actors.payment_channel.state import Merge, Redemption, Voucher
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.storage_market.sector_deals import PublishedPiece
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.chain.encoding import MalformedError, content_id, decode, encode
from filspec.chain.keys import KeyPair
from filspec.chain.messages import (
    SignedMessage,
    WireMessage,
    decode_message,
    encode_message,
    is_signed,
    is_well_formed,
    sign_message,
)

KEY, OTHER = KeyPair.from_seed(b"sender"), KeyPair.from_seed(b"other")
SEAL = OnChainSealVerifyInfo(miner=1000, number=0, seed=1, seal_epoch=0, comm_d=2, comm_r=3, proof=0x1AA)
VOUCHER = Voucher(
    channel=7, time_lock=0, secret_preimage=0, extra=0, lane=0, nonce=0, amount=5, min_close_height=0,
    merges=(Merge(lane=1, nonce=2),), signature=1 << 700,
)  # fmt: skip


def envelope(method=send, arguments=(101,), **changes):
    given_fields = {"sender": 100, "nonce": 0, "value": 10**20, "fee": 1, "method": method.__name__}
    return Envelope(**{**given_fields, "arguments": arguments, **changes})


def unsigned(content):
    return SignedMessage(envelope=content, signature=0)


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        (send, (101,)),
        (submit_post, (1000, -1, 0x1CC, (0, 1))),
        (commit_sector, (SEAL, 99, (PublishedPiece(deal=0, offset=0, inclusion=1),), ())),
        (update_channel_state, (VOUCHER, Redemption(secret=0, condition_proof=0))),
    ],
)
def test_messages_travel(method, arguments):
    # Given a message of a method with records, tuples and large integers, then it arrives as it was sent.
    message = unsigned(envelope(method, arguments))
    assert decode_message(encode_message(message)) == message
    assert is_well_formed(message)


def test_every_method_can_be_read():
    # Given each method's name with arguments that fit none, then the arguments are refused and not the method.
    for name in METHODS:
        with pytest.raises(MalformedError, match=name):
            decode_message(encode_message(unsigned(envelope(method=METHODS[name], arguments=(b"",) * 9))))


@given(st.integers(), st.integers(), st.integers(), st.integers())
def test_the_identity_covers_the_message_and_not_the_signature(nonce, value, fee, signature):
    # Given any numbers, then the signature changes the bytes and not the identity, all else changes both.
    sent = envelope(nonce=nonce, value=value, fee=fee)
    assert SignedMessage(envelope=sent, signature=signature).identity == unsigned(sent).identity
    assert unsigned(sent.but(nonce=nonce + 1)).identity != unsigned(sent).identity
    wire = decode(WireMessage, encode_message(unsigned(sent)))
    assert content_id(wire.envelope) == unsigned(sent).identity


def test_only_the_sender_can_sign():
    message = sign_message(KEY, envelope())
    assert is_signed(message, KEY.public)
    assert not is_signed(message, OTHER.public)
    assert not is_signed(message.but(envelope=envelope(nonce=1)), KEY.public)


@given(st.binary(max_size=80))
def test_foreign_bytes_are_refused(raw):
    with pytest.raises(MalformedError):
        decode_message(raw)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (envelope(method=send, arguments=()), "send has 1 fields, 0 were given"),
        (envelope(method=send, arguments=(b"x",)), r"send\[0\]"),
        (envelope(method=send).but(method="mint"), "no actor has a method named 'mint'"),
        (envelope(method=send).but(method="is_account"), "no actor has a method named 'is_account'"),
        (envelope(method=submit_post, arguments=(1000, 3, 0, ())), "behind a byte of value 1"),
    ],
)
def test_a_message_nobody_can_run_is_malformed(content, sentence):
    # Given a message made in this process against its method's declaration, then others refuse it with the reason.
    message = unsigned(content)
    assert not is_well_formed(message)
    with pytest.raises(MalformedError, match=sentence):
        decode_message(encode_message(message))


def test_arguments_are_their_own_bytes():
    # Given a message on the wire, then who does not know its method still reads sender, nonce and fee.
    wire = decode(WireMessage, encode_message(unsigned(envelope())))
    assert (wire.envelope.sender, wire.envelope.arguments) == (100, encode((101,)))
