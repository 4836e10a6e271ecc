"""How a law is read: what stands beside it, and what is a formula."""

from collections.abc import Callable
from types import ModuleType

from filspec.kit.loops import for_each
from filspec.laws.formulas.sectors import is_recent, period_ends
from filspec.laws.interpreter import nonce_of
from filspec.symbolic.law_reading import formula_of, is_beside


def test_what_stands_in_its_module_under_its_name_is_beside_a_law(load: Callable[[str, str], ModuleType]) -> None:
    made = "def made():\n    def inner():\n        return 1\n    return inner\n\n\ninner = made()\nother = made\n"
    module = load("trap", made)
    assert is_beside(nonce_of) and is_beside(module.made)
    assert not is_beside(module.inner)
    assert not is_beside(for_each) and not is_beside(print) and not is_beside(3)


OTHERS = """
from functools import wraps
from filspec.kit.laws import formula


@formula
def low(n: int) -> bool:
    return n < 0


def high(n: int) -> bool:
    return n > 0


other = low
hidden = formula(high)


@wraps(low)
def worn(n: int) -> bool:
    return True
"""


def test_formula_is_what_the_kit_made_of_a_function_of_its_module(load: Callable[[str, str], ModuleType]) -> None:
    module = load("trap", OTHERS)
    written = formula_of(module.low)
    assert written is not None and written.__name__ == "low" and written is not module.low
    assert formula_of(is_recent) is not formula_of(period_ends)
    for no_formula in (module.high, module.hidden, module.worn, written, print, 3):
        assert formula_of(no_formula) is None


def test_formula_that_another_name_stands_for_is_none(load: Callable[[str, str], ModuleType]) -> None:
    # Given a formula whose name was bound to another one
    module = load("trap", OTHERS)
    assert formula_of(module.other) is not None
    module.low = module.hidden
    # Then neither is what the text says
    assert formula_of(module.low) is formula_of(module.other) is None
