from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.address import bls_address, id_address, secp256k1_address
from filspec.crypto.canonical import decode, decode_big_int
from filspec.crypto.chain_objects import (
    BeaconEntry,
    BlockHeader,
    ElectionProof,
    Message,
    PostProof,
    Signature,
    SignatureType,
    SignedMessage,
    tipset_key_bytes,
    tipset_key_cid,
)
from filspec.crypto.cid import cid_of_block

unsigned = st.integers(0, 2**64 - 1)
amounts = st.integers(0, 2**100)
addresses = st.integers(0, 2**63 - 1).map(id_address) | st.binary(min_size=48, max_size=48).map(bls_address)
messages = st.builds(
    Message, addresses, addresses, unsigned, amounts, unsigned, amounts, amounts, unsigned, st.binary(max_size=40)
)
CID = cid_of_block(b"")
HEADER = BlockHeader(
    miner=id_address(1000),
    ticket=b"ticket",
    election_proof=ElectionProof(1, b"proof"),
    beacon_entries=(BeaconEntry(7, b"entry"),),
    winning_post=(PostProof(0, b"post"),),
    parents=(CID,),
    parent_weight=3840,
    height=1,
    parent_state_root=CID,
    parent_message_receipts=CID,
    messages=CID,
    bls_aggregate=Signature(SignatureType.BLS, b"aggregate"),
    timestamp=1596740665,
    block_signature=Signature(SignatureType.BLS, b"signature"),
    fork_signaling=0,
    parent_base_fee=87500000,
)


@given(messages)
def test_a_message_encodes_its_fields_in_order(message):
    fields = decode(bytes(message))

    assert fields[0] == 0
    assert fields[1:4] == [bytes(message.to), bytes(message.sender), message.nonce]
    assert [decode_big_int(fields[at]) for at in (4, 6, 7)] == [
        message.value,
        message.gas_fee_cap,
        message.gas_premium,
    ]
    assert [fields[at] for at in (5, 8, 9)] == [message.gas_limit, message.method, message.params]


@given(messages, messages)
def test_different_messages_have_different_cids(message, other):
    assert (message.cid() == other.cid()) == (message == other)


@given(messages, st.binary(min_size=1, max_size=96))
def test_only_a_secp256k1_signature_enters_the_cid(message, signature):
    by_bls = SignedMessage(message, Signature(SignatureType.BLS, signature))
    by_secp256k1 = SignedMessage(message, Signature(SignatureType.SECP256K1, signature))

    assert by_bls.cid() == message.cid()
    assert by_secp256k1.cid() == cid_of_block(bytes(by_secp256k1)) != message.cid()
    assert decode(bytes(by_secp256k1)) == [message.fields(), b"\x01" + signature]


def test_a_header_is_signed_with_its_signature_absent():
    unsigned_header = replace(HEADER, block_signature=None)

    assert HEADER.signing_bytes() == unsigned_header.signing_bytes() == bytes(unsigned_header)
    assert HEADER.cid() != unsigned_header.cid()
    assert decode(HEADER.signing_bytes())[13] is None


def test_absent_parts_of_a_header_are_null():
    genesis = replace(HEADER, ticket=None, election_proof=None, bls_aggregate=None, block_signature=None)

    fields = decode(bytes(genesis))

    assert len(fields) == 16
    assert [at for at, field in enumerate(fields) if field is None] == [1, 2, 11, 13]


@pytest.mark.parametrize("field", ["ticket", "parents", "parent_weight", "height", "timestamp", "parent_base_fee"])
def test_each_field_enters_the_cid(field):
    others = {"ticket": b"other", "parents": ()}
    other = replace(HEADER, **{field: others.get(field, 2)})

    assert other.cid() != HEADER.cid()


def test_an_empty_signature_is_its_type_byte():
    # Lotus chain/types/blockheader_test.go (interoperability).
    assert bytes(Signature(SignatureType.EMPTY, b"")) == b"\x00"


def test_published_message_cid():
    # Lotus chain/types/message_test.go.
    message = Message(id_address(4), id_address(0), 34, 0, 123, 234, 234, 6, b"hai")

    assert str(message.cid()) == "bafy2bzaced5rdpz57e64sc7mdwjn3blicglhpialnrph2dlbufhf6iha63dmc"


def test_published_tipset_keys():
    # Lotus chain/types/tipset_key_test.go.
    three = [cid_of_block(preimage) for preimage in (b"a", b"b", b"c")]

    assert str(tipset_key_cid([])) == "bafy2bzacea456askyutsf7uk4ta2q5aojrlcji4mhaqokbfalgvoq4ueeh4l2"
    assert str(tipset_key_cid(three)) == "bafy2bzacecbnwngwfvxuciumcfudiaoqozisp3hus5im5lg4urrwlxbueissu"
    assert tipset_key_bytes(three) == b"".join(map(bytes, three))


def test_a_secp256k1_miner_is_written_by_its_address():
    assert decode(bytes(replace(HEADER, miner=secp256k1_address(b"address0"))))[0][0] == 1
