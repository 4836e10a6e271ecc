"""A lemma on ordinary values."""

import pytest

from filspec.actors.ledger.state import Account, ActorKind
from filspec.actors.units import ActorID
from filspec.actors.world import World
from filspec.lemmas.lemma import Lemma, given
from filspec.symbolic.lemma_proof import prove_lemma
from filspec.symbolic.lemma_run import SIZES, outcome, shown, smallest
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import equal, less, number
from filspec.symbolic.unknowns import unknowns_of
from filspec.symbolic.values import OutsideTheSubset


def is_small(value: int, other: int) -> bool:
    given(other != 3)
    return 10 // other > value


def reads_a_balance(w: World, actor: ActorID) -> bool:
    return w.ledger.accounts[actor].balance > 0


@pytest.mark.parametrize(("arguments", "expected"), [((1, 2), True), ((9, 2), False), ((1, 3), None), ((1, 0), False)])
def test_a_lemma_holds_or_does_not_or_says_nothing(arguments, expected):
    # A division by zero is a fault, and a lemma that runs into one does not hold.
    assert outcome(is_small, arguments) is expected


def speaks_of_lists_that_differ(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    given(one != other)
    return other != one


def test_lists_are_empty_so_none_are_found_that_differ():
    lemma = Lemma(name="a", ids=("X1",), sentence="It holds.", holds=speaks_of_lists_that_differ, cases=None)
    assert prove_lemma(lemma).word == "unknown"


def ends_without_an_answer(value: int) -> bool:
    if value > 0:
        return value > 0
    return None


def answers_with_a_number(value: int) -> bool:
    return value % 2


@pytest.mark.parametrize(
    ("holds", "answer"), [(ends_without_an_answer, "NoneType"), (answers_with_a_number, "(Symbolic)?[Ii]nt")]
)
def test_a_lemma_that_answers_with_no_truth_value_is_neither_proved_nor_explored(holds, answer):
    message = rf"{holds.__name__} answers with a value of type {answer}: return a truth value on all paths"
    for cases in (None, lambda: [(1,), (0,)]):
        lemma = Lemma(name=holds.__name__, ids=("X1",), sentence="It holds.", holds=holds, cases=cases)
        with pytest.raises(OutsideTheSubset, match=message):
            prove_lemma(lemma)


def test_the_smallest_values_are_found():
    unknowns = unknowns_of(is_small)
    value, other = (unknown.value.term for unknown in unknowns.values())
    large, small = [less(number(200), value)], [less(number(2), value), equal(other, number(-4))]
    assert smallest(unknowns, [large, small], Solver(), SIZES) in {(3, -4), (4, -4)}
    assert smallest(unknowns, [[less(number(1 << 70), value)]], Solver(), SIZES[:4]) is None
    assert smallest(unknowns, [[less(number(1 << 70), value)]], Solver(), SIZES)[0] > 1 << 70
    assert smallest(unknowns, [], Solver(), SIZES) is None


def test_values_are_shown_by_the_names_of_the_parameters():
    assert shown(is_small, (1, -2)) == ("value = 1", "other = -2")


def test_of_a_world_is_shown_what_the_lemma_can_read(empty_world):
    account = Account(kind=ActorKind.ACCOUNT, balance=5, nonce=0, key=0)
    empty_world.ledger.accounts[ActorID(100)] = account
    assert shown(reads_a_balance, (empty_world, 100)) == (f"w.ledger.accounts = {{100: {account!r}}}", "actor = 100")


@pytest.fixture
def empty_world():
    """A world with no rows."""
    (unknown, _actor) = unknowns_of(reads_a_balance).values()
    unknowns = {"w": unknown}
    (world,) = smallest(unknowns, [unknown.facts], Solver(), SIZES)
    return world
