"""Questions to the outside: answered by the solver, and by the rung in the same way."""

import pytest

from filspec.actors.oracles import proposal_digest, verify_post, verify_signature, voucher_digest
from filspec.kit.oracles import answering
from filspec.kit.transitions import transition_of
from filspec.symbolic.reach.first_world import first_world
from filspec.symbolic.reach.questions import answers_of, ask, no_collisions
from filspec.symbolic.reach.settled import found_value
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import INT, constant, equal, negation, number, same
from filspec.symbolic.values import SymbolicInt

WORLD = first_world()
X = SymbolicInt(constant("x", INT))
SIGNED, PROVED = transition_of(verify_signature).function, transition_of(verify_post).function


def test_same_question_has_the_same_answer_and_one_with_the_world_is_new() -> None:
    assert same(ask(SIGNED, (1, 2, X), type(WORLD), 0).term, ask(SIGNED, (1, 2, X), type(WORLD), 1).term)
    assert not same(
        ask(PROVED, (WORLD, 1, 2, 3), type(WORLD), 0).term, ask(PROVED, (WORLD, 1, 2, 3), type(WORLD), 1).term
    )


def test_run_is_answered_as_the_solver_had_it() -> None:
    # Given two questions, one true and one false, and two with the world
    asked = [ask(SIGNED, (1, 2, X), type(WORLD), 0), ask(SIGNED, (1, 2, 9), type(WORLD), 1)]
    asked += [ask(PROVED, (WORLD, 1, 2, 3), type(WORLD), number) for number in (2, 3)]
    wanted = [asked[0].term, negation(asked[1].term), negation(asked[2].term), asked[3].term]
    _, model = Solver().check([*wanted, equal(X.term, number(5))])
    assert model is not None
    # When a run asks them
    with answering(answers_of(asked, model)):
        signed = (verify_signature(1, 2, 5), verify_signature(1, 2, 9))  # type: ignore[arg-type]
        proved = (verify_post(WORLD, 1, 2, 3), verify_post(WORLD, 1, 2, 3))  # type: ignore[arg-type]
        other = verify_signature(8, 8, 8)  # type: ignore[arg-type]
    # Then it hears the same, those with the world in their order, and no to all else
    assert (signed, proved, other) == ((True, False), (False, True), False)


def test_digests_do_not_collide() -> None:
    digest = transition_of(voucher_digest).function
    mine, theirs = (ask(digest, ((value,),), type(WORLD), 0) for value in (X, 3))
    [fact] = no_collisions([mine, theirs])
    alike = equal(mine.term, theirs.term)

    assert Solver().check([fact, alike, negation(equal(X.term, number(3)))])[0] is Verdict.IMPOSSIBLE
    assert Solver().check([fact, alike])[0] is Verdict.POSSIBLE


def test_digests_of_different_things_are_not_compared() -> None:
    one = ask(transition_of(voucher_digest).function, (1,), type(WORLD), 0)
    other = ask(transition_of(proposal_digest).function, (1,), type(WORLD), 0)

    assert no_collisions([one, other, one]) == []


@pytest.mark.parametrize("question", [(1, 2, 3), (0, 0, 0)])
def test_answer_is_of_the_type_that_the_oracle_declares(question: tuple[int, int, int]) -> None:
    asked = ask(SIGNED, question, type(WORLD), 0)
    _, model = Solver().check([asked.term])

    assert model is not None and found_value(model, asked.answer) is True
