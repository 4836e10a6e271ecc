"""The spread of cost over seeds, and what is brittle."""

import pytest

from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.results import Obligation, Result
from filspec.symbolic.solver import BUDGET
from filspec.symbolic.spread import Spread, brittle, spreads_of


def result(seed: int, *costs: tuple[str, int]) -> Result:
    return Result(
        message="send", paths={}, verdicts={}, failures=(), unwitnessed=(), seconds=0.0, resources=0, questions=0,
        seed=seed,
        obligations=tuple(Obligation(place=place, laws=("a", "b"), resources=cost, needed=()) for place, cost in costs),
    )  # fmt: skip


def lemma(seed: int, cost: int) -> LemmaResult:
    return LemmaResult(
        name="a_lemma", ids=(), sentence="", word="proved", cases=1, resources=cost, seconds=0.0, witness=(),
        counterexample=(), seed=seed,
    )  # fmt: skip


def test_obligations_are_matched_by_subject_place_and_number() -> None:
    results = [result(0, ("end", 5), ("end", 7)), result(1, ("end", 6), ("end", 8), ("loop", 1))]
    found = spreads_of(results, [lemma(0, 3), lemma(1, 4)], 2)
    assert [(spread.subject, spread.place, spread.claims, spread.units) for spread in found] == [
        ("send", "end", 2, (5, 6)),
        ("send", "end (2)", 2, (7, 8)),
        ("send", "loop", 2, (0, 1)),
        ("a_lemma", "the lemma", 1, (3, 4)),
    ]


@pytest.mark.parametrize(
    ("units", "is_brittle"),
    [
        ((100, 100, 1000), False),
        ((100, 100, 1001), True),
        ((BUDGET // 2, BUDGET // 2, BUDGET // 2), False),
        ((BUDGET // 2, BUDGET // 2, BUDGET // 2 + 1), True),
    ],
)
def test_brittle_is_over_half_of_the_budget_or_ten_times_the_median(units: tuple[int, ...], is_brittle: bool) -> None:
    spread = Spread(subject="send", place="end", claims=1, units=units)
    assert spread.is_brittle is is_brittle
    assert brittle([spread]) == ([spread] if is_brittle else [])


def test_the_most_expensive_comes_first() -> None:
    low, high = (Spread(subject="send", place="end", claims=1, units=(1, 1, most)) for most in (20, 30))
    assert brittle([low, high]) == [high, low]
