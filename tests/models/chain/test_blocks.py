import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.ledger.transfers import send
from filspec.chain.blocks import Block, BlockHeader, decode_block, encode_block, messages_root, signing_bytes
from filspec.chain.encoding import MalformedError, content_id, decode
from filspec.chain.keys import verify
from filspec.crypto.cid import cid_from_bytes


@pytest.fixture
def block(chain, accounts):
    owner, *_, client = accounts
    messages = tuple(chain.message(client, nonce, send, owner, value=1) for nonce in range(2))
    return chain.win(chain.genesis, messages)


def test_blocks_travel(block):
    # Given a block with messages, then it arrives as it was sent, under the same identity.
    arrived = decode_block(encode_block(block))
    assert arrived == block
    assert arrived.cid == block.cid == block.header.cid == content_id(block.header)
    assert len(cid_from_bytes(block.cid).digest) == 32


def test_the_identity_covers_every_field(block):
    # Given another value in any field, then the block is another one.
    others = {
        "miner": 7,
        "tickets": (),
        "election_proof": b"",
        "parents": (),
        "parent_weight": 1,
        "epoch": 77,
        "state_root": b"",
        "receipts_root": b"",
        "messages_root": b"",
        "timestamp": 1,
        "signature": 0,
    }
    assert set(others) == set(BlockHeader.__struct_fields__)
    cids = {block.header.but(**{name: value}).cid for name, value in others.items()}
    assert len(cids) == len(others)
    assert block.cid not in cids


def test_the_worker_signs_all_but_the_signature(chain, block):
    header = block.header
    key = chain.key_of(header.miner).public
    assert signing_bytes(header) == signing_bytes(header.but(signature=5))
    assert verify(key, signing_bytes(header), header.signature)
    assert not verify(key, signing_bytes(header.but(epoch=header.epoch + 1)), header.signature)
    assert decode(BlockHeader, signing_bytes(header)) == header.but(signature=0)


def test_the_header_commits_to_the_messages(block):
    # Given other messages, or the same with another signature or in another order, then the root is another.
    first, second = block.messages
    roots = [messages_root(messages) for messages in ((), (first,), (second, first), (first.but(signature=5), second))]
    assert messages_root(block.messages) == block.header.messages_root
    assert block.header.messages_root not in roots


@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused(raw):
    with pytest.raises(MalformedError):
        decode_block(raw)


def test_a_truncated_block_is_refused(block):
    # Given the bytes of a block without their last one, or with one more, then they are refused.
    raw = encode_block(block)
    for spoilt in (raw[:-1], raw + b"\x00", raw[1:]):
        with pytest.raises(MalformedError):
            decode_block(spoilt)


def test_a_block_with_a_foreign_message_is_refused(block):
    # Given a block with a message of a method nobody knows, then the whole block is malformed.
    stranger = block.messages[0].but(envelope=block.messages[0].envelope.but(method="mint"))
    with pytest.raises(MalformedError, match="no actor has a method named 'mint'"):
        decode_block(encode_block(Block(header=block.header, messages=(stranger,))))
