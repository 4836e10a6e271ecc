"""Types fall into terms and become values again."""

from enum import Enum

import pytest

from filspec.actors.payment_channel.state import Voucher
from filspec.actors.storage_market.state import Deal
from filspec.kit.tables import Table
from filspec.symbolic.shapes import RESERVED, shape_of, shape_of_value
from filspec.symbolic.tables import SymbolicTable
from filspec.symbolic.terms import BOOL, INT, SEQUENCE, same
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt, SymbolicSequence


class Colour(Enum):
    RED = 0
    BLUE = 1


@pytest.mark.parametrize(
    "declared", [int, bool, Colour, tuple[int, bool], tuple[tuple[int, int], Colour], Deal, Voucher]
)
def test_unknown_value_has_the_terms_it_is_built_from(declared: object) -> None:
    shape = shape_of(declared)
    value = shape.unknown("x")
    assert all(map(same, shape.flatten(value), shape.flatten(shape.symbolic(shape.flatten(value)))))
    assert shape_of_value(value).sorts == shape.sorts


def test_leaves_are_named_by_their_path() -> None:
    names = dict(shape_of(Deal).leaves)
    assert names[".proposal.client"] == INT
    assert names[".sector.1"] == INT
    assert shape_of(bool).sorts == [BOOL]


def test_list_of_integers_is_no_integer() -> None:
    value = shape_of(tuple[int, ...]).unknown("many")
    assert isinstance(value, SymbolicSequence)
    assert shape_of(tuple[int, ...]).sorts == [SEQUENCE]


@pytest.mark.parametrize(
    ("declared", "value"), [(int, True), (bool, 1), (int, 2.0), (Colour, 1), (tuple[int, int], (1,)), (Deal, 3)]
)
def test_value_of_another_type_is_refused(declared: object, value: object) -> None:
    with pytest.raises(OutsideTheSubset, match="expected"):
        shape_of(declared).flatten(value)


def test_numbers_and_unknowns_may_stand_side_by_side() -> None:
    shape = shape_of(tuple[int, int])
    unknown = shape_of(int).unknown("x")
    assert isinstance(unknown, SymbolicInt)
    assert same(shape.flatten((unknown, 3))[0], unknown.term)


def test_tuple_without_parts_has_no_terms() -> None:
    assert shape_of(tuple[()]).flatten(()) == []
    assert shape_of(tuple[()]).unknown("nothing") == ()


def test_type_without_terms_is_refused() -> None:
    with pytest.raises(OutsideTheSubset, match="knows no values of type str"):
        shape_of(str)


def test_all_that_only_tables_of_a_proof_have_is_reserved() -> None:
    of_proofs = {name for name in dir(SymbolicTable) if not name.startswith("_")} - set(dir(Table))
    assert of_proofs <= RESERVED
