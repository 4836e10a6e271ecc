"""What a sample says of the unknowns of a proof."""

from collections.abc import Callable
from types import ModuleType, SimpleNamespace

import pytest

from filspec.kit.tables import PairTable, Table
from filspec.symbolic.evaluation import UNKNOWN
from filspec.symbolic.names import Space, name_in, parts_of_function
from filspec.symbolic.sampling import Sampler
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.situation import Situation, Tables, sums_of, values_of

TEXT = '''

@oracle("")
def chosen(place: tuple[int, int], colour: Colour, part: Part) -> Colour:
    """What somebody chooses."""
    return unanswered()


@oracle("")
def seen(w: World, who: int) -> int:
    """What somebody sees of the world."""
    return unanswered()


@pure
def size_of(_key: int, row: Row) -> int:
    """Summand."""
    return row.part.size


@pure
def by_place(key: tuple[int, int], row: int) -> tuple[tuple[tuple[int, int], int], tuple[tuple[int, int], int]]:
    """Summands."""
    return ((key, row), ((key[0], 0), 1))


@internal()
def visit(w: World, key: int, b: int) -> None:
    """A row grows."""
    w.deep.t[key] = w.deep.t[key].but(x=b)
    w.n += 1


@message("Trap")
def trap(w: World, a: int, row: Row, many: tuple[int, ...]) -> int:
    """A message."""
    for_each(w.deep.t, visit, w, a)
    return seen(w, 1) + seen(w, 2)
'''

ANSWERS = {
    "chosen": lambda place, colour, part: type(colour)[(part.whole and "RED") or "BLUE"],
    "seen": lambda w, who: who,
}


@pytest.fixture
def run(load: Callable[[str, str], ModuleType], small_world: str) -> SimpleNamespace:
    """The samples of a run with one row, and the module."""
    module = load("trap", small_world + TEXT)
    row = module.NO_ROW.but(x=4, colour=module.Colour.GREEN, part=module.Part(size=6, whole=True), place=(8, 9))
    deep = module.Deep(Table({3: row}), PairTable({(1, 2): 5, (1, 0): 7}), PairTable(), Table())
    sampler = Sampler(ANSWERS)
    sampler.run(module.trap, module.World(0, 20, row.part, deep), 11, row, (1, 2))
    step, message = sampler.samples
    return SimpleNamespace(step=step, message=message, module=module, row=row)


def name_of(run: SimpleNamespace, member: str) -> object:
    """What a member of the enum is called in terms: its class has a number after its name."""
    (name,) = values_of(shape_of(run.module.Colour), run.module.Colour[member])
    assert str(name).startswith("enum:Colour:") and str(name).endswith(f".{member}")
    return name


def sum_of(table: str, summand: Callable[..., object]) -> str:
    """What the sum over a table of the world before is called."""
    return name_in(Space.SUM, "", table, *parts_of_function(summand))


def situation(sample, rows=None, **in_turn):
    return Situation(sample, in_turn, Tables(), rows or {})


def test_a_value_falls_into_the_values_of_its_terms(run: SimpleNamespace) -> None:
    shape = shape_of(run.module.Row)

    assert list(values_of(shape, run.row)) == [4, name_of(run, "GREEN"), True, 6, True, 8, 9]
    assert [leaf for leaf, _ in shape.leaves][-2:] == [".place.0", ".place.1"]


def test_arguments_have_the_names_of_messages_and_of_steps(run: SimpleNamespace) -> None:
    message, step = situation(run.message), situation(run.step)

    assert [message.value(name) for name in ("argument:a", "argument:row.part.size", "argument:many")] == [
        11,
        6,
        (1, 2),
    ]
    assert (step.value("item"), step.value("argument:b")) == (3, 11)


def test_scalars_and_columns_of_the_world_before_have_no_tag(run: SimpleNamespace) -> None:
    found = situation(run.message)

    assert [found.value(name) for name in ("scalar::n", "scalar::m", "scalar::fixed.whole", "empty list")] == [
        0,
        20,
        True,
        (),
    ]
    assert [found.value(f"column::deep.t{leaf}").at((3,)) for leaf in ("?", ".x", ".colour", ".place.1")] == [
        True,
        4,
        name_of(run, "GREEN"),
        9,
    ]
    assert found.value("column::deep.t?").at((4,)) is False
    assert found.value("column::deep.t.x").at((4,)) is UNKNOWN
    assert found.value("column::deep.p").at((1, 2)) == 5


def test_a_tag_speaks_of_the_world_behind_a_loop(run: SimpleNamespace) -> None:
    found = situation(run.message)

    assert (found.value("scalar:#1:n"), found.value("column:#1:deep.t.x").at((3,))) == (1, 11)
    assert found.rewritten("written:#1:deep.t.x:0", (3,)) == 11
    assert found.value("scalar:#2:n") is found.value("scalar:#earlier:n") is UNKNOWN
    assert found.rewritten("written:#2:deep.t.x:0", (3,)) is UNKNOWN


def test_sums_are_counted(run: SimpleNamespace) -> None:
    found = situation(run.message)

    assert found.value(sum_of("deep.t", run.module.size_of)) == 6
    groups = found.value(sum_of("deep.p", run.module.by_place))
    assert [groups.at(group) for group in ((1, 2), (1, 0), (0, 0))] == [5, 9, 0]
    assert sums_of(run.message.before, "deep.t", run.module.size_of) == {None: 6}
    assert situation(run.message._replace(before=run.module.World(0, 0, run.row.part, run.module.Deep(
        Table(), PairTable(), PairTable(), Table())))).value(sum_of("deep.t", run.module.size_of)) == 0  # fmt: skip


def test_oracles_are_asked_again_with_ordinary_values(run: SimpleNamespace) -> None:
    found = situation(run.message)

    green, red, blue = (name_of(run, member) for member in ("GREEN", "RED", "BLUE"))
    assert found.answer("oracle:trap:chosen:0", (1, 2, green, 3, True)) == red
    assert found.answer("oracle:trap:chosen:0", (1, 2, green, 3, False)) == blue


def test_answers_that_depend_on_the_world_come_in_turn(run: SimpleNamespace) -> None:
    found = situation(run.message, seen=["answer:trap:seen:0:0", "answer:trap:seen:0:4", "answer:trap:seen:0:7"])

    assert found.value("answer:trap:seen:0:0") == 1
    assert found.value("answer:trap:seen:0:4") == 2
    assert found.value("answer:trap:seen:0:7") is UNKNOWN


def test_what_it_says_nothing_of_is_unknown_but_for_the_rows_it_is_given(run: SimpleNamespace) -> None:
    assert situation(run.message).value("any key:deep.t") is UNKNOWN
    assert situation(run.message, {"any key:deep.t": 3}).value("any key:deep.t") == 3
