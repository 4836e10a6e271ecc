"""Laws that a proof cannot follow are refused, with the place and what to write instead."""

import pytest

from filspec.kit.laws import Law, Quantifier
from filspec.laws.catalogue import catalogue
from filspec.symbolic.law_linter import LawError, findings_of, require_provable


def looks_at_identity(before, after):
    return before.n is after.n


def looks_at_types(w):
    return isinstance(w.n, int)


def counts_rows(w):
    return sum(row for _, row in w.t.items()) == 0


def finds_a_row(w):
    return not all(row < 0 for _, row in w.t.items())


def leaves_rows_out(w):
    return all(row < 0 for _, row in w.t.items() if row != 3)


def goes_through_two_tables(w):
    return all(row < 0 for _, row in w.t.items()) and all(row < 0 for _, row in w.u.items())


def speaks_of_all_rows(w):
    return all(row < 0 for _, row in w.t.items())


def asks_for_the_answer(before, after, step):
    return step.receipt.answer is True


@pytest.mark.parametrize(
    ("law", "construct"),
    [
        (looks_at_identity, "is: compare with =="),
        (looks_at_types, "isinstance"),
        (counts_rows, "items"),
        (finds_a_row, "items"),
        (leaves_rows_out, "items"),
        (goes_through_two_tables, "a second .items()"),
    ],
)
def test_law_that_looks_through_values_is_refused(law, construct):
    [*_, finding] = findings_of(law)
    assert f"test_law_linter.py:{law.__code__.co_firstlineno + 1}: {law.__name__}: " in finding
    assert any(construct in found for found in findings_of(law))


@pytest.mark.parametrize("law", [speaks_of_all_rows, asks_for_the_answer])
def test_law_that_does_not_is_accepted(law):
    assert findings_of(law) == ()


def test_the_catalogue_is_provable():
    require_provable(catalogue())


def some_row_is_positive(w):
    return not speaks_of_all_rows(w)


def one_of_two(w):
    return w.n == 0 or speaks_of_all_rows(w)


def calls_what_calls(w):
    return one_of_two(w)


def looks_through(row):
    return isinstance(row, int)


def calls_what_looks_through(w):
    return all(looks_through(row) for _, row in w.t.items())


def law_of(holds):
    return Law(name=holds.__name__, ids=("X",), quantifier=Quantifier.WORLD, path="", sentence="A law.", holds=holds)


@pytest.mark.parametrize("holds", [some_row_is_positive, one_of_two, calls_what_calls])
def test_rows_are_looked_through_in_the_law_itself_only(holds):
    # Given a law that calls a function that says something of all rows, under a negation or as one case of several
    # When it is read
    # Then it is refused: assumed, it would say of one arbitrary row what is true of some row only
    with pytest.raises(LawError, match=r"test_law_linter.py:\d+: speaks_of_all_rows: .items\(\) in what a law calls"):
        require_provable([law_of(holds)])


def test_what_a_law_calls_is_read():
    with pytest.raises(LawError, match=r"test_law_linter.py:\d+: looks_through: isinstance\(\): compare values"):
        require_provable([law_of(calls_what_looks_through)])


@pytest.mark.parametrize("holds", [speaks_of_all_rows, asks_for_the_answer])
def test_law_that_speaks_for_itself_is_accepted(holds):
    require_provable([law_of(holds)])
