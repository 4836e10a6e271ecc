"""What a transition may call, by the object that a name is bound to."""

import pytest

ATTACKS = {
    "x = Part(size=1)": "Part without whole",
    "x = Part(size=1, whole=True, more=2)": "the field more of Part",
    "x = Part(size=True, whole=True)": "bool for size of Part",
    "x = Part(1, True)": "Part with a field that is not named",
    "x = row.but(more=1)": "the field more of Row",
    "x = row.but(x=c)": "Colour for x of Row",
    "x = Coins()": "Coins without the number",
    "x = Coins(c)": "Colour for the number of Coins",
    "x = Coins(1, 2)": "2 arguments for Coins",
    "x = w.deep.t.get(a)": "w.deep.t.get without default",
    "x = w.deep.t.get(a, a)": "int for default of w.deep.t.get",
    "x = w.deep.t.get(c, NO_ROW)": "Colour for key of w.deep.t.get",
    "x = row.get(a, a)": ".get() of Row",
    "x = w.deep.t.but(x=1)": ".but() of a table of Row by int",
    "x = w.n.but(x=1)": ".but() of int",
    "x = w.but(n=1)": ".but() of World",
    "x = World(1, True, row.part, w.deep, w.c)": "the name World",
    "x = Table({})": "the name Table",
    "x = Colour(1)": "the name Colour",
    "x = cache(toy_size)": "the name cache",
    "x = toy_give(w=w, a=1)": "w= in a call",
    "x = unanswered()": "the name unanswered",
}


@pytest.mark.parametrize(("body", "construct"), ATTACKS.items(), ids=ATTACKS)
def test_a_call_that_has_no_meaning_is_refused(found, body, construct):
    assert construct in [what for what, _ in found(body)]


def test_calls_of_the_subset_are_clean(found):
    assert not found("""\
x = toy_size(row) + Coins(a) + w.deep.t.get(a, NO_ROW).x
y = Part(size=x, whole=toy_sun(a, c))
z = row.but(part=y, place=(1, x)).but(x=Coins(2))
w.open = toy_give(w, a)
toy_give(w, z.x)""")


def test_a_function_that_is_not_declared_is_not_called(found):
    before = "def plain(a: int) -> int:\n    return a\n"
    assert ("the name plain", "call a registered function by its name") in found("x = plain(1)", before)


def test_a_reader_calls_no_writer(found):
    before = "@pure\ndef toy_read(w: World, a: int) -> bool:\n    return toy_give(w, a)\n"
    assert found("pass", before) == [("the name toy_give", "a function that only reads calls no transition")]


@pytest.mark.parametrize(
    "body", ["return attempt(toy_give, w, 1)", "for_each(w.deep.t, toy_turn, w, 1)\n    return True"]
)
def test_a_reader_runs_no_step(found, body):
    assert found("pass", f"@query('Town')\ndef toy_read(w: World) -> bool:\n    {body}\n")
