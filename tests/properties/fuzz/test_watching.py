"""Loops of a run are watched."""

from collections.abc import Callable
from typing import Any

import pytest

from filspec.fuzz.answers import Answers
from filspec.fuzz.judging import Judge
from filspec.fuzz.laws import LawText
from filspec.fuzz.loading import loaded
from filspec.fuzz.program import Program
from filspec.fuzz.watching import watched
from filspec.kit.loops import for_each
from filspec.kit.runner import Runner

Write, WriteLaw = Callable[..., Program], Callable[[str, str, str, str], LawText]
STEP = '''

@internal()
def visit(w: World, key: int, z: int) -> None:
    """A step."""
    w.t[key] = z if key != 2 else 0
'''
LOOP = "for_each(w.t, visit, w, 7)"


def broken(subject: Program, n: int, rows: dict[int, int]) -> list[str]:
    with loaded(subject) as modules:
        world: Any = modules.module.World(n=n, t=modules.module.Table(rows))
        judge = Judge(list(modules.laws.values()), Answers("1"), {})
        with watched(judge, world) as watch:
            assert Runner(world).apply(modules.module.trap, 0, 0).accepted
        assert modules.module.for_each is for_each
        return watch.broken


@pytest.fixture
def visits(law: WriteLaw) -> LawText:
    head = "before: World, after: World, key: int, z: int"
    return law("of_visits", 'visit_law(visit, "X")', head, "after.t[key] == z")


def test_law_of_visits_is_judged_where_the_loop_ends(written: Write, visits: LawText) -> None:
    subject = written(f"{LOOP}\nw.t[1] = 0", before=STEP, laws=(visits,))
    assert broken(subject, 0, {1: 1}) == []
    assert broken(subject, 0, {1: 1, 2: 1}) == ["of_visits"]


def test_world_is_judged_where_a_loop_begins(written: Write, of_n: tuple[str, str]) -> None:
    assert broken(written(f"w.n = -1\n{LOOP}\nw.n = 0", of_n, before=STEP), 0, {}) == ["law0", "law0"]


def test_loops_in_steps_are_left_to_the_outer_loop(written: Write, visits: LawText) -> None:
    outer = STEP + STEP.replace("def visit", "def outer").replace("w.t[key] = z if key != 2 else 0", LOOP)
    subject = written("for_each(w.t, outer, w, 0)", before=outer, laws=(visits,))
    assert broken(subject, 0, {2: 0}) == []
