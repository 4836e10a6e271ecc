"""Answers of oracles in runs."""

from collections.abc import Callable

import pytest

from filspec.fuzz.answers import KIND_ANSWER, Answers
from filspec.fuzz.loading import Loaded, loaded
from filspec.fuzz.prelude import Part, Whole
from filspec.fuzz.program import Program

ORACLES = '''

@oracle("Out")
def luck(it: int) -> int:
    """Ask."""
    return unanswered()


@oracle("Out")
def fate(w: World) -> int:
    """Ask."""
    return unanswered()
'''


@pytest.fixture
def modules(written: Callable[..., Program]):
    with loaded(written("w.n = luck(a)", before=ORACLES)) as found:
        yield found


def test_same_question_has_the_same_answer(modules: Loaded) -> None:
    luck = Answers("1").by_name["luck"]
    assert len({luck(7) for _ in range(20)}) == 1
    assert len({luck(number) for number in range(50)}) > 3


def test_answers_of_another_seed_are_others(modules: Loaded) -> None:
    assert len({Answers(str(seed)).by_name["luck"](7) for seed in range(50)}) > 3


def test_records_of_different_types_are_different_questions(modules: Loaded) -> None:
    lucks = [Answers(str(seed)).by_name["luck"] for seed in range(20)]
    assert any(luck(Part(size=1, whole=True)) != luck(Whole(size=1, whole=True)) for luck in lucks)
    assert any(luck((1, 2)) != luck(((1,), 2)) for luck in lucks)


def test_oracle_that_is_given_the_world_changes_its_mind(modules: Loaded) -> None:
    answers, world = Answers("1"), modules.module.World(n=0, t=modules.module.Table())
    assert len({answers.by_name["fate"](world) for _ in range(50)}) > 3


def test_oracle_that_is_given_the_world_says_what_a_law_needs(modules: Loaded) -> None:
    answers, world = Answers("1"), modules.module.World(n=0, t=modules.module.Table())
    answers.asked_by_a_law = True
    assert {answers.by_name["fate"](world) for _ in range(20)} == {KIND_ANSWER}
