"""What a proof rests on, and how it looks at a loop."""

from collections.abc import Callable
from types import ModuleType

from filspec.kit.engine import Over
from filspec.kit.laws import Law
from filspec.symbolic.executor import Executor
from filspec.symbolic.setting import Setting, Turn, loop_of
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.terms import INT, SEQUENCE, constant
from filspec.symbolic.values import SymbolicInt, SymbolicSequence

STEPS = '''

@internal()
def visit(w: World, key: tuple[int, int]) -> None:
    """A step."""
    w.deep.p[key] = 1


@internal()
def take(w: World, item: int) -> None:
    """Another."""
    w.n += item
'''
LAWS = '''

@law("X1")
def first(w: World) -> bool:
    """A law."""
    return w.n >= 0


@law("X2")
def second(w: World) -> bool:
    """Another."""
    return w.m >= 0
'''


def test_loops_are_of_one_kind_whatever_their_group(
    load: Callable[[str, str], ModuleType], small_world: str, bystander: Callable[..., Executor]
) -> None:
    # Given loops over a table
    module = load("trap", small_world + STEPS)
    table = bystander(module.World).before.deep.p
    one, other = (SymbolicInt(constant(name, INT)) for name in ("one", "other"))
    # Then those over its groups are of one kind, which is shown once; that over all rows is of another
    assert (
        loop_of(module.visit, table, one, module.World)
        == loop_of(module.visit, table, other, module.World)
        == loop_of(module.visit, table, 5, module.World)
    )
    assert loop_of(module.visit, table, one, module.World) != loop_of(module.visit, table, Over.ROWS, module.World)
    assert loop_of(module.visit, table, one, module.World).name == "visit"
    assert loop_of(module.visit, table, one, module.World).path == "deep.p"


def test_loop_over_a_list_has_no_table(load: Callable[[str, str], ModuleType], small_world: str) -> None:
    module = load("trap", small_world + STEPS)
    loop = loop_of(module.take, SymbolicSequence(int, constant("many", SEQUENCE)), Over.ITEMS, module.World)
    assert (loop.path, loop.group, loop.item) == ("", None, shape_of(int))


def test_turn_wants_what_is_open(
    load: Callable[[str, str], ModuleType], small_world: str, ours: Callable[[str], tuple[Law, ...]]
) -> None:
    module = load("trap", small_world + STEPS)
    laws = ours(LAWS)
    loop = loop_of(module.take, SymbolicSequence(int, constant("many", SEQUENCE)), Over.ITEMS, module.World)
    turn = Turn(loop, None, None, (), None, open=frozenset({"second", "no crash"}), promise=None)
    assert turn.wants(laws) == laws[1:]
    assert turn._replace(open=frozenset()).wants(laws) == ()


def test_without_more_nothing_is_known_of_parameters() -> None:
    setting = Setting((), ())
    assert (setting.laws, setting.relations, setting.bounds(None), setting.example(None)) == ((), (), (), ())
