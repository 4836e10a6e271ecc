"""A lemma that looks through its values is refused: its proof would say nothing of ordinary ones."""

import math
import operator
from collections.abc import Callable
from functools import cache, singledispatch, wraps

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


def seen_from_outside(function: Callable[[int], int]) -> Callable[[int], int]:
    @wraps(function)
    def around(number: int) -> int:
        return function(number) if isinstance(number, int) else 0

    return around


@seen_from_outside
def itself(number: int) -> int:
    return number


def calls_what_is_wrapped(number: int) -> bool:
    return itself(number) < 5


@singledispatch
def size_of(_number: object) -> int:
    return 0


@size_of.register
def size_of_number(number: int) -> int:
    return number


def is_dispatched_by_its_type(number: int) -> bool:
    return size_of(number) < 5


@cache
def ways_to_ask() -> Callable[..., bool]:
    return isinstance


def calls_what_is_remembered(number: int) -> bool:
    asked = ways_to_ask()
    return not asked(number, int) or number < 5


class Size:
    """A class that does more than declare."""

    def __init__(self, number: int) -> None:
        self.number = number if isinstance(number, int) else 0

    def __call__(self, number: int) -> int:
        """A number, or nothing."""
        return number if isinstance(number, int) else 0


def makes_an_object(number: int) -> bool:
    return Size(number).number < 5


SIZE = Size(0)
WAYS = (isinstance, int)
CALLS = {0: 0}


def calls_an_object(number: int) -> bool:
    return SIZE(number) < 5


class Shown(Record):
    """A record with a field that is computed."""

    number: int

    @property
    def size(self) -> int:
        """A number, or nothing."""
        return self.number if isinstance(self.number, int) else 0

    def get(self) -> int:
        """A number, or nothing."""
        return self.number if isinstance(self.number, int) else 0


def reads_what_is_computed(number: int) -> bool:
    return Shown(number=number).size < 5


def calls_a_method_that_is_called_like_one_of_tables(number: int) -> bool:
    return Shown(number=number).get() < 5


def takes_it_from_a_constant(number: int) -> bool:
    return not WAYS[0](number, int) or number < 5


def imports_it(number: int) -> bool:
    from builtins import isinstance as asked

    return not asked(number, int) or number < 5


def names_it_in_a_class(number: int) -> bool:
    class Ways:
        asked = isinstance

    asked = Ways.asked
    return not asked(number, int) or number < 5


def finds_it_in_a_frame(number: int) -> bool:
    asked = (1 for _ in ()).gi_frame.f_builtins["isinstance"]
    return not asked(number, int) or number < 5


def with_a_default(number: int, asked: Callable[..., bool] = isinstance) -> int:
    return number if asked(number, int) else 0


def calls_with_a_default(number: int) -> bool:
    return with_a_default(number) < 5


def has_a_lambda_with_a_default(number: int) -> bool:
    return (lambda count=CALLS: count[0] < 5)()


def counts_its_calls(number: int) -> bool:
    CALLS[0] = CALLS[0] + 1
    return CALLS[0] < 5 or number < 5


def reads_what_only_terms_have(number: int) -> bool:
    return number.term == number.term if number < 0 else True  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("holds", "construct"),
    [
        (calls_what_is_wrapped, "itself: other code than its file has"),
        (is_dispatched_by_its_type, "size_of, which"),
        (calls_what_is_remembered, "ways_to_ask, which"),
        (makes_an_object, "Size, which"),
        (calls_an_object, "SIZE, which"),
        (reads_what_is_computed, "Shown, which"),
        (calls_a_method_that_is_called_like_one_of_tables, "Shown, which"),
        (takes_it_from_a_constant, "WAYS, which"),
        (imports_it, "ImportFrom"),
        (names_it_in_a_class, "ClassDef"),
        (finds_it_in_a_frame, ".gi_frame"),
        (calls_with_a_default, "a default that may change"),
        (has_a_lambda_with_a_default, "a default of a lambda"),
        (counts_its_calls, "a write to CALLS[0]"),
        (reads_what_only_terms_have, ".term"),
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


def shows_it_by_a_sign(number: int) -> bool:
    return "7" not in "%r" % (number,)  # noqa: UP031 (the construct in question)


def shows_it_in_a_list(number: int) -> bool:
    return "7" not in f"{[number]}"


def shows_it_in_a_record(number: int) -> bool:
    return "7" not in f"{Pair(left=number, right=0)}"


@pytest.mark.parametrize("holds", [shows_it_by_a_sign, shows_it_in_a_list, shows_it_in_a_record])
def test_how_a_value_is_shown_is_never_read(holds: Callable[..., bool]) -> None:
    lemma = Lemma(name=holds.__name__, ids=("X1",), sentence="It holds.", holds=holds, cases=None)
    with pytest.raises(OutsideTheSubset, match="an operation on SymbolicInt that has no meaning in a proof"):
        prove_lemma(lemma)


def of_records_and_lists(pair: Pair, more: int) -> bool:
    """A lemma in words that say nothing of what values are."""
    numbers = [pair.but(left=more).left, pair.right]
    return max(numbers) >= min(numbers) and all(number in numbers for number in numbers)


def test_what_asks_values_for_nothing_but_their_meaning_is_allowed() -> None:
    assert findings_of(of_records_and_lists) == ()


@pytest.mark.parametrize("lemma", [lemma for lemma in lemmas() if lemma.cases is None], ids=lambda lemma: lemma.name)
def test_every_lemma_that_is_proved_is_clean(lemma: Lemma) -> None:
    assert findings_of(lemma.holds) == ()
