import pytest

from filspec.conformance.computations import computation_of, computes, load_topics
from filspec.conformance.vector import UnsupportedError


def test_every_published_kind_has_a_computation(vectors_folder, vectors):
    load_topics()
    kinds = {vector["kind"] for file in vectors_folder.glob("*.json") for vector in vectors(file.stem)}

    assert kinds
    assert all(computation_of(kind).__doc__ for kind in sorted(kinds))


def test_an_unknown_kind_is_unsupported():
    load_topics()
    with pytest.raises(UnsupportedError, match="no computation for the kind 'perpetual_motion'"):
        computation_of("perpetual_motion")


def test_two_computations_of_one_kind_are_a_mistake():
    load_topics()
    with pytest.raises(AssertionError, match="two computations claim the kind 'seal'"):
        computes("seal")(lambda vector: {})
