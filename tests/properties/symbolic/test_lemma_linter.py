"""A lemma that looks through its values is refused: its proof would say nothing of ordinary ones."""

import math
import operator

import pytest

from filspec.kit.records import Record
from filspec.lemmas.catalogue import lemmas
from filspec.lemmas.lemma import Lemma, given
from filspec.symbolic.lemma_linter import findings_of
from filspec.symbolic.lemma_proof import prove_lemma
from filspec.symbolic.values import OutsideTheSubset


class Pair(Record):
    """Two numbers."""

    left: int
    right: int


def asks_for_the_type(number: int) -> bool:
    return not isinstance(number, int) or number < 5


def swallows_what_a_proof_cannot_follow(number: int) -> bool:
    try:
        return number**2 < 5
    except Exception:
        return True


def asks_whether_it_is_the_same_object(number: int) -> bool:
    return number is not number + 0 or number < 5


def asks_whether_it_is_another_object(number: int) -> bool:
    return not (number is number + 0) or number < 5  # noqa: E714 (the construct in question)


def reads_how_it_is_shown(number: int) -> bool:
    return "7" not in repr(number)


def shows_it_in_a_text(number: int) -> bool:
    return "7" not in f"{number!r}"


def looks_at_its_class(number: int) -> bool:
    return number.__class__.__name__ != "int" or number < 5


def goes_through_another_function(number: int) -> bool:
    return asks_for_the_type(number)


def gives_it_away(number: int) -> bool:
    given(number > 0)
    return math.isqrt(number) < 5 and [*map(callable, [number])] == [False]


def names_a_module(number: int) -> bool:
    return operator.is_not(number, number + 0) or number < 5


class Asking(Record):
    """A record that asks for more than it should."""

    number: int

    def is_known(self) -> bool:
        """Whether it is a number."""
        return isinstance(self.number, int)


def calls_a_method(number: int) -> bool:
    return not Asking(number=number).is_known() or number < 5


@pytest.mark.parametrize(
    ("holds", "construct"),
    [
        (asks_for_the_type, "isinstance"),
        (swallows_what_a_proof_cannot_follow, "try"),
        (asks_whether_it_is_the_same_object, "is not"),
        (asks_whether_it_is_another_object, "asks_whether_it_is_another_object: is,"),
        (reads_how_it_is_shown, "repr"),
        (shows_it_in_a_text, "!r"),
        (looks_at_its_class, "__class__"),
        (goes_through_another_function, "isinstance"),
        (gives_it_away, "callable"),
        (names_a_module, "operator"),
        (calls_a_method, ".is_known()"),
    ],
)
def test_a_lemma_that_looks_through_its_values_is_not_proved(holds, construct) -> None:
    lemma = Lemma(name=holds.__name__, ids=("X1",), sentence="It holds.", holds=holds, cases=None)
    with pytest.raises(OutsideTheSubset) as refused:
        prove_lemma(lemma)
    assert construct in str(refused.value)


def of_records_and_lists(pair: Pair, more: int) -> bool:
    """A lemma in words that say nothing of what values are."""
    numbers = [pair.but(left=more).left, pair.right]
    return max(numbers) >= min(numbers) and all(number in numbers for number in numbers)


def test_what_asks_values_for_nothing_but_their_meaning_is_allowed() -> None:
    assert findings_of(of_records_and_lists) == ()


@pytest.mark.parametrize("lemma", [lemma for lemma in lemmas() if lemma.cases is None], ids=lambda lemma: lemma.name)
def test_every_lemma_that_is_proved_is_clean(lemma: Lemma) -> None:
    assert findings_of(lemma.holds) == ()
