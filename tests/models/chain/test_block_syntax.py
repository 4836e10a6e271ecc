import pytest

from filspec.actors.ledger.transfers import send
from filspec.chain import block_syntax
from filspec.chain.block_syntax import MAX_MESSAGES, MAX_PARENTS, validate_syntax
from filspec.chain.blocks import Block, messages_root
from filspec.chain.encoding import content_id
from filspec.chain.reasons import BlockReason, InvalidBlock
from filspec.crypto.commitment_cids import sealed_cid

CIDS = tuple(content_id(place) for place in range(MAX_PARENTS + 1))


@pytest.fixture
def block(chain, accounts):
    owner, *_, client = accounts
    return chain.win(chain.genesis, (chain.message(client, 0, send, owner),))


def refusal(block):
    with pytest.raises(InvalidBlock) as refused:
        validate_syntax(block)
    return refused.value


def test_a_block_as_honest_miners_make_it(block):
    validate_syntax(block)


@pytest.mark.parametrize(
    ("changes", "reason", "detail"),
    [
        ({"miner": 99}, BlockReason.NO_MINER, "99 is below 100"),
        ({"parents": ()}, BlockReason.NO_PARENTS, "at epoch"),
        ({"parents": CIDS}, BlockReason.TOO_MANY_PARENTS, "26, at most 25"),
        ({"parents": CIDS[:2] * 2}, BlockReason.REPEATED_PARENT, "among 4"),
        ({"tickets": ()}, BlockReason.NO_TICKETS, "at epoch"),
        ({"tickets": (bytes(96), bytes(95))}, BlockReason.MALFORMED_TICKET, "ticket 1 has 95 bytes"),
        ({"election_proof": b""}, BlockReason.MALFORMED_ELECTION_PROOF, "it has 0 bytes"),
        ({"epoch": 0}, BlockReason.EPOCH_NOT_POSITIVE, "0"),
        ({"epoch": -3}, BlockReason.EPOCH_NOT_POSITIVE, "-3"),
        ({"parent_weight": -1}, BlockReason.NEGATIVE_WEIGHT, "-1"),
        ({"timestamp": 0}, BlockReason.TIMESTAMP_NOT_POSITIVE, "0"),
        ({"parents": (b"\x01",)}, BlockReason.MALFORMED_CID, "01"),
        ({"state_root": bytes(38)}, BlockReason.MALFORMED_CID, "00"),
        ({"receipts_root": b""}, BlockReason.MALFORMED_CID, ""),
        ({"messages_root": bytes(sealed_cid(bytes(32)))}, BlockReason.MALFORMED_CID, "0182e2"),
        ({"signature": 0}, BlockReason.NO_SIGNATURE, "at epoch"),
        ({"signature": -5}, BlockReason.NO_SIGNATURE, "at epoch"),
        ({"messages_root": CIDS[0]}, BlockReason.WRONG_MESSAGES_ROOT, "they have"),
    ],
)
def test_each_rule(block, changes, reason, detail):
    # Given a block that breaks one rule, then it is refused for this one, with the values.
    refused = refusal(Block(header=block.header.but(**changes), messages=block.messages))
    assert refused.reason is reason
    assert detail in str(refused)


@pytest.mark.parametrize(
    "changes",
    [
        {"miner": 100},
        {"parents": CIDS[:1]},
        {"parents": CIDS[:MAX_PARENTS]},
        {"tickets": (bytes(96),) * 30},
        {"epoch": 1},
        {"parent_weight": 0},
        {"timestamp": 1},
        {"signature": 1},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_the_limits_themselves_are_allowed(block, changes):
    validate_syntax(Block(header=block.header.but(**changes), messages=block.messages))


def test_a_message_nobody_else_can_read(block):
    # Given a message whose arguments fit no method, then the block is refused and names it.
    message = block.messages[0]
    spoilt = message.but(envelope=message.envelope.but(arguments=(b"to nobody",)))
    header = block.header.but(messages_root=messages_root((message, spoilt)))
    refused = refusal(Block(header=header, messages=(message, spoilt)))
    assert refused.reason is BlockReason.MALFORMED_MESSAGE
    assert "message 1, send of actor 103" in str(refused)


@pytest.mark.parametrize("count", range(5))
def test_a_block_has_as_many_messages_as_the_limit_and_no_more(block, count, monkeypatch):
    # Given blocks of up to three messages
    monkeypatch.setattr(block_syntax, "MAX_MESSAGES", 3)
    messages = block.messages * count
    full = Block(header=block.header.but(messages_root=messages_root(messages)), messages=messages)
    if count <= 3:
        validate_syntax(full)
    else:
        assert refusal(full).reason is BlockReason.TOO_MANY_MESSAGES


def test_too_many_messages(block):
    messages = block.messages * (MAX_MESSAGES + 1)
    refused = refusal(Block(header=block.header, messages=messages))
    assert refused.reason is BlockReason.TOO_MANY_MESSAGES
    assert "10001, at most 10000" in str(refused)


def test_the_first_broken_rule_is_named(block):
    # Given a block that breaks several rules, then the reason is the first in the order of the reasons.
    changes = {"miner": 0, "parents": (), "tickets": (), "epoch": 0, "signature": 0}
    assert refusal(Block(header=block.header.but(**changes), messages=())).reason is BlockReason.NO_MINER
