"""Each word of the kit is given what it takes, where it stands; types are checked before anything runs."""

import pytest

ATTACKS = {
    "require(a, Reason.NO)": "int for the condition",
    "require(a > 0, 1)": "1 as a reason",
    "require(a > 0, NO_ROW.colour)": "NO_ROW.colour as a reason",
    "require(a > 0)": "require without all of the condition, the reason",
    "require(a > 0, Reason.NO, 1)": "more arguments for require",
    "require(a > 0, Reason.MAYBE)": "Reason.MAYBE",
    "for_each(many, toy_turn, w, 1)": "for_each over tuple[int, ...]",
    "for_each((1, 2), toy_turn, w, 1)": "for_each over tuple[int, int]",
    "for_each(w, toy_turn, w, 1)": "for_each over World",
    "for_each(w.deep.t, toy_turn, w)": "toy_turn without a",
    "for_each(w.deep.t, toy_turn, w, 5, a=7)": "a of toy_turn, given twice",
    "for_each(w.deep.t, toy_turn, w, 5, 7)": "2 arguments for toy_turn",
    "for_each(w.deep.t, toy_turn, w, b=7)": "toy_turn with b",
    "for_each(w.deep.t, toy_turn, w, c)": "Colour for a of toy_turn",
    "for_each(w.deep.t, toy_turn, w.deep, 1)": "Deep for the world of toy_turn",
    "for_each(w.deep.p, toy_turn, w, 1)": "toy_turn as a step of this loop",
    "for_each(w.c, toy_turn, w, 1)": "toy_turn as a step of this loop",
    "for_each(w.deep.t, toy_size, w)": "toy_size as a step, which computes a value from values",
    "for_each(w.deep.t, row, w)": "row as a step",
    "for_each(w.deep.t, print, w)": "the name print",
    "for_each(w.deep.t)": "for_each without all of the table, the step, w",
    "for_each(w.deep.t, step=toy_turn, world=w)": "for_each without all of the table, the step, w",
    "for_each_under(w.deep.t, a, toy_turn, w, 1)": "for_each_under over a table of Row by int",
    "for_each_under(w.deep.p, (a, a), toy_pair, w)": "tuple[int, int] for the group",
    "for_each_under(w.deep.p, a, toy_turn, w, 1)": "toy_turn as a step of this loop",
    "for_each_in(w.deep.t, toy_turn, w, 1)": "for_each_in over a table of Row by int",
    "for_each_in(a, toy_turn, w, 1)": "for_each_in over int",
    "for_each_in((a, c), toy_turn, w, 1)": "for_each_in over tuple[int, Colour]",
    "for_each_in((c, c), toy_turn, w, 1)": "toy_turn as a step of this loop",
    "x = attempt(toy_give, w)": "toy_give without a",
    "x = attempt(toy_give, w, 5, a=7)": "a of toy_give, given twice",
    "x = attempt(toy_give, w.deep, 5)": "Deep for the world of toy_give",
    "x = attempt(toy_size, row)": "toy_size as a step, which computes a value from values",
    "x = total(many, toy_coins)": "total over tuple[int, ...]",
    "x = total(w.deep.p, toy_coins)": "toy_coins as a summand of a table of int by tuple[int, int]",
    "x = total(w.deep.t, toy_shares)": "a sum of tuple[tuple[int, int], ...]",
    "x = total(w.deep.t, toy_give)": "toy_give as a summand",
    "x = total(w.deep.t, abs)": "the name abs",
    "x = total_by(w.deep.t, toy_coins)[a]": "sums of int",
    "x = total_by(w.deep.t, toy_shares)[c]": "Colour for the group",
    "x = total_by(w.deep.t, toy_shares)[(a, a)]": "tuple[int, int] for the group",
    "x = total_by(w.deep.t, toy_shares) == total_by(w.deep.t, toy_shares)": "a comparison of sums by int",
    "x = max(a)": "max(a)",
    "x = min()": "min()",
    "x = max(a, c)": "Colour for a number of max",
    "x = max(a, a, key=abs)": "max(a, a, key=abs)",
    "x = abs(a, a)": "more arguments for abs",
    "x = abs(w.open)": "bool for a number of abs",
}


@pytest.mark.parametrize(("body", "construct"), ATTACKS.items(), ids=ATTACKS)
def test_a_word_that_is_given_something_else_is_refused(found, body, construct):
    assert construct in [what for what, _ in found(body)]


def test_the_words_are_clean(found):
    assert not found("""\
require(a > 0 and w.open, Reason.NO)
for_each(w.deep.t, toy_turn, w, a=max(1, a, abs(w.n)))
for_each_under(w.deep.p, a, toy_pair, w)
for_each_in(many, toy_turn, w, 1)
for_each_in((1, a), toy_turn, w, 1)
w.open = attempt(toy_give, w, a=5)
w.n = Coins(total(w.deep.t, toy_coins) + total_by(w.deep.t, toy_shares)[a])""")


def test_a_word_is_the_function_of_the_kit_and_not_its_name(load, findings_in):
    # Given a module with a function called for_each, which is used in place of the kit's
    other = load("def for_each(*_):\n    pass\n")
    head = "from filspec.kit.transitions import pure\n"
    head += f"from {other.__name__} import for_each\n"
    text = f"{head}@pure\ndef toy_one(a: int) -> int:\n    for_each(a)\n    return a\n"
    # Then it is no word
    assert [finding.construct for finding in findings_in(text)] == ["the name for_each"]


def test_a_word_by_another_name_is_the_same_word(found):
    head = "from filspec.kit.sums import total as add_up"
    assert not found("w.n = Coins(add_up(w.deep.t, toy_coins))", head)
    assert found("w.n = Coins(add_up(many, toy_coins))", head) == [
        ("total over tuple[int, ...]", "it adds up the rows of a table")
    ]
