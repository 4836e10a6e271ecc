"""Random expressions: well formed, of the kind that was asked for, and now and then wrong."""

import ast

import pytest

from filspec.fuzz import prelude
from filspec.fuzz.dice import Dice
from filspec.fuzz.expressions import MISTAKES, Expressions, Scope
from filspec.fuzz.fields import COMMON, Fields
from filspec.fuzz.words import Oracle, Summand, Words

LAYOUT = Fields(("n", "m"), (("b", "bool"), ("fixed", "part"), ("hue", "colour")), COMMON, False, "")
SUMMANDS = (Summand("amount_t", ("int", "row"), ""), Summand("by_amount_p", ("pair", "int"), "int"))
WORDS = Words("", SUMMANDS, (Oracle("luck", ("int",), True), Oracle("fate", ("pair", "int"), False)), ())
LOCAL: dict[str, tuple[str, ...]] = {"key": ("a", "b"), "int": ("a", "b"), "bool": ("c",)}


def writer(seed: int, mistakes: float = 0.0) -> Expressions:
    return Expressions(Dice(str(seed)), Scope("w", LAYOUT, WORDS, LOCAL, mistakes))


KINDS = ("int", "bool", "pair", "part", "colour", "right", "odd", "deep", "deeper", "one", "row")


@pytest.mark.parametrize("kind", KINDS)
def test_expression_of_each_kind_is_well_formed(kind: str) -> None:
    for seed in range(60):
        ast.parse(writer(seed).of_kind(kind), mode="eval")


def test_constants_have_the_kind_that_was_asked_for() -> None:
    names = {**vars(prelude), "a": 1, "b": 2, "c": True}
    for seed in range(200):
        text = writer(seed)._made("pair", 0)
        assert [type(part) for part in eval(text, names)] == [int, int]
        text = writer(seed)._made("deep", 0)
        assert [type(part) for part in eval(text, names)] == [tuple, int]


def test_numbers_use_all_that_is_in_scope() -> None:
    texts = [writer(seed).number() for seed in range(600)]
    for part in (
        "w.n",
        "a",
        "total(w.t, amount_t)",
        "total_by(w.p, by_amount_p)[",
        "luck(w, ",
        "fate((",
        ".get(",
        "//",
    ):
        assert any(part in text for text in texts), part


def test_nothing_is_wrong_unless_mistakes_are_wanted() -> None:
    right = [writer(seed).of_kind("part") for seed in range(200)]
    wrong = [writer(seed, 0.5).of_kind("part") for seed in range(200)]
    assert not any(".term" in text or ".length" in text for text in right)
    assert set(MISTAKES) <= set(wrong)


def test_scope_of_another_world_and_with_more_of_a_kind() -> None:
    scope = Scope("w", LAYOUT, WORDS, LOCAL, 0.0)
    assert scope.at("before").world == "before"
    assert scope.plus("int", "z").local["int"] == ("a", "b", "z")
    assert scope.plus("pair", "key").local["pair"] == ("key",)
