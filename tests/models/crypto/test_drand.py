from hypothesis import given
from hypothesis import strategies as st

from filspec.crypto.bls import BlsSignature, private_key, public_key, sign
from filspec.crypto.drand import beacon_message, verify_beacon

rounds = st.integers(1, 2**64 - 1)
GROUP = private_key(12345)


@given(rounds, rounds)
def test_a_chained_round_covers_its_number_and_the_round_before(beacon_round, other):
    previous = sign(GROUP, beacon_message(1))
    signature = sign(GROUP, beacon_message(beacon_round, previous))

    assert verify_beacon(public_key(GROUP), beacon_round, signature, previous)
    assert verify_beacon(public_key(GROUP), other, signature, previous) == (beacon_round == other)
    assert not verify_beacon(public_key(GROUP), beacon_round, signature)


@given(rounds)
def test_an_unchained_round_covers_its_number_alone(beacon_round):
    signature = sign(GROUP, beacon_message(beacon_round))

    assert verify_beacon(public_key(GROUP), beacon_round, signature)
    assert not verify_beacon(public_key(private_key(2)), beacon_round, signature)
    assert not verify_beacon(public_key(GROUP), beacon_round, BlsSignature(b""))
