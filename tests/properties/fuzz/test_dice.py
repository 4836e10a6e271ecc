"""Choices depend on the seed alone."""

from filspec.fuzz.dice import SMALL, Dice


def test_equal_seeds_choose_equally() -> None:
    one, other = Dice("1.7"), Dice("1.7")
    assert [one.number() for _ in range(50)] == [other.number() for _ in range(50)]


def test_other_seeds_choose_otherwise() -> None:
    assert len({Dice(str(seed)).between(0, 10**9) for seed in range(20)}) == 20


def test_choices_are_the_same_in_every_process() -> None:
    dice = Dice("fixed")
    assert [dice.between(0, 99) for _ in range(5)] == [91, 52, 96, 75, 80]


def test_every_option_is_chosen() -> None:
    dice = Dice("all")
    assert {dice.one(1, 2, 3) for _ in range(100)} == {1, 2, 3}
    assert {dice.weighted(((1, "rare"), (9, "often"))) for _ in range(100)} == {"rare", "often"}
    assert {dice.between(2, 4) for _ in range(100)} == {2, 3, 4}
    assert {dice.number() for _ in range(300)} == set(SMALL)
    assert {dice.chance(0.5) for _ in range(100)} == {True, False}


def test_weight_of_nothing_is_never_chosen() -> None:
    dice = Dice("weights")
    assert {dice.weighted(((0, "never"), (1, "always"))) for _ in range(50)} == {"always"}


def test_some_keeps_the_order() -> None:
    dice = Dice("some")
    assert all(found == sorted(found) for found in (dice.some([1, 2, 3, 4], 0.5) for _ in range(30)))
