"""Several goals at once, taken apart only where that fails."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.knowledge import Fact
from filspec.symbolic.outcomes import Goal
from filspec.symbolic.showing import Purse, failing
from filspec.symbolic.solver import BUDGET, Model, Solver, Verdict
from filspec.symbolic.terms import FALSE, INT, TRUE, Term, at_most, constant, less, number

A = constant("a", INT)


@given(least=st.integers(-3, 3), bounds=st.lists(st.integers(-5, 5), max_size=8), far=st.booleans())
def test_exactly_the_goals_that_do_not_follow_fail(least: int, bounds: list[int], far: bool) -> None:
    # Given that a is at least something
    goals = [Goal(f"goal {place}", at_most(number(bound), A)) for place, bound in enumerate(bounds)]
    # When it is to be shown that it is at least this and that
    broken = failing(goals, [Fact(at_most(number(least), A), "given", far)], Solver().roughly)
    # Then what fails is what is too much, each once
    assert sorted(goal.name for goal, _ in broken) == sorted(
        f"goal {place}" for place, bound in enumerate(bounds) if bound > least
    )
    assert {verdict for _, verdict in broken} <= {Verdict.POSSIBLE}


class Hesitant:
    """Answers only if asked of one goal, as if the budget ran out."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, formulas: Sequence[Term], spare: Sequence[Term]) -> tuple[Verdict, Model | None]:
        self.asked += 1
        return Solver().roughly(formulas, spare) if len(str(formulas[-1])) < 12 else (Verdict.UNKNOWN, None)


def test_where_the_budget_runs_out_each_half_is_asked_for_itself() -> None:
    goals = [Goal(str(bound), less(number(bound), A)) for bound in range(8)]
    ask = Hesitant()
    broken = failing(goals, [Fact(less(number(3), A), "given")], ask)
    assert [goal.name for goal, _ in broken] == ["4", "5", "6", "7"]
    assert ask.asked == 15


def test_what_is_unknown_of_one_goal_is_said_of_it() -> None:
    goal = Goal("the goal", less(number(0), A))
    assert failing([goal], [], lambda _, __: (Verdict.UNKNOWN, None)) == [(goal, Verdict.UNKNOWN)]


def test_plain_goals_are_not_asked() -> None:
    def ask(formulas: Sequence[Term], spare: Sequence[Term]) -> tuple[Verdict, Model | None]:
        raise AssertionError("nothing is to be shown")

    assert failing([Goal("plain", TRUE)], [Fact(FALSE, "given")], ask) == []
    assert failing([], [], ask) == []


class Costly(Solver):
    """A solver of whom every question takes as much as it may."""

    def __init__(self) -> None:
        super().__init__()
        self.budgets: list[int] = []

    def ask(self, formulas: Sequence[Term], spare: Sequence[Term], *, budget: int) -> tuple[Verdict, Model | None]:
        """Take it all, and settle nothing."""
        self.budgets.append(budget)
        self.spent += budget
        return Verdict.UNKNOWN, None


def test_goals_of_one_obligation_share_its_budget() -> None:
    # Given eight goals of which the solver settles none, however much it may take
    goals, solver = [Goal(str(bound), less(number(bound), A)) for bound in range(8)], Costly()
    purse = Purse(solver, 100)
    # When they are asked with a share of the budget, and then with what is left
    broken = failing(goals, [], purse.ask(solver.ask, 30, 50))
    again = failing(goals, [], purse.ask(solver.ask, 40, purse.left))
    # Then all are unknown, and no more was taken than there was
    assert [verdict for _, verdict in broken] == [verdict for _, verdict in again] == [Verdict.UNKNOWN] * 8
    assert solver.budgets == [30, 20, 40, 10]
    assert (solver.spent, purse.left) == (100, 0)


def test_what_is_left_of_a_share_is_kept_for_the_next_way_to_ask() -> None:
    solver, goal = Solver(), Goal("the goal", less(number(0), A))
    purse = Purse(solver)
    assert failing([goal], [Fact(less(number(1), A), "given")], purse.ask(solver.roughly, BUDGET, BUDGET // 2)) == []
    assert 0 < solver.spent == BUDGET - purse.left
