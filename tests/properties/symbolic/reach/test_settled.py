"""Settled terms: known ones become ordinary values, found ones too."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.ledger.state import NO_ACCOUNT, Account, ActorKind
from filspec.symbolic.paths import Paths
from filspec.symbolic.reach.settled import found_value, leaves_of, plain, settled, terms_of, value_of
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import FALSE, INT, TRUE, constant, equal, less, number, total_of
from filspec.symbolic.values import SymbolicInt, deciders

X = constant("x", INT)


@given(st.integers(), st.booleans(), st.sampled_from(ActorKind))
def test_known_terms_become_the_value_they_stand_for(amount: int, flag: bool, kind: ActorKind) -> None:
    value = (amount, flag, NO_ACCOUNT.but(balance=amount, kind=kind))
    shape = shape_of(tuple[int, bool, Account])

    assert value_of(shape, shape.flatten(value)) == value


def test_unknown_terms_stay_unknown_beside_known_ones() -> None:
    account = NO_ACCOUNT.but(balance=SymbolicInt(total_of([X, number(1)])), nonce=SymbolicInt(number(5)))

    found = plain(account)

    assert isinstance(found, Account) and found.nonce == 5 and found.kind is ActorKind.NONE
    assert isinstance(found.balance, SymbolicInt)


def test_what_the_path_has_decided_is_settled() -> None:
    # Given a path on which x is positive
    paths = Paths(lambda _: True)
    paths.assume(settled(less(number(0), X)))
    deciders.append(paths)
    try:
        # Then that is settled, and nothing else is
        assert settled(less(number(0), X)) is TRUE
        assert settled(less(number(2), number(1))) is FALSE
        assert settled(equal(X, number(3))) not in (TRUE, FALSE)
    finally:
        deciders.pop()


def test_lists_fall_into_their_items() -> None:
    assert leaves_of((1, (NO_ACCOUNT, (True, ())))) == [1, ActorKind.NONE, 0, 0, 0, True]
    assert terms_of(((1, 2), ())) == [number(1), number(2)]


def test_found_values_are_ordinary_all_the_way_down() -> None:
    # Given a solver that must find x
    verdict, model = Solver().check([equal(X, number(7))])
    assert model is not None, verdict
    # When a value with x in it is read
    found = found_value(model, (NO_ACCOUNT.but(nonce=SymbolicInt(X)), ((SymbolicInt(X), True),)))
    # Then it is the value with 7 in it
    assert found == (NO_ACCOUNT.but(nonce=7), ((7, True),))
