from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.blake2b import blake2b_32, blake2b_160, blake2b_256


@given(st.binary(max_size=40))
def test_the_length_is_part_of_the_hash_and_not_a_cut(message):
    assert [len(hashed(message)) for hashed in (blake2b_256, blake2b_160, blake2b_32)] == [32, 20, 4]
    assert blake2b_160(message) != blake2b_256(message)[:20]
    assert blake2b_32(message) != blake2b_256(message)[:4] != blake2b_160(message)[:4]


def test_published_digest():
    # Lotus chain/store/weight_test.go: the ticket digests that decide its ties begin with these bytes.
    assert [blake2b_256(bytes([vrf]))[0] for vrf in range(4)] == [3, 238, 187, 232]
