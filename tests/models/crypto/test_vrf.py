from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.blake2b import blake2b_256
from filspec.crypto.bls import GROUP_ORDER, private_key, public_key
from filspec.crypto.vrf import output, prove, verify_proof

keys = st.integers(1, GROUP_ORDER - 1).map(private_key)
randomness = st.binary(min_size=32, max_size=32)


@given(keys, randomness)
def test_a_proof_verifies_and_is_unique(key, drawn):
    proof = prove(key, drawn)

    assert verify_proof(public_key(key), drawn, proof)
    assert prove(key, drawn) == proof
    assert output(proof) == blake2b_256(proof)


@given(keys, keys, randomness, randomness)
def test_a_proof_belongs_to_one_key_and_one_randomness(key, other, drawn, later):
    proof = prove(key, drawn)

    assert verify_proof(public_key(other), drawn, proof) == (key == other)
    assert verify_proof(public_key(key), later, proof) == (drawn == later)
