import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.chain.conversions import public_key_bytes, signature_from_bytes
from filspec.chain.keys import KeyPair, verify, verify_vrf
from filspec.crypto import bls

ALICE, BOB = KeyPair.from_seed(b"alice"), KeyPair.from_seed(b"bob")


def test_a_seed_determines_the_key():
    assert KeyPair.from_seed(b"alice") == ALICE
    assert ALICE.public != BOB.public
    assert public_key_bytes(ALICE.public) == bls.public_key(ALICE.private)


def test_the_private_key_is_never_shown():
    assert ALICE.private.hex() not in repr(ALICE)
    assert repr(ALICE.private) not in repr(ALICE)


def test_only_the_owner_signs():
    # Given a signature, then it holds for its key and message and for no other.
    signature = ALICE.sign(b"message")
    assert verify(ALICE.public, b"message", signature)
    assert not verify(BOB.public, b"message", signature)
    assert not verify(ALICE.public, b"another", signature)
    assert not verify(ALICE.public, b"message", BOB.sign(b"message"))


def test_a_vrf_proof_is_a_signature_of_96_bytes():
    proof = ALICE.vrf(b"message")
    assert len(proof) == 96
    assert signature_from_bytes(proof) == ALICE.sign(b"message")
    assert verify_vrf(ALICE.public, b"message", proof)
    assert not verify_vrf(BOB.public, b"message", proof)
    assert not verify_vrf(ALICE.public, b"message", proof[:95])
    assert not verify_vrf(ALICE.public, b"message", b"")


@given(st.integers(), st.integers())
def test_integers_that_are_no_keys_or_signatures_verify_nothing(public, signature):
    # Given whatever integers a message contains, then the answer is no and never an exception.
    assert not verify(public, b"message", signature)
    assert not verify(ALICE.public, b"message", signature)
    assert not verify_vrf(public, b"message", b"proof")


@pytest.mark.parametrize("public", [0, -1, 1 << 384, ALICE.public + (1 << 384)])
def test_a_key_out_of_range_owns_nothing(public):
    assert not verify(public, b"message", ALICE.sign(b"message"))
