import pytest

from filspec.conformance.field import Field, MalformedVectorError
from filspec.conformance.golden_topics.lotus_json import read_block_header, read_message, signature_type
from filspec.crypto.chain_objects import SignatureType
from filspec.crypto.cid import cid_of_block

LINK = {"/": str(cid_of_block(b""))}
GENESIS = {
    "Miner": "t01000",
    "Ticket": None,
    "ElectionProof": None,
    "BeaconEntries": None,
    "WinPoStProof": [],
    "Parents": [],
    "ParentWeight": "0",
    "Height": 0,
    "ParentStateRoot": LINK,
    "ParentMessageReceipts": LINK,
    "Messages": LINK,
    "BLSAggregate": None,
    "Timestamp": 0,
    "BlockSig": None,
    "ForkSignaling": 0,
    "ParentBaseFee": "100",
}


def test_a_header_may_lack_all_that_genesis_lacks():
    header = read_block_header(Field(GENESIS, "block"))

    assert (header.ticket, header.election_proof, header.bls_aggregate, header.block_signature) == (None,) * 4
    assert (header.beacon_entries, header.winning_post, header.parents) == ((), (), ())
    assert header.parent_base_fee == 100


def test_a_message_without_parameters_has_none():
    message = {"Version": 0, "To": "f04", "From": "f00", "Nonce": 34, "Value": "0", "GasLimit": 123}
    message |= {"GasFeeCap": "234", "GasPremium": "234", "Method": 6, "Params": None}

    assert read_message(Field(message, "message")).params == b""
    with pytest.raises(MalformedVectorError, match=r"message\.Params is '!'; it should be base64"):
        read_message(Field(message | {"Params": "!"}, "message"))


def test_a_signature_type_is_one_of_three():
    assert signature_type(Field(2, "t")) is SignatureType.BLS
    with pytest.raises(MalformedVectorError, match=r"one of \[0, 1, 2\], the signature types"):
        signature_type(Field(3, "t"))
