"""What has to be shown, and where nothing has to be."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from filspec.kit.laws import Law
from filspec.kit.runner import Receipt, Sent
from filspec.kit.transitions import transition_of
from filspec.symbolic.executor import Executor
from filspec.symbolic.goals import laws_hold, message_holds, steps_hold
from filspec.symbolic.reports import Report
from filspec.symbolic.terms import TRUE, constant, same, sort_of
from filspec.symbolic.values import SymbolicInt
from filspec.symbolic.worlds import copy_of

MESSAGES = '''

@message("Trap")
def first(w: World, a: int) -> None:
    """A message."""
    w.n = a


@message("Trap")
def second(w: World, a: int) -> None:
    """Another."""
    w.n = a
'''
LAWS = '''

@law("X1")
def of_the_world(w: World) -> bool:
    """A law of worlds."""
    return w.n >= 0


@law_for_each("deep.t", "X2")
def of_rows(w: World, key: int, row: Row) -> bool:
    """A law of rows."""
    return row.x >= 0


@law_for_every_key("deep.live", "X3")
def of_keys(w: World, key: tuple[int, int]) -> bool:
    """A law of keys."""
    return w.deep.live.get(key, 0) >= 0


@step_law("X4")
def of_steps(before: World, after: World) -> bool:
    """A law of steps."""
    return after.n >= before.n


@step_law_for_each("deep.t", "X5")
def of_rows_before(before: World, after: World, key: int) -> bool:
    """A law of rows before a step."""
    return key in after.deep.t


@postcondition(first, "X6")
def of_the_first_message(before: World, after: World, a: int) -> bool:
    """What a message has done."""
    return after.n == a
'''


class Stage:
    """A world that somebody has written to, beside the one before."""

    def __init__(self, executor: Executor, laws: tuple[Law, ...], change: Callable[[Any], None]) -> None:
        self.executor, self.laws = executor, laws
        next(executor.explore(lambda _: None))
        world = executor.world
        with executor.installed():
            for _ in executor.explore(change):
                world = executor.world
                self.after = copy_of(world, frozen=True)
                break

    def open(self) -> set[str]:
        """The goals of which something is left to be shown."""
        executor, [before, after] = self.executor, [self.executor.before, self.after]
        goals = laws_hold(self.laws[:3], after, executor.knowledge, executor.arbitrary_key)
        goals += steps_hold(self.laws, before, after, executor.knowledge, executor.arbitrary_key)
        return {goal.name for goal in goals if not same(goal.term, TRUE)}


def write_n(w: Any) -> None:
    w.n = SymbolicInt(constant("a", sort_of(w.n.term)))


def write_row(w: Any) -> None:
    key = SymbolicInt(constant("a", sort_of(w.n.term)))
    w.deep.t[key] = w.deep.t.row_at((key.term,)).but(x=5)


def write_live(w: Any) -> None:
    key = SymbolicInt(constant("a", sort_of(w.n.term)))
    w.deep.live[(key, key)] = key


@pytest.mark.parametrize(
    ("change", "open_goals"),
    [
        (lambda w: None, set()),
        (write_n, {"of_the_world", "of_steps"}),
        (write_live, {"of_keys"}),
    ],
    ids=["nothing", "a number", "a table"],
)
def test_what_did_not_change_need_not_be_shown(
    load: Callable[[str, str], ModuleType],
    small_world: str,
    ours: Callable[[str], tuple[Law, ...]],
    bystander: Callable[..., Executor],
    change: Callable[[Any], None],
    open_goals: set[str],
) -> None:
    # Given a lawful world
    module = load("trap", small_world + MESSAGES)
    laws = ours(LAWS)
    # When something of it is written
    stage = Stage(bystander(module.World, laws[:3]), laws, change)
    # Then what is left to be shown are the laws that look at it
    assert stage.open() - {"of_rows_before"} == open_goals


def test_law_of_rows_is_shown_where_a_row_is_written(
    load: Callable[[str, str], ModuleType],
    small_world: str,
    ours: Callable[[str], tuple[Law, ...]],
    bystander: Callable[..., Executor],
) -> None:
    module = load("trap", small_world + MESSAGES)
    laws = ours(LAWS)
    stage = Stage(bystander(module.World, laws[:3]), laws, write_row)
    assert stage.open() == {"of_rows", "of_rows_before"}


@pytest.mark.parametrize(
    ("message", "accepted", "promised"), [("first", True, True), ("first", False, False), ("second", True, False)]
)
def test_postcondition_is_of_one_accepted_message(
    load: Callable[[str, str], ModuleType],
    small_world: str,
    ours: Callable[[str], tuple[Law, ...]],
    bystander: Callable[..., Executor],
    message: str,
    accepted: bool,
    promised: bool,
) -> None:
    module = load("trap", small_world + MESSAGES)
    laws = ours(LAWS)
    executor = bystander(module.World)
    next(executor.explore(lambda _: None))
    receipt = Receipt(accepted=accepted, reason=None if accepted else module.Reason.NO, answer=None)
    sent = Sent(transition=transition_of(getattr(module, message)), arguments=(executor.before.m,), receipt=receipt)
    goals = message_holds(laws, executor.before, executor.before, sent, executor.knowledge)
    assert [goal.name for goal in goals] == (["of_the_first_message"] if promised else [])


MESSAGE_LAW = '''
from filspec.kit.frames import changes_only
from filspec.kit.laws import message_law
from filspec.kit.runner import Sent


@message_law("X1")
def refused_means_untouched(before: World, after: World, sent: Sent) -> bool:
    """A refused message changes nothing; an accepted one leaves n."""
    return before.n == after.n if sent.receipt.accepted else changes_only(before, after)
'''


def test_law_of_messages_sees_the_receipt(prove: Callable[..., Report]) -> None:
    wrong = prove("require(a > 0, Reason.NO)\nw.n = a", MESSAGE_LAW, witnesses=False)
    right = prove("require(a > 0, Reason.NO)\nw.m = a", MESSAGE_LAW, witnesses=False)
    assert {finding.place for finding in wrong.findings} == {"at the end"}
    assert not right.findings
    assert {place.place for place in wrong.obligations} == {"at the end"}
