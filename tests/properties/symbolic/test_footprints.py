"""What is in a footprint may be anything behind a loop; what is not is kept."""

from collections.abc import Callable
from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.executor import Executor
from filspec.symbolic.footprints import Argument, Footprint, Literal, forget, pattern_of
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.tables import PRESENCE
from filspec.symbolic.terms import INT, Term, constant, equal, implication, negation, number, same, select
from filspec.symbolic.worlds import World, copy_of

ARGUMENTS = [constant(name, INT) for name in ("first", "second")]
parts = st.one_of(
    st.sampled_from([*ARGUMENTS, constant("other", INT), None]), st.integers(0, 3).map(lambda value: number(value))
)
writes = st.lists(st.tuples(st.sampled_from(["t", "u"]), st.integers(-1, 1), st.tuples(parts, parts)), max_size=5)


def of(written: list[tuple[str, int, tuple[Term | None, ...]]]) -> Footprint:
    return Footprint(
        frozenset((path, column, pattern_of(key, ARGUMENTS)) for path, column, key in written), frozenset()
    )


@given(written=writes, again=st.data())
def test_footprint_covers_what_it_was_made_from(
    written: list[tuple[str, int, tuple[Term | None, ...]]], again: st.DataObject
) -> None:
    # Given the footprint of some writes
    footprint = of(written)
    # Then it covers each of them, with whatever arguments the loop is called
    others = [constant(name, INT) for name in ("third", "fourth")]
    for path, column, key in written:
        assert footprint.covers(path, column, key, ARGUMENTS)
        moved = tuple(others[place] if (place := _place(part)) is not None else part for part in key)
        assert footprint.covers(path, column, moved, others)
    # And no write of another table, column or literal
    if written:
        path, column, key = again.draw(st.sampled_from(written))
        assert not footprint.covers("another", column, key, ARGUMENTS)
        assert not footprint.covers(path, 7, key, ARGUMENTS)


def _place(part: Term | None) -> int | None:
    return next((place for place, known in enumerate(ARGUMENTS) if part is not None and same(part, known)), None)


def test_only_parts_that_every_turn_has_are_remembered() -> None:
    first, second = ARGUMENTS
    key = (second, number(7), constant("item", INT), None, first)
    assert pattern_of(key, ARGUMENTS) == (Argument(1), Literal(7), None, None, Argument(0))


def test_wider_write_is_not_covered_by_a_narrower_footprint() -> None:
    first, second = ARGUMENTS
    footprint = of([("t", 0, (first, number(3)))])
    assert footprint.covers("t", 0, (first, number(3)), ARGUMENTS)
    for key in ((second, number(3)), (first, number(4)), (first, None), (None, None), (first, second)):
        assert not footprint.covers("t", 0, key, ARGUMENTS)


def _behind(
    load: Callable[[str, str], ModuleType], small_world: str, bystander: Callable[..., Executor], footprint: Footprint
) -> tuple[World, World, list[Term]]:
    """The world before and behind a loop with this footprint, and what is known of both at one key."""
    executor = bystander(load("trap", small_world).World)
    next(executor.explore(lambda _: None))
    before, world = copy_of(executor.world, frozen=True), executor.world
    knowledge = executor.knowledge
    knowledge.add_frames(forget(world, footprint, ARGUMENTS, "#1"))
    knowledge.touch("deep.p", KEY)
    knowledge.flush()
    return before, world, [fact.term for fact in knowledge.facts]


KEY = (constant("group", INT), constant("member", INT))


def test_only_what_is_covered_is_forgotten(
    load: Callable[[str, str], ModuleType], small_world: str, bystander: Callable[..., Executor]
) -> None:
    # Given a loop that may write one group of a column, and a number
    footprint = Footprint(frozenset({("deep.p", 0, (Argument(0), None))}), frozenset({"m"}))
    # When it is behind
    before, behind, facts = _behind(load, small_world, bystander, footprint)
    # Then other leaves, other tables and other columns are what they were
    assert before.n is behind.n and before.fixed is behind.fixed
    assert before.m is not behind.m
    assert before.deep.t.columns == behind.deep.t.columns
    assert same(before.deep.p.present, behind.deep.p.present)
    # And so are other groups of this column, but not this one
    kept = equal(select(before.deep.p.columns[0], KEY), select(behind.deep.p.columns[0], KEY))
    elsewhere = implication(negation(equal(KEY[0], ARGUMENTS[0])), kept)
    assert Solver().check([*facts, negation(elsewhere)])[0] is Verdict.IMPOSSIBLE
    assert Solver().check([*facts, negation(kept)])[0] is Verdict.POSSIBLE


def test_where_all_keys_are_known_the_others_need_no_frame(
    load: Callable[[str, str], ModuleType], small_world: str, bystander: Callable[..., Executor]
) -> None:
    # Given a loop that may write one row only
    footprint = Footprint(frozenset({("deep.p", PRESENCE, (Argument(0), Literal(3)))}), frozenset())
    # When it is behind
    before, behind, facts = _behind(load, small_world, bystander, footprint)
    # Then this row may be there or not, and all others are as they were
    kept = equal(select(before.deep.p.present, KEY), select(behind.deep.p.present, KEY))
    there = equal(KEY[0], ARGUMENTS[0])
    assert Solver().check([*facts, negation(there), negation(kept)])[0] is Verdict.IMPOSSIBLE
    assert Solver().check([*facts, negation(equal(KEY[1], number(3))), negation(kept)])[0] is Verdict.IMPOSSIBLE
    assert Solver().check([*facts, negation(kept)])[0] is Verdict.POSSIBLE
