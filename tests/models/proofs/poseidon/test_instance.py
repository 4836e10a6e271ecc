"""The plain form of the permutation."""

import pytest

from filspec.proofs.fr import MODULUS, encode_fr
from filspec.proofs.poseidon.instance import permute_plainly, poseidon_instance
from filspec.proofs.poseidon.round_numbers import Strength


def test_an_instance_has_constants_for_every_round():
    instance = poseidon_instance(2, Strength.STRENGTHENED)
    assert instance.width == 3
    assert len(instance.constants) == sum(instance.rounds)
    assert {len(constants) for constants in instance.constants} == {3}


def test_a_published_digest_from_the_definition_alone():
    # Source: neptune src/poseidon.rs, Merkle hash of 0 .. 7 at arity 8
    state = permute_plainly(poseidon_instance(8), (2**8 - 1, *range(8)))
    assert encode_fr(state[1]).hex() == "e6a5386df534992ad9aec49c9d2e684b777067114200011255dea5a31d619423"


def test_the_state_stays_in_the_field():
    state = permute_plainly(poseidon_instance(2), (MODULUS - 1,) * 3)
    assert all(0 <= element < MODULUS for element in state)


def test_no_instance_without_inputs():
    with pytest.raises(ValueError, match="got width 1"):
        poseidon_instance(0)
