"""Steps of loops and attempts: written before they are called, over tables, groups, lists and other actors."""

import ast

from filspec.fuzz.dice import Dice
from filspec.fuzz.expressions import Scope
from filspec.fuzz.fields import COMMON, RARE, Fields, TableField
from filspec.fuzz.steps import Steps, fields_of_the_left
from filspec.fuzz.words import Words

TABLES = (*COMMON, *RARE)
INNER = tuple(TableField(f"left.{field.path}", *field[1:]) for field in TABLES)
LAYOUT = Fields(("n", "left.n"), (), TABLES + INNER, True, "")
LOCAL: dict[str, tuple[str, ...]] = {"key": ("a",), "int": ("a",), "many": ("many",)}
SCOPE = Scope("w", LAYOUT, Words("", (), (), ()), LOCAL, 0.0)


def loops(mistakes: float = 0.0) -> list[tuple[str, Steps]]:
    found = []
    for seed in range(300):
        steps = Steps(Dice(str(seed)), mistakes)
        [line] = steps.loop(SCOPE, 1)
        found.append((line, steps))
    return found


def test_loop_calls_a_step_that_was_written() -> None:
    for line, steps in loops():
        ast.parse(line + "".join(steps.texts))
        assert any(
            f"def {name}(" in steps.texts[-1] for name in [f"step{n}" for n in range(1, 20)] if f"{name}, " in line
        )


def test_loops_of_all_kinds_occur() -> None:
    lines = "\n".join(line for line, _ in loops())
    for part in ("for_each_in(many", "for_each_under(w.p", "for_each_under(w.g", "for_each(w.left.t", "w.left, ", "z="):
        assert part in lines, part


def test_step_for_another_actor_is_written_for_it() -> None:
    for line, steps in loops():
        actor = "Left" if ", w.left," in line else "World"
        assert f"(w: {actor}, key: " in steps.texts[-1]


def test_visits_are_noted_for_steps_of_the_world_that_go_through_tables() -> None:
    for line, steps in loops():
        outer = steps.visits[-1:] if steps.visits else []
        assert bool([visit for visit in outer if f"{visit.step}, w," in line]) is (
            "for_each_in" not in line and "w.left, " not in line
        )


def test_calls_are_wrong_only_if_mistakes_are_wanted() -> None:
    assert not any("y=" in line for line, _ in loops())
    assert any("y=" in line for line, _ in loops(0.5))


def test_attempt_names_a_step_of_numbers() -> None:
    steps = Steps(Dice("1"), 0.0)
    condition = steps.attempt(SCOPE, 1)
    assert condition.startswith("attempt(step1, w, ") and "def step1(w: World, key: int, z: int)" in steps.texts[-1]


def test_fields_of_the_left_are_seen_from_itself() -> None:
    assert fields_of_the_left(LAYOUT) == Fields(("n",), (), TABLES, False, "")
