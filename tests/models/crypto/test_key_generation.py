import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.bls import BlsError, public_key, sign, verify
from filspec.crypto.key_generation import keygen, private_key_from_seed

seeds = st.binary(min_size=32, max_size=32)


@given(seeds)
def test_a_seed_gives_a_key_that_signs(seed):
    key = private_key_from_seed(seed)

    assert private_key_from_seed(seed) == key
    assert verify(public_key(key), b"message", sign(key, b"message"))


@given(seeds, seeds)
def test_different_seeds_give_different_keys(seed, other):
    assert (private_key_from_seed(seed) == private_key_from_seed(other)) == (seed == other)


def test_published_key():
    # filecoin-ffi rust/src/bls/api.rs.
    expected = "380db59f25010c602d4dfe7667ebdab0dcf18e77cee953231a0f76c6c078b334"

    assert private_key_from_seed(b"\x05" * 32).hex() == expected


def test_key_material_is_not_the_key():
    assert keygen(b"\x05" * 32) != b"\x05" * 32


def test_a_seed_of_another_length_is_refused():
    with pytest.raises(BlsError, match="a seed has 32 bytes, not 31"):
        private_key_from_seed(bytes(31))
