"""Sessions: a shared one answers each question as a session of its own does, whatever was asked before."""

import z3
from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.products import product
from filspec.symbolic.sessions import QUICK, Session, SharedSession
from filspec.symbolic.terms import INT, Term, at_most, constant, equal, less, number, total_of

AMPLE = 100_000
A, B = constant("a", INT), constant("b", INT)
sides = st.sampled_from([A, B, total_of((A, B)), total_of((A, number(1))), number(0), number(2)])
claims = st.builds(lambda relation, left, right: relation(left, right), st.sampled_from([less, equal]), sides, sides)
questions = st.tuples(st.lists(claims, max_size=4), st.lists(claims, max_size=2))


def asked_alone(formulas: list[Term]) -> z3.CheckSatResult:
    return Session(QUICK, 0, AMPLE).answer_with(formulas)


@given(asked=st.lists(questions, max_size=6))
def test_a_shared_session_answers_as_one_of_its_own_does(asked: list[tuple[list[Term], list[Term]]]) -> None:
    # Given one session for questions that share some of their formulas, or none
    shared = SharedSession(QUICK, 0)
    for given_, question in asked:
        # When it is asked one after the other
        answer, values, _ = shared.ask(given_, question, AMPLE)
        # Then nothing that an earlier question assumed counts for this one
        assert answer == asked_alone([*given_, *question])
        assert (values is not None) == (answer == z3.sat)


def test_formulas_that_stay_are_not_given_again() -> None:
    # Given a session that was asked under some assumptions
    shared, asserted = SharedSession(QUICK, 0), list[Term]()
    put = shared._assert
    shared._assert = lambda formulas: (asserted.extend(formulas), put(formulas))[1]  # type: ignore[method-assign]
    known, other, last = less(A, number(7)), less(B, number(5)), less(A, B)
    shared.ask([known, other], [less(number(0), A)], AMPLE)
    # When it is asked under assumptions that begin with the same one
    asserted.clear()
    answer, _, _ = shared.ask([known, last], [less(number(6), A)], AMPLE)
    # Then only the others are given to Z3
    assert asserted == [last, less(number(6), A)]
    assert answer == z3.unsat


def test_a_question_that_takes_more_than_its_budget_is_not_answered() -> None:
    hard = [less(number(1), A), at_most(A, B), equal(product(A, A), product(B, number(3)))]
    shared = SharedSession(QUICK, 0)
    answer, values, _ = shared.ask(hard, [less(number(99), B)], 1)
    assert answer == z3.unknown
    assert values is None
    # And the next one is not affected by it
    assert shared.ask(hard[:1], [less(A, number(1))], AMPLE)[0] == z3.unsat


def test_what_a_question_takes_is_counted_from_its_start() -> None:
    # Given the same question, put to two sessions, of which one has answered another before
    fresh, used = SharedSession(QUICK, 0), SharedSession(QUICK, 0)
    used.ask([less(A, B)], [less(B, total_of((A, number(2))))], AMPLE)
    counts = [session.ask([less(A, number(3))], [less(number(3), A)], AMPLE)[2] for session in (fresh, used)]
    # Then neither counts what the other question took
    assert all(0 < count < 1000 for count in counts)


def test_what_was_needed_is_among_the_formulas() -> None:
    session = Session(QUICK, 0, AMPLE)
    negative, positive, spare = less(A, number(0)), less(number(0), A), less(B, number(9))
    assert session.answer_with([negative, spare, positive]) == z3.unsat
    assert session.needed() == {negative, positive}
