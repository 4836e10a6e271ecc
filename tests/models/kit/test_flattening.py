"""Flattening: a function that is written out says of ordinary values what the function says."""

import ast
import importlib
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.bindings import Bindings, CannotFlattenError
from filspec.kit.flattening import Flattening, flattened, function_of, parameters_of, text_of, without_docstring
from filspec.kit.laws import formula
from filspec.kit.records import Record

MOST = 3
LIMITS = (1, 2)


class Purse(Record):
    """What somebody has."""

    coins: int
    gifts: int


@formula
def is_few(number):
    """Whether a number is small."""
    return number <= MOST


@formula
def worth(purse, rate):
    """What a purse is worth, on two paths."""
    if purse.gifts == 0:
        return purse.coins
    coins, gifts = purse.coins, purse.gifts
    return coins + rate * gifts


def law(purse, rate):
    """A law with formulas of one expression and of several statements."""
    return is_few(purse.coins) and worth(purse, rate) // rate <= purse.coins + purse.gifts


def all_are_small(number):
    """A law whose loop variable has the name of what it goes through."""
    return all(LIMITS <= MOST for LIMITS in (LIMITS[0], number))


def goes_round(numbers):
    """A function with a loop, which is more than is known here."""
    found = 0
    for number in numbers:
        found = number
    return found


def says(function, *arguments):
    try:
        return function(*arguments)
    except ZeroDivisionError:
        return "a division by zero"


@given(coins=st.integers(-2, 6), gifts=st.integers(-2, 2), rate=st.integers(-2, 2))
def test_it_says_what_the_function_says_also_where_that_crashes(coins, gifts, rate):
    purse = Purse(coins=coins, gifts=gifts)
    assert flattened(law) is not law
    assert says(flattened(law), purse, rate) == says(law, purse, rate)


def test_what_a_loop_goes_through_is_read_before_its_variable_has_a_value():
    assert flattened(all_are_small) is not all_are_small
    assert [flattened(all_are_small)(number) for number in (3, 4)] == [True, False]


def test_a_formula_of_one_expression_is_put_in_its_place():
    # Given the text of the law, written out
    bindings = Bindings()
    body = Flattening(law, bindings).statements(without_docstring(bindings.read(law)))
    made = ast.unparse(ast.fix_missing_locations(function_of("made", parameters_of(law), body)))
    # Then it compares, and what it still calls is the formula with statements
    assert "purse.coins <= bound_" in made
    assert "is_few" not in made and "worth" in made


def test_two_functions_are_told_apart_whatever_their_modules_and_they_are_called(tmp_path, monkeypatch):
    # Given b_c of a module a and c of a module a_b, both with statements, and a law that needs both of them
    several = "def {name}(number):\n    if number < 0:\n        return True\n    return number % {divisor} == 0\n\n\n"
    both = "def both(number):\n    return b_c(number) and c(number)\n"
    (tmp_path / "a_b.py").write_text(several.format(name="c", divisor=2))
    (tmp_path / "a.py").write_text("from a_b import c\n\n\n" + several.format(name="b_c", divisor=3) + both)
    monkeypatch.syspath_prepend(tmp_path)
    found = importlib.import_module("a").both
    for name in ("a", "a_b"):
        del sys.modules[name]
    # When the law is written out, then it says of every number what the law says
    assert flattened(found) is not found
    assert [flattened(found)(number) for number in range(7)] == [found(number) for number in range(7)]


def test_what_has_more_in_its_text_stays_as_it_is():
    assert flattened(goes_round) is goes_round
    bindings = Bindings()
    with pytest.raises(CannotFlattenError, match="the statement For"):
        Flattening(goes_round, bindings).statements(bindings.read(goes_round).body[1:])


def test_what_the_kit_or_an_actor_has_more_to_do_with_has_no_text():
    assert text_of(is_few).__name__ == "is_few"
    assert text_of(law) is law
    assert text_of(formula) is None and text_of(len) is None


def test_a_local_that_may_have_no_value_is_refused():
    def odd(flag):
        if flag:
            found = 1
        return found

    with pytest.raises(CannotFlattenError, match="found, which may have no value yet"):
        Flattening(odd, Bindings()).statements(ast.parse("if flag:\n    found = 1\nreturn found").body)
