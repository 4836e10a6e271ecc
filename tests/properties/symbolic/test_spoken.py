"""Which leaves the answers of laws depend on, and what is made of that."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.kit.laws import Law
from filspec.symbolic.reports import Report
from filspec.symbolic.solver import Verdict
from filspec.symbolic.spoken import spoken_of
from filspec.symbolic.tables import PRESENCE

LAWS = '''

@law("X1")
def of_a_number(w: World) -> bool:
    """m is not negative."""
    return w.m >= 0


@law("X2")
def of_a_part(w: World) -> bool:
    """Only the size matters."""
    return w.fixed.size >= 0 or w.n == 1


@law_for_each("deep.t", "X3")
def of_a_column(w: World, key: int, row: Row) -> bool:
    """Only one column matters, whatever is read besides."""
    return row.x >= 0 if row.ok or not row.ok else row.part.size >= 0


@law_for_each("deep.t", "X4")
def of_another_table(w: World, key: int, row: Row) -> bool:
    """A row that is red has a member."""
    return row.colour != Colour.RED or (key, row.x) in w.deep.p


def size_of(_key: int, row: Row) -> int:
    return row.part.size


@law("X5")
def of_a_sum(w: World) -> bool:
    """The sizes add up to n."""
    return total(w.deep.t, size_of) == w.n


def one_if_positive(_key: int, row: Row) -> tuple[tuple[bool, int], ...]:
    return ((row.ok, 1 if row.x > 0 else 0),)


@law("X6")
def of_a_sum_by_group(w: World) -> bool:
    """Some group is not empty."""
    return total_by(w.deep.t, one_if_positive)[True] > 0


@law("X7")
def of_any_row(w: World) -> bool:
    """No member is negative."""
    return all(row >= 0 for key, row in w.deep.p.items())


@step_law("X8")
def of_two_worlds(before: World, after: World) -> bool:
    """n never falls below what m was."""
    return after.n >= before.m


@step_law_for_each("deep.q", "X9")
def of_presence(before: World, after: World, key: tuple[tuple[int, int], int]) -> bool:
    """No row goes."""
    return key in after.deep.q


@law("X10")
def of_nothing(w: World) -> bool:
    """What is the same is the same."""
    return w.n == w.n


@law("X11")
def that_crashes(w: World) -> bool:
    """There is a row."""
    return w.deep.live[(1, 2)] >= 0
'''


def test_answer_depends_on_the_leaves_in_it(
    load: Callable[[str, str], ModuleType], small_world: str, ours: Callable[[str], tuple[Law, ...]]
) -> None:
    module, laws = load("trap", small_world), ours(LAWS)
    t, p = "deep.t", "deep.p"
    assert spoken_of(laws, module.World) == {
        "of_a_number": {("m", 0)},
        "of_a_part": {("fixed", 0), ("n", 0)},
        "of_a_column": {(t, PRESENCE), (t, 0)},
        "of_another_table": {(t, PRESENCE), (t, 0), (t, 1), (p, PRESENCE)},
        "of_a_sum": {(t, PRESENCE), (t, 3), ("n", 0)},
        "of_a_sum_by_group": {(t, PRESENCE), (t, 0), (t, 2)},
        "of_any_row": {(p, PRESENCE), (p, 0)},
        "of_two_worlds": {("n", 0), ("m", 0)},
        "of_presence": {("deep.q", PRESENCE)},
        "of_nothing": set(),
        "that_crashes": {("deep.live", PRESENCE), ("deep.live", 0)},
    }


WRITES = {
    "a number": ("w.m = a", {"of_a_number"}),
    "a number in two laws": ("w.n = a", {"of_a_part", "of_a_sum"}),
    "a column": ("w.deep.t[a] = w.deep.t[a].but(x=b)", {"of_a_column", "of_another_table", "of_a_sum_by_group"}),
    "a row": ("w.deep.t[a] = row", {"of_a_column", "of_another_table", "of_a_sum", "of_a_sum_by_group"}),
    "a row that goes": ("del w.deep.t[a]", {"of_a_sum", "of_a_sum_by_group"}),
    "a member": ("w.deep.p[(a, b)] = b", {"of_any_row"}),
    "what no law speaks of": ("w.deep.live[(a, b)] = a", set[str]()),
}


@pytest.mark.parametrize("written", WRITES)
def test_law_is_shown_again_where_a_leaf_in_it_has_changed(prove: Callable[..., Report], written: str) -> None:
    # Given some laws, and a message that writes one leaf
    laws = LAWS.partition('@step_law("X8")')[0].replace("(key, row.x) in w.deep.p", "row.x >= 0")
    body, broken = WRITES[written]
    # When it is proved
    report = prove(body, laws)
    # Then the laws that speak of this leaf, and no others, do not follow
    met = {name for name in report.verdicts if name.startswith("of_")}
    assert len(met) == 7
    assert {name for name in met if report.verdicts[name] is not Verdict.IMPOSSIBLE} == broken
