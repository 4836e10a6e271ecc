"""How a broken law is told."""

import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.reasons import Reason
from filspec.kit.laws import LAWS
from filspec.kit.runner import Receipt, Step
from filspec.kit.transitions import transition_of
from filspec.laws.broken import LawBroken, comparisons

A_LAW = LAWS["supply_is_conserved"]


def two_sides(left, right):
    double = left * 2
    return double == right


def guarded(row):
    if row is None:
        return True
    return row["paid"] >= 0 and row["paid"] <= row["price"] < 100


def each(rows):
    return all(row == 0 for row in rows)


def without_a_comparison(answer):
    return answer


@pytest.mark.parametrize(
    ("function", "arguments", "told"),
    [
        (two_sides, (2, 5), ("not double == right: 4 against 5",)),
        (two_sides, (2, 4), ()),
        (guarded, ({"paid": -1, "price": 3},), ("not row['paid'] >= 0: -1 against 0",)),
        (
            guarded,
            ({"paid": 5, "price": 3},),
            ("not row['paid'] <= row['price'] < 100: 5 against 3 against 100",),
        ),
        (
            guarded,
            ({"paid": -1},),
            ("not row['paid'] >= 0: -1 against 0", "row['paid'] <= row['price'] < 100 raises KeyError('price')"),
        ),
        (each, ([1],), ()),
        (without_a_comparison, (False,), ()),
    ],
)  # fmt: skip
def test_false_comparisons_are_told_with_both_sides(function, arguments, told):
    assert comparisons(function, arguments) == told


def test_a_law_is_a_function_with_a_name():
    with pytest.raises(TypeError, match="is no law: a law is a function with a name"):
        comparisons(lambda w: True, (None,))


def a_step(reason=None):
    receipt = Receipt(accepted=reason is None, reason=reason, answer=None)
    return Step(transition=transition_of(send), arguments=(100, 5, 101), before=(), after=(), receipt=receipt)


def test_the_message_names_law_ids_sentence_message_row_and_values():
    broken = LawBroken(A_LAW, a_step(), (100, "a row"), ("not 1 == 2: 1 against 2",))
    assert str(broken).splitlines() == [
        "T1 supply_is_conserved: The balances of all actors add up to the total supply.",
        "  broken by send(caller=100, value=5, receiver=101), accepted",
        "  at [100] = 'a row'",
        "  not 1 == 2: 1 against 2",
    ]


def test_a_refused_message_is_told_with_its_reason():
    broken = LawBroken(A_LAW, a_step(Reason.NEGATIVE_AMOUNT), (), ())
    assert "broken by send(caller=100, value=5, receiver=101), refused for NEGATIVE_AMOUNT" in str(broken)


def test_a_world_without_a_step_is_told_as_such():
    assert "broken in a world that no checked step led to" in str(LawBroken(A_LAW, None, (), ()))


def test_long_values_are_cut():
    broken = LawBroken(A_LAW, None, ("x" * 1000,), ())
    assert len(str(broken)) < 500
    assert "xxx..." in str(broken)
