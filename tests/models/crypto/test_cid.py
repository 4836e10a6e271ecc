import pytest
from hypothesis import given
from hypothesis import strategies as st
from multiformats import CID

from filspec.crypto.cid import Cid, CidError, Codec, HashFunction, cid_from_bytes, cid_from_text, cid_of_block

digests = st.binary(min_size=32, max_size=32)
cids = st.builds(
    Cid,
    st.sampled_from(Codec),
    st.sampled_from([HashFunction.SHA2_256_TRUNC254_PADDED, HashFunction.BLAKE2B_256]),
    digests,
)


@given(cids)
def test_a_cid_reads_back_from_text_and_bytes(cid):
    assert cid_from_bytes(bytes(cid)) == cid
    assert cid_from_text(str(cid)) == cid


@given(st.binary(max_size=60))
def test_bytes_that_are_read_are_the_only_form_of_their_cid(encoded):
    try:
        cid = cid_from_bytes(encoded)
    except CidError:
        return
    assert bytes(cid) == encoded


@given(st.binary(max_size=100))
def test_the_cid_of_a_block_is_that_of_another_implementation(block):
    other = CID("base32", 1, "dag-cbor", ("blake2b-256", cid_of_block(block).digest))

    assert str(cid_of_block(block)) == str(other)
    assert bytes(cid_of_block(block)) == bytes(other)


GOOD = bytes(cid_of_block(b""))


@pytest.mark.parametrize(
    ("encoded", "reason"),
    [
        (b"", "not a binary CID"),
        (b"\x00" + GOOD, "version 0; only version 1"),
        (GOOD[:-1], "should have 32 bytes and 31 follow"),
        (GOOD + b"\x00", "should have 32 bytes and 33 follow"),
        (b"\x81\x00" + GOOD[1:], "shortest form"),
        (b"\x01\x71\x12\x01\xaa", "hash 0x12 has 32 bytes, not 1"),
    ],
)
def test_bytes_that_are_no_cid_are_refused(encoded, reason):
    with pytest.raises(CidError, match=reason):
        cid_from_bytes(encoded)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "does not begin with 'b'"),
        ("QmcS5JZs8X3TdtkEBpHAdUYjdNDqcL7fWQFtQz69mpnu2X", "give the version 1 base32 form"),
        ("bafy1", "not a base32 CID: '1' at position 3"),
        (str(cid_of_block(b"")).upper().replace("B", "b", 1), "not a base32 CID"),
    ],
)
def test_a_text_that_is_no_cid_is_refused(text, reason):
    with pytest.raises(CidError, match=reason):
        cid_from_text(text)
