"""Round numbers from the inequalities."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.poseidon.round_numbers import Strength, round_numbers

widths = st.integers(2, 130)


@given(widths)
def test_a_wider_state_never_needs_fewer_partial_rounds(width):
    assert round_numbers(width).partial <= round_numbers(width + 1).partial


@given(widths)
def test_strengthening_adds_a_quarter_of_the_partial_rounds(width):
    standard, strengthened = round_numbers(width), round_numbers(width, Strength.STRENGTHENED)
    assert strengthened == (standard.full, math.ceil(1.25 * standard.partial))


def test_the_widths_of_the_storage_proofs():
    # Source: neptune src/round_numbers.rs, known values
    assert {width: round_numbers(width) for width in (3, 9, 12)} == {3: (8, 55), 9: (8, 57), 12: (8, 57)}


def test_a_state_without_input_is_refused():
    with pytest.raises(ValueError, match="at least one input, got width 1"):
        round_numbers(1)


def test_published_round_numbers(vectors):
    published = [vector for vector in vectors("poseidon") if vector["kind"] == "poseidon_rounds"]
    assert published
    for vector in published:
        inputs, expected = vector["inputs"], vector["expected"]
        computed = round_numbers(inputs["width_t"], Strength(inputs["strength"]))
        assert computed == (expected["R_F"], expected["R_P"]), vector["id"]


def test_published_table(vectors):
    tables = [vector for vector in vectors("poseidon") if vector["kind"] == "poseidon_rounds_table"]
    assert tables
    for width, full, partial, sboxes, _size in tables[0]["expected"]["rows"]:
        assert round_numbers(width) == (full, partial)
        assert width * full + partial == sboxes
