"""Random worlds and arguments."""

from collections.abc import Callable
from enum import Flag

from filspec.fuzz.answers import Answers
from filspec.fuzz.dice import Dice
from filspec.fuzz.flags import Right
from filspec.fuzz.judging import Judge
from filspec.fuzz.loading import loaded
from filspec.fuzz.prelude import Colour, Part, Row
from filspec.fuzz.program import Program
from filspec.fuzz.worlds import Values, lawful_world, repairs_of
from filspec.kit.tables import PairTable, Table


def several(declared: object) -> list[object]:
    values = Values(Dice("values"))
    return [values.of(declared) for _ in range(200)]


def test_values_have_the_type_that_is_declared() -> None:
    assert {type(value) for value in several(int)} == {int}
    assert set(several(bool)) == {True, False}
    assert set(several(Colour)) == set(Colour)
    assert {type(value) for value in several(Row)} == {Row}
    assert all(len(value) == 2 for value in several(tuple[int, Part]))  # type: ignore[arg-type]
    assert {len(value) for value in several(tuple[int, ...])} == {0, 1, 2, 3}  # type: ignore[arg-type]


def test_combinations_of_members_and_none_of_them_are_values() -> None:
    found = several(Right)
    assert {value.value for value in found if isinstance(value, Flag)} == {0, 1, 2, 3}


def test_tables_are_of_all_sizes() -> None:
    for declared in (Table[int, Row], PairTable[int, int, int]):
        sizes = {len(list(table.items())) for table in several(declared)}  # type: ignore[attr-defined]
        assert {0, 1, 2, 3} <= sizes


def test_world_is_repaired_until_it_is_lawful(written: Callable[..., Program], of_n: tuple[str, str]) -> None:
    subject = written("w.n = 1", of_n, ("w.n >= total(w.t, size)", "w.n = max(w.n, total(w.t, size))"), before=SIZE)
    with loaded(subject) as modules:
        judge, names = Judge(list(modules.laws.values()), Answers("1"), {}), vars(modules.law_module)
        repairs, values = repairs_of(subject, frozenset(modules.laws)), Values(Dice("1"))
        worlds = [lawful_world(values, modules.module.World, repairs, names, judge.unlawful) for _ in range(30)]
        assert all(world is not None and not judge.unlawful(world) for world in worlds)


def test_world_that_cannot_be_repaired_is_none(written: Callable[..., Program]) -> None:
    subject = written("w.n = 1", ("w.n != w.n", "w.n += 1"))
    with loaded(subject) as modules:
        judge, values = Judge(list(modules.laws.values()), Answers("1"), {}), Values(Dice("1"))
        assert lawful_world(values, modules.module.World, [], {}, judge.unlawful) is None


def test_repairs_are_those_of_what_is_assumed_and_of_the_bounds(written: Callable[..., Program]) -> None:
    subject = written("w.n = 1", ("w.n >= 0", "w.n = 1"), ("w.n >= 1", "w.n = 2"), bounded="n")
    assert len(repairs_of(subject, frozenset({"law0"}))) == 2


SIZE = '''

@pure
def size(key: int, row: int) -> int:
    """A summand."""
    return row
'''
