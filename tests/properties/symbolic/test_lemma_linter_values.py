"""A lemma's parameters are values that only declare, and terms have no more ways to be asked than values have."""

from collections.abc import Callable
from typing import NewType

import pytest

from filspec.kit.records import Record
from filspec.kit.tables import Table
from filspec.kit.worlds import actor
from filspec.lemmas.lemma import Lemma
from filspec.symbolic.lemma_proof import prove_lemma
from filspec.symbolic.values import OutsideTheSubset


class Village(Record):
    """A record with a method of its own, which no lemma names."""

    number: int

    def __eq__(self, _other: object) -> bool:
        return isinstance(self.number, int)

    __hash__ = None  # type: ignore[assignment]


VillageId = NewType("VillageId", Village)


@actor
class Town:
    """An actor with a method of its own."""

    number: int

    def __bool__(self) -> bool:
        return isinstance(self.number, int)


@actor
class Country:
    """An actor with rows that do more than declare."""

    villages: Table[int, Village]


@actor
class Plain:
    """An actor that only declares."""

    numbers: Table[int, int]


@actor
class Region:
    """An actor in an actor."""

    plain: Plain


class Stored(Record):
    """A record with fields that are called like what only terms, or the tables of a proof, have."""

    term: int
    log: int


def compares_records(number: int, one: Village, other: Village) -> bool:
    return number <= 5 or not one == other  # noqa: SIM201 (the method in question)


def compares_parts(number: int, pair: tuple[Village, int]) -> bool:
    return number <= 5 or pair[0] != pair[0].but(number=0)


def compares_units(number: int, village: VillageId) -> bool:
    return number <= 5 or village != village.but(number=0)


def compares_rows(number: int, country: Country) -> bool:
    return number <= 5 or country.villages[number] != country.villages[number]


def asks_an_actor(number: int, town: Town) -> bool:
    return number <= 5 or not town


OWN = "the record Village, which has its own __eq__"


@pytest.mark.parametrize(
    ("holds", "fault"),
    [
        (compares_records, OWN),
        (compares_parts, OWN),
        (compares_units, OWN),
        (compares_rows, f"the class Country: {OWN}"),
        (asks_an_actor, "the actor Town, which has its own __bool__"),
    ],
)
def test_parameter_of_a_type_that_does_more_than_declare_is_refused(holds: Callable[..., bool], fault: str) -> None:
    # Given a lemma in which Python calls a method of its parameter's class that answers otherwise to a term
    # When it is proved, then it is refused, though the lemma does not name the class
    with pytest.raises(OutsideTheSubset, match=f"{holds.__name__}: {fault}, which a proof cannot follow"):
        prove_lemma(_lemma(holds))


def has_any_number(*numbers: int) -> bool:
    return len(numbers) == 1


def has_any_number_after_one(number: int, *numbers: int) -> bool:
    return sum(numbers) == numbers[0] + 0 * number


def has_any_names(number: int, **numbers: int) -> bool:
    return number == number + len(numbers)


def is_given_by_name(*, number: int) -> bool:
    return number == number + 0


def may_be_left_out(number: int = 3) -> bool:
    return number == number + 0


@pytest.mark.parametrize(
    "holds", [has_any_number, has_any_number_after_one, has_any_names, is_given_by_name, may_be_left_out]
)
def test_lemma_speaks_of_parameters_that_are_each_written_out(holds: Callable[..., bool]) -> None:
    # A proof would give it one value for each parameter, and nothing would be shown of two, or of none.
    with pytest.raises(OutsideTheSubset, match="a default, keyword-only or variable argument"):
        prove_lemma(_lemma(holds))


def reads_a_field_called_like_a_term(number: int) -> bool:
    return number <= 5 or number.term != Stored(term=number, log=0).term  # type: ignore[attr-defined]


def reads_a_field_called_like_a_log(number: int, plain: Plain) -> bool:
    return number <= 5 or plain.numbers.log == () or Stored(term=0, log=0).log == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("holds", "attribute"), [(reads_a_field_called_like_a_term, ".term"), (reads_a_field_called_like_a_log, ".log")]
)
def test_attribute_that_only_a_proof_has_is_refused_whatever_declares_one(
    holds: Callable[..., bool], attribute: str
) -> None:
    with pytest.raises(OutsideTheSubset, match=f"{attribute}, which a proof cannot follow"):
        prove_lemma(_lemma(holds))


def formats_it_as_if_it_were_a_table(number: int) -> bool:
    return number <= 5 or "none" % number == "none"  # noqa: F507, UP031 (the construct in question)


def formats_it_in_bytes(number: int) -> bool:
    return number <= 5 or b"none" % number == b"none"


def takes_a_part_of_it(number: int) -> bool:
    return number <= 5 or number.__getitem__ == number.__getitem__  # type: ignore[attr-defined]


def adds_up_truth_values(number: int) -> bool:
    return sum([number > 0, number > 1]) <= 2


@pytest.mark.parametrize(
    "holds", [formats_it_as_if_it_were_a_table, formats_it_in_bytes, takes_a_part_of_it, adds_up_truth_values]
)
def test_what_python_refuses_is_refused_with_its_place(holds: Callable[..., bool]) -> None:
    # Given a lemma that does nothing wrong for small numbers, and for others what Python refuses of values, or of terms
    # When it is proved, then it is refused, and not proved nor ended by an error of Python
    with pytest.raises(OutsideTheSubset, match=rf"(Type|Attribute)Error: .*\(module {__name__}, line \d+\)"):
        prove_lemma(_lemma(holds))


def tells_worlds_apart(plain: Plain, other: Plain, number: int) -> bool:
    return plain != other or number == 0


def looks_for_a_world(plain: Plain, other: Plain, number: int) -> bool:
    return plain not in (other,) or number == 0


def hashes_worlds(plain: Plain, other: Plain, number: int) -> bool:
    return len({plain: number, other: number}) == 2 or number == 0


def tells_actors_apart(region: Region, other: Region, number: int) -> bool:
    return [region.plain, number] != [other.plain, number] or number == 0


@pytest.mark.parametrize("holds", [tells_worlds_apart, looks_for_a_world, hashes_worlds, tells_actors_apart])
def test_lemma_that_compares_actors_is_refused(holds: Callable[..., bool]) -> None:
    # Given a lemma that is false where two of its worlds are one and the same, which no proof can tell
    # When it is proved, then it is refused
    with pytest.raises(OutsideTheSubset, match="an actor of class Plain is compared: compare its rows and scalars"):
        prove_lemma(_lemma(holds))


def _lemma(holds: Callable[..., bool]) -> Lemma:
    return Lemma(name=holds.__name__, ids=("X1",), sentence="It holds.", holds=holds, cases=None)
