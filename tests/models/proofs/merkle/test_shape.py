"""Tree shapes."""

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.merkle.shape import TreeShape, binary_arities

shapes = st.builds(TreeShape, st.sampled_from([2, 4, 8]), st.sampled_from([0, 2, 8]), st.sampled_from([0, 2]))


@given(shapes, st.integers(0, 6))
def test_arities_multiply_to_the_leaves_and_end_with_the_upper_ones(shape, levels):
    upper = [arity for arity in (shape.sub, shape.top) if arity]
    leaves = shape.base**levels * prod(upper)
    assert shape.arities(leaves) == (shape.base,) * levels + tuple(upper)


@given(st.integers(0, 20))
def test_a_binary_tree_has_a_level_for_every_doubling(levels):
    assert binary_arities(2**levels) == (2,) * levels


@pytest.mark.parametrize(("shape", "leaves"), [(TreeShape(8), 128), (TreeShape(8, 2), 64), (TreeShape(8, 8, 2), 65)])
def test_leaves_that_do_not_fill_the_shape_are_refused(shape, leaves):
    with pytest.raises(ValueError, match=f"cannot have {leaves} leaves: base trees hold a power of 8"):
        shape.arities(leaves)
