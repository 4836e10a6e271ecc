"""The fast permutation is the plain one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.proofs.fr import MODULUS
from filspec.proofs.poseidon.instance import permute_plainly, poseidon_instance
from filspec.proofs.poseidon.permutation import permutation
from filspec.proofs.poseidon.round_numbers import Strength

elements = st.integers(0, MODULUS - 1)
states = st.sampled_from([1, 2, 4, 8, 11]).flatmap(lambda arity: st.tuples(*[elements] * (arity + 1)))


@settings(max_examples=50)
@given(states, st.sampled_from(Strength))
def test_moving_constants_and_factoring_matrices_changes_nothing(state, strength):
    arity = len(state) - 1
    assert permutation(arity, strength)(state) == permute_plainly(poseidon_instance(arity, strength), state)


def test_extreme_elements_survive_the_rounds_without_reduction():
    state = (MODULUS - 1,) * 9
    assert permutation(8)(state) == permute_plainly(poseidon_instance(8), state)


def test_a_sparse_round_has_no_dense_matrix():
    fast = permutation(8)
    assert len(fast.sparse) == poseidon_instance(8).rounds.partial
    assert {(len(row), len(column)) for _, row, column in fast.sparse} == {(8, 8)}
