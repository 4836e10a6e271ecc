"""Signed messages: what accounts send to the chain, and how it travels.

On the wire a method's arguments are one byte string, their own canonical bytes, as in Lotus; what they mean is known
from the method's declaration, so whoever does not know a method can still carry its messages. The identity of a message
is the CID of the message without its signature, and these bytes are what the sender signs: a message has one identity,
however it is signed.

Source: proofs-facts sections 3 and 13; Lotus chain/types/message.go.
"""

from __future__ import annotations

from functools import cache, lru_cache
from types import GenericAlias
from typing import cast

from filspec.actors.interpreter import Envelope
from filspec.actors.methods import METHODS
from filspec.actors.units import ActorID, Nonce, PublicKey, Signature, TokenAmount
from filspec.chain.carried_proofs import carried_proofs
from filspec.chain.conversions import proof_bytes
from filspec.chain.encoding import MalformedError, content_id, decode, encode
from filspec.chain.keys import KeyPair, verify
from filspec.chain.once_per_object import once_per_object
from filspec.kit.annotations import annotations_of
from filspec.kit.records import Record
from filspec.kit.transitions import transition_of

REMEMBERED_MESSAGES = 1 << 11


class SignedMessage(Record):
    """A message with its sender's signature."""

    envelope: Envelope
    signature: Signature

    @property
    def identity(self) -> bytes:
        """CID of the message without its signature, as bytes."""
        return _identity(self.envelope)


class WireEnvelope(Record):
    """An ``Envelope`` as it is hashed and signed: its arguments are their canonical bytes."""

    sender: ActorID
    nonce: Nonce
    value: TokenAmount
    fee: TokenAmount
    method: str
    arguments: bytes


class WireMessage(Record):
    """A ``SignedMessage`` as it is sent."""

    envelope: WireEnvelope
    signature: Signature


def sign_message(key: KeyPair, envelope: Envelope) -> SignedMessage:
    """Sign a message with its sender's key."""
    return SignedMessage(envelope=envelope, signature=key.sign(_identity(envelope)))


def is_signed(message: SignedMessage, public: PublicKey) -> bool:
    """Whether the owner of the key signed the message."""
    return verify(public, message.identity, message.signature)


@once_per_object(REMEMBERED_MESSAGES)
def encode_message(message: SignedMessage) -> bytes:
    """The canonical bytes of a message."""
    return encode(WireMessage(envelope=_wire(message.envelope), signature=message.signature))


@lru_cache(maxsize=REMEMBERED_MESSAGES)
def decode_message(encoded: bytes) -> SignedMessage:
    """Read a message.

    Raises:
        MalformedError: the bytes are no message of a known method with arguments of the declared types, or a proof in
            them is none.
    """
    wire = decode(WireMessage, encoded)
    sent = wire.envelope
    envelope = Envelope(
        sender=sent.sender,
        nonce=sent.nonce,
        value=sent.value,
        fee=sent.fee,
        method=sent.method,
        arguments=decode(_argument_types(sent.method), sent.arguments, sent.method),
    )
    for proof in carried_proofs(envelope):
        proof_bytes(proof)
    return SignedMessage(envelope=envelope, signature=wire.signature)


@once_per_object(REMEMBERED_MESSAGES)
def is_well_formed(message: SignedMessage) -> bool:
    """Whether a message made in this process is one that others can read."""
    try:
        return decode_message(encode_message(message)) == message
    except MalformedError:
        return False


@once_per_object(REMEMBERED_MESSAGES)
def _identity(envelope: Envelope) -> bytes:
    return content_id(_wire(envelope))


def _wire(envelope: Envelope) -> WireEnvelope:
    return WireEnvelope(
        sender=envelope.sender,
        nonce=envelope.nonce,
        value=envelope.value,
        fee=envelope.fee,
        method=envelope.method,
        arguments=encode(envelope.arguments),
    )


@cache
def _argument_types(method: str) -> type[tuple[object, ...]]:
    """The types of a method's arguments behind caller and value, as one tuple type."""
    if method not in METHODS:
        raise MalformedError(f"no actor has a method named {method[:40]!r}")
    transition = transition_of(METHODS[method])
    hints = annotations_of(transition.function)
    kinds = tuple(hints[name] for name in transition.parameters if name not in ("caller", "value"))
    return cast("type[tuple[object, ...]]", GenericAlias(tuple, kinds))
