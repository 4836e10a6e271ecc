"""Laws of nine kinds are judged by their definition."""

from collections.abc import Callable
from typing import Any

import pytest

from filspec.fuzz.answers import Answers
from filspec.fuzz.judging import Judge
from filspec.fuzz.laws import FRAME, LawText
from filspec.fuzz.loading import loaded
from filspec.fuzz.program import Program
from filspec.kit.runner import Runner, Step
from filspec.kit.worlds import fork

Write, WriteLaw = Callable[..., Program], Callable[[str, str, str, str], LawText]
STEP = '''

@internal()
def visit(w: World, key: int, z: int) -> None:
    """A step."""
    w.t[key] = z
'''
STATES = {
    "a world": ('law("X")', "w: World", "w.n >= 0", {"n": 0}, {"n": -1}),
    "rows": ('law_for_each("t", "X")', "w: World, key: int, row: int", "row > key", {"t": {1: 2}}, {"t": {1: 2, 3: 3}}),
    "keys that are there": (
        'law_for_every_key("t", "X")',
        "w: World, key: int",
        "w.t.get(key, 0) >= 0",
        {},
        {"t": {9: -1}},
    ),
    "keys that are not": ('law_for_every_key("t", "X")', "w: World, key: int", "key != 3 or w.n == 0", {}, {"n": 1}),
    "a law that raises": ('law("X")', "w: World", "5 // w.n >= 0", {"n": 1}, {"n": 0}),
}


def world_of(modules: Any, n: int = 0, t: dict[int, int] | None = None) -> Any:
    return modules.module.World(n=n, t=modules.module.Table(t or {}))


@pytest.mark.parametrize(("decorator", "parameters", "formula", "kept", "broken"), STATES.values(), ids=STATES)
def test_law_of_states(
    written: Write, law: WriteLaw, decorator: str, parameters: str, formula: str, kept: Any, broken: Any
) -> None:
    with loaded(written("w.n = 1", laws=(law("one", decorator, parameters, formula),))) as modules:
        judge = Judge(list(modules.laws.values()), Answers("1"), {"t": (3,)})
        assert judge.unlawful(world_of(modules, **kept)) == []
        assert judge.unlawful(world_of(modules, **broken)) == ["one"]


MESSAGES = {
    "a step": ('step_law("X")', "before: World, after: World", "after.n == before.n + {}", 1, 2),
    "rows before a step": (
        'step_law_for_each("t", "X")', "before: World, after: World, key: int", "after.t[key] == {}", 5, 6,
    ),
    "a message": ('message_law("X")', "before: World, after: World, sent: Sent", "sent.arguments[0] == {}", 4, 5),
    "leaves": (
        'message_law("X")', "before: World, after: World, sent: Sent",
        "unchanged(before, after, 't') == {}", True, False,
    ),
    "a postcondition": (
        'postcondition(trap, "X")', "before: World, after: World, a: int, b: int", "after.n == a + {}", 1, 2,
    ),
}  # fmt: skip


def sent(modules: Any, *arguments: int) -> tuple[Any, Any, Step]:
    world, steps = world_of(modules, 4, {1: 5}), list[Step]()
    before = fork(world)
    Runner(world, {}, (steps.append,)).apply(modules.module.trap, *arguments)
    return before, world, steps[0]


@pytest.mark.parametrize(("decorator", "parameters", "formula", "right", "wrong"), MESSAGES.values(), ids=MESSAGES)
def test_law_of_messages(
    written: Write, law: WriteLaw, decorator: str, parameters: str, formula: str, right: object, wrong: object
) -> None:
    for value, broken in ((right, []), (wrong, ["one"])):
        one = law("one", decorator, parameters, formula.format(value))
        with loaded(written("w.n = a + 1", laws=(one,))) as modules:
            judge = Judge(list(modules.laws.values()), Answers("1"), {})
            assert judge.broken_by(*sent(modules, 4, 0)) == broken


@pytest.mark.parametrize(("changes", "broken"), [("{'n': ANYTHING}", []), ("{'t': rows(a)}", [FRAME])])
def test_frame_is_broken_by_what_it_does_not_name(written: Write, changes: str, broken: list[str]) -> None:
    text = (
        f'\n\n@frame(trap, "X")\ndef one(before: World, a: int) -> Changes:\n    """A law."""\n    return {changes}\n'
    )
    with loaded(written("w.n = a + 1", laws=(LawText(FRAME, text, ""),))) as modules:
        judge = Judge(list(modules.laws.values()), Answers("1"), {})
        assert judge.broken_by(*sent(modules, 4, 0)) == broken


def test_refused_message_is_judged_by_laws_of_messages_only(
    written: Write, law: WriteLaw, of_n: tuple[str, str]
) -> None:
    laws = (
        law("of_steps", 'step_law("X")', "before: World, after: World", "False"),
        law("of_messages", 'message_law("X")', "before: World, after: World, sent: Sent", "sent.receipt.accepted"),
        law("of_the_message", 'postcondition(trap, "X")', "before: World, after: World, a: int, b: int", "False"),
    )
    with loaded(written("require(a < 0, Reason.NO)", ("w.n < 0", ""), laws=laws)) as modules:
        judge = Judge(list(modules.laws.values()), Answers("1"), {})
        assert judge.broken_by(*sent(modules, 4, 0)) == ["of_messages"]


def test_law_of_visits_is_judged_at_the_rows_of_the_beginning(written: Write, law: WriteLaw) -> None:
    head = "before: World, after: World, key: int, z: int"
    one = law("one", 'visit_law(visit, "X")', head, "after.t[key] == z")
    with loaded(written("w.n = 1", before=STEP, laws=(one,))) as modules:
        judge, before = Judge(list(modules.laws.values()), Answers("1"), {}), world_of(modules, 0, {1: 0, 2: 0})
        assert judge.broken_visits("visit", before, world_of(modules, 0, {1: 7, 2: 7, 3: 0}), [1, 2], (7,)) == []
        assert judge.broken_visits("visit", before, world_of(modules, 0, {1: 7, 2: 0}), [1, 2], (7,)) == ["one"]
        assert judge.broken_visits("another", before, world_of(modules, 0, {1: 7, 2: 0}), [1, 2], (7,)) == []
