"""Flattening: a function that is written out says of ordinary values what the function says."""

import ast
import importlib
import sys
from enum import Enum, IntEnum, StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.kit.bindings import Bindings, CannotFlattenError
from filspec.kit.flattening import Flattening, flattened, function_of, parameters_of, text_of
from filspec.kit.inlining import without_docstring
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


def test_a_formula_is_the_function_that_it_calls_whatever_its_attributes_say(monkeypatch):
    computed = formula(law)
    monkeypatch.setattr(computed, "__wrapped__", all_are_small)
    assert text_of(computed) is law


def test_a_local_that_may_have_no_value_is_refused():
    def odd(flag):
        if flag:
            found = 1
        return found

    with pytest.raises(CannotFlattenError, match="found, which may have no value yet"):
        Flattening(odd, Bindings()).statements(ast.parse("if flag:\n    found = 1\nreturn found").body)


class Colour(Enum):
    RED = 0
    BLUE = 1


class Size(IntEnum):
    SMALL = 0
    LARGE = 1


class Word(StrEnum):
    RED = "red"


class Odd(Enum):
    ONE = 1
    THREE = 3

    def __eq__(self, other):
        return True

    __hash__ = Enum.__hash__


class Unlike(Enum):
    ONE = 1

    def __ne__(self, other):
        return True


def is_red(colour):
    """A member of an enum whose members are equal to themselves only."""
    return colour == Colour.RED or colour != Colour.BLUE


def is_small(size):
    """A member that is a number."""
    return size == Size.SMALL


def says_red(word):
    """A member that is a text."""
    return word == Word.RED


def is_one(odd):
    """A member that is equal to any other."""
    return odd == Odd.ONE


def is_another(one):
    """A member that is not even equal to itself."""
    return one != Unlike.ONE


def written(function):
    bindings = Bindings()
    body = Flattening(function, bindings).statements(without_docstring(bindings.read(function)))
    return ast.unparse(ast.fix_missing_locations(function_of("made", parameters_of(function), body)))


def test_members_are_compared_by_identity_only_if_each_is_equal_to_itself_only():
    # Given members of an enum as it is, then identity is looked at
    assert " is bound_" in written(is_red) and " is not bound_" in written(is_red)
    assert [flattened(is_red)(colour) for colour in (Colour.RED, Colour.BLUE, 0)] == [True, False, True]
    # Given members that are numbers or texts, or whose class has a comparison of its own, then they are compared
    for function, values in (
        (is_small, (Size.SMALL, Size.LARGE, 0, 1)),
        (says_red, (Word.RED, "red", "blue")),
        (is_one, (Odd.ONE, Odd.THREE)),
        (is_another, (Unlike.ONE,)),
    ):
        assert " is " not in written(function)
        assert flattened(function) is not function
        assert [flattened(function)(value) for value in values] == [function(value) for value in values]


def named_as_made(bound_0, number):
    """A parameter with the name that would stand for the first object."""
    return number + MOST


def captured(flag, numbers):
    """A local that a generator reads, of the name of a constant."""
    if flag:  # noqa: SIM108 (a local that is assigned on two paths)
        MOST = 0  # noqa: N806 (the name of a constant)
    else:
        MOST = 1  # noqa: N806
    return all(number < MOST for number in numbers)


def captured_on_one_path(flag, numbers):
    """A local that a generator reads, and that may have no value, of the name of a builtin."""
    if flag:
        id = 1  # noqa: A001 (the name of a builtin)
    return sum(number for number in numbers if number != id)


def captured_with_a_value(number, numbers):
    """A local that a generator reads and that always has a value."""
    least = number - 1
    return all(other > least for other in numbers)


def with_it(given):
    """Calls what has a parameter of that name."""
    return named_as_made(given, given)


def test_a_name_that_is_made_hides_nothing():
    # Given a parameter with the name that flattening would give to a constant
    # Then its function is called as it is, also where another one calls it
    assert flattened(named_as_made) is named_as_made
    assert flattened(with_it) is not with_it
    assert flattened(with_it)(1) == with_it(1) == 4


def test_a_local_that_a_generator_reads_is_no_name_of_the_module_or_of_python():
    for function in (captured, captured_on_one_path):
        assert flattened(function) is function
    assert flattened(captured_with_a_value) is not captured_with_a_value
    assert [flattened(captured_with_a_value)(2, numbers) for numbers in ((2, 3), (1, 2))] == [True, False]


def down(number, least):
    """A formula that calls itself with names."""
    return number if number <= least else up(least, least)


def up(number, least):
    """A formula that calls the one that calls it."""
    return number if number >= least else down(least, number)


def in_a_circle(number):
    """What needs them."""
    return down(number, MOST) + up(number, MOST)


def test_a_formula_that_calls_itself_is_called():
    for function, cases in ((in_a_circle, [(2,), (3,), (7,)]), (down, [(7, 2), (1, 2)])):
        assert flattened(function) is not function
        assert [flattened(function)(*numbers) for numbers in cases] == [function(*numbers) for numbers in cases]


@formula
def is_none_or_few(is_none, coins):
    """What does not look at the coins of nobody."""
    return is_none or coins <= MOST


@formula
def are_few(coins, gifts):
    """What looks at both in any case."""
    return coins <= gifts


def looks_at_nobody(is_none, purse):
    """Reads a field of what may be None before it calls."""
    return is_none_or_few(is_none, purse.coins)


def looks_at_both(purse):
    """Reads fields that are looked at in any case."""
    return are_few(purse.coins, purse.gifts)


def test_a_field_that_cannot_be_read_is_read_all_the_same():
    # Given a formula that looks at its argument on one path only, and a field of None as that argument
    assert flattened(looks_at_nobody) is not looks_at_nobody
    for function in (looks_at_nobody, flattened(looks_at_nobody)):
        # Then what is written out crashes as the function does
        with pytest.raises(AttributeError):
            function(True, None)
    # Given a formula that looks at its arguments on every path, then their fields stand in its text
    assert "purse.coins <= purse.gifts" in written(looks_at_both)
