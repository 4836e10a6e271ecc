"""Filecoin addresses: who a message is from and whom it is for, as bytes on chain and as text for people.

Bytes are `protocol | payload`. Text is a network letter, the protocol digit, and then for an ID address the decimal
actor id, for a delegated address `namespace f base32(subaddress | checksum)`, otherwise `base32(payload | checksum)`.
The checksum is four bytes of BLAKE2b over protocol and payload. The network letter is not part of the address: the
same actor is `f01000` on mainnet and `t01000` on a test network, with equal bytes.

Parsing is strict: each address has one byte form and one text for each network, and whatever else is refused with
one of the reasons below, which carry the wording of go-address so that implementers can compare.

Source: proofs-facts section 16; filecoin-project/go-address; FIP-0048 (delegated addresses).
"""

from dataclasses import dataclass
from enum import Enum, IntEnum

from filspec.crypto.base32 import Base32Error, StrayBitsError, decode_base32, encode_base32
from filspec.crypto.blake2b import blake2b_32, blake2b_160
from filspec.crypto.varint import MAX_VARINT, VarintError, decode_varint, encode_varint

HASH_PAYLOAD_BYTES = 20
BLS_PUBLIC_KEY_BYTES = 48
MAX_SUBADDRESS_BYTES = 54
CHECKSUM_BYTES = 4
MAX_ID_DIGITS = len(str(MAX_VARINT))
MAX_TEXT_LETTERS = 2 + MAX_ID_DIGITS + 1 + -(-8 * (MAX_SUBADDRESS_BYTES + CHECKSUM_BYTES) // 5)
MIN_TEXT_LETTERS = 3


class Network(Enum):
    """The letter an address text begins with."""

    MAINNET = "f"
    TESTNET = "t"


class Protocol(IntEnum):
    """What the payload of an address is."""

    ID = 0
    """Unsigned LEB128 of the actor id."""
    SECP256K1 = 1
    """20-byte BLAKE2b of a 65-byte secp256k1 public key."""
    ACTOR = 2
    """20-byte BLAKE2b of actor creation data."""
    BLS = 3
    """A 48-byte BLS public key."""
    DELEGATED = 4
    """Unsigned LEB128 of the namespace actor id, then up to 54 bytes that this actor gives a meaning to."""


class AddressRefusal(Enum):
    """Why bytes or text are not an address, in the words of go-address."""

    UNKNOWN_NETWORK = "unknown network"
    UNKNOWN_PROTOCOL = "unknown protocol"
    INVALID_PAYLOAD = "invalid payload"
    INVALID_LENGTH = "invalid length"
    INVALID_CHECKSUM = "invalid checksum"
    BAD_BASE32 = "bad base32"
    INVALID_ENCODING = "invalid encoding"


class AddressError(ValueError):
    """Bytes or text that are not a Filecoin address.

    Attributes:
        refusal: the reason, comparable between implementations.
    """

    def __init__(self, refusal: AddressRefusal, explanation: str) -> None:
        super().__init__(f"{refusal.value}: {explanation}")
        self.refusal = refusal


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """One address; equal addresses have equal bytes.

    Attributes:
        protocol: what the payload is.
        payload: the bytes after the protocol byte.
    """

    protocol: Protocol
    payload: bytes

    def __post_init__(self) -> None:
        """Refuse a payload its protocol does not allow."""
        _check_payload(self.protocol, self.payload)

    def __bytes__(self) -> bytes:
        """Return the form used on chain: protocol byte and payload."""
        return bytes([self.protocol]) + self.payload

    def __str__(self) -> str:
        """Return the mainnet text."""
        return self.text(Network.MAINNET)

    def text(self, network: Network) -> str:
        """Return the text of this address on a network."""
        prefix = f"{network.value}{self.protocol.value}"
        if self.protocol is Protocol.ID:
            return f"{prefix}{self.actor_id()}"
        checksum = blake2b_32(bytes(self))
        if self.protocol is Protocol.DELEGATED:
            namespace, start = decode_varint(self.payload)
            return f"{prefix}{namespace}f{encode_base32(self.payload[start:] + checksum)}"
        return prefix + encode_base32(self.payload + checksum)

    def actor_id(self) -> int:
        """Return the actor id of an ID address.

        Raises:
            AddressError: if this is not an ID address; resolve it through the init actor first.
        """
        if self.protocol is not Protocol.ID:
            raise AddressError(AddressRefusal.UNKNOWN_PROTOCOL, f"{self} is not an ID address; resolve it first")
        return decode_varint(self.payload)[0]


def id_address(actor_id: int) -> Address:
    """Return the address of an actor by its id (0 to 2^63 - 1)."""
    if not 0 <= actor_id <= MAX_VARINT:
        raise AddressError(AddressRefusal.INVALID_PAYLOAD, f"actor id {actor_id} is outside 0..2^63-1")
    return Address(Protocol.ID, encode_varint(actor_id))


def secp256k1_address(public_key: bytes) -> Address:
    """Return the address of a 65-byte uncompressed secp256k1 public key."""
    return Address(Protocol.SECP256K1, blake2b_160(public_key))


def actor_address(creation_data: bytes) -> Address:
    """Return the reorganisation-safe address of an actor from the data hashed at its creation."""
    return Address(Protocol.ACTOR, blake2b_160(creation_data))


def bls_address(public_key: bytes) -> Address:
    """Return the address of a 48-byte BLS public key."""
    return Address(Protocol.BLS, public_key)


def delegated_address(namespace: int, subaddress: bytes) -> Address:
    """Return an address whose meaning the actor with id `namespace` gives (10 is the Ethereum manager)."""
    return Address(Protocol.DELEGATED, bytes(id_address(namespace))[1:] + subaddress)


def address_from_bytes(encoded: bytes) -> Address:
    """Read the on-chain form.

    Raises:
        AddressError: unknown protocol, or a payload that protocol does not allow.
    """
    if len(encoded) < 2:
        raise AddressError(AddressRefusal.INVALID_LENGTH, f"{len(encoded)} bytes hold no protocol and payload")
    return Address(_protocol(str(encoded[0])), encoded[1:])


def address_from_text(text: str) -> Address:
    """Read the text form of either network.

    Raises:
        AddressError: with the first reason found, in the order length, network, protocol, letters, payload, checksum.
    """
    if not MIN_TEXT_LETTERS <= len(text) <= MAX_TEXT_LETTERS:
        raise AddressError(
            AddressRefusal.INVALID_LENGTH,
            f"{len(text)} letters, an address text has {MIN_TEXT_LETTERS} to {MAX_TEXT_LETTERS}",
        )
    if text[0] not in {network.value for network in Network}:
        raise AddressError(AddressRefusal.UNKNOWN_NETWORK, f"{text[0]!r} is neither f (mainnet) nor t (test network)")
    protocol, body = _protocol(text[1]), text[2:]
    if protocol is Protocol.ID:
        return id_address(_decimal(body))
    if protocol is Protocol.DELEGATED:
        namespace, separator, body = body.partition("f")
        if not separator:
            raise AddressError(AddressRefusal.INVALID_PAYLOAD, "a delegated address reads f4<namespace>f<base32>")
        return _checked(protocol, encode_varint(_decimal(namespace)), body)
    return _checked(protocol, b"", body)


def _protocol(digit: str) -> Protocol:
    """Return the protocol a digit names."""
    known = {str(protocol.value): protocol for protocol in Protocol}
    if digit not in known:
        raise AddressError(AddressRefusal.UNKNOWN_PROTOCOL, f"{digit!r} is not one of {', '.join(known)}")
    return known[digit]


def _decimal(digits: str) -> int:
    """Return an actor id written in decimal without leading zeros (decision 33)."""
    if len(digits) > MAX_ID_DIGITS:
        raise AddressError(AddressRefusal.INVALID_LENGTH, f"an actor id has at most {MAX_ID_DIGITS} digits")
    if not (digits.isascii() and digits.isdigit()) or (digits[0] == "0" and digits != "0"):
        raise AddressError(AddressRefusal.INVALID_PAYLOAD, f"{digits!r} is not a decimal actor id")
    if int(digits) > MAX_VARINT:
        raise AddressError(AddressRefusal.INVALID_PAYLOAD, f"actor id {digits} is above 2^63-1")
    return int(digits)


def _checked(protocol: Protocol, payload_start: bytes, body: str) -> Address:
    """Return the address whose base32 body ends in the checksum of all that precedes it."""
    try:
        decoded = decode_base32(body)
    except StrayBitsError as problem:
        raise AddressError(AddressRefusal.INVALID_ENCODING, str(problem)) from problem
    except Base32Error as problem:
        raise AddressError(AddressRefusal.BAD_BASE32, str(problem)) from problem
    if len(decoded) < CHECKSUM_BYTES:
        raise AddressError(AddressRefusal.INVALID_LENGTH, f"{len(decoded)} bytes cannot hold a checksum")
    address = Address(protocol, payload_start + decoded[:-CHECKSUM_BYTES])
    given, computed = decoded[-CHECKSUM_BYTES:], blake2b_32(bytes(address))
    if given != computed:
        raise AddressError(AddressRefusal.INVALID_CHECKSUM, f"{given.hex()} given, {computed.hex()} computed")
    return address


def _check_payload(protocol: Protocol, payload: bytes) -> None:
    """Refuse a payload that its protocol does not allow."""
    if protocol in (Protocol.ID, Protocol.DELEGATED):
        _check_numbered_payload(protocol, payload)
        return
    length = BLS_PUBLIC_KEY_BYTES if protocol is Protocol.BLS else HASH_PAYLOAD_BYTES
    if len(payload) != length:
        raise AddressError(
            AddressRefusal.INVALID_LENGTH, f"{protocol.name} payloads have {length} bytes, not {len(payload)}"
        )


def _check_numbered_payload(protocol: Protocol, payload: bytes) -> None:
    """Refuse an ID or delegated payload without a shortest varint, or with too many bytes after it."""
    try:
        _, end = decode_varint(payload)
    except VarintError as problem:
        raise AddressError(AddressRefusal.INVALID_PAYLOAD, str(problem)) from problem
    if protocol is Protocol.ID and end != len(payload):
        raise AddressError(AddressRefusal.INVALID_PAYLOAD, f"{len(payload) - end} bytes follow the actor id")
    if len(payload) - end > MAX_SUBADDRESS_BYTES:
        raise AddressError(
            AddressRefusal.INVALID_LENGTH, f"{len(payload) - end} bytes of subaddress, at most {MAX_SUBADDRESS_BYTES}"
        )
