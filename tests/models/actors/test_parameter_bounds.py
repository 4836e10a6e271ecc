"""Bounds of the parameters."""

import pytest

from filspec.actors import parameter_bounds
from filspec.actors.genesis import genesis
from filspec.actors.parameter_bounds import Bounds, broken_bounds, declared_bounds
from filspec.actors.parameters import PRESETS, Fraction, preset, sheet


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_keeps_its_bounds(name):
    assert broken_bounds(preset(name)) == ()


def test_every_parameter_is_bounded_or_a_variant():
    assert set(declared_bounds()) == {name for name, entry in sheet().items() if "choices" not in entry}


def test_a_bound_by_another_parameter_names_one():
    for bounds in declared_bounds().values():
        assert isinstance(bounds, Bounds)
        assert {bounds.less_than, bounds.at_most} <= {"", *declared_bounds()}


def test_the_bounds_are_those_of_the_sheet():
    """Read once more, as they are when the first network begins."""
    read = declared_bounds.__wrapped__()
    assert read == declared_bounds()
    assert {name: [bounds.least, bounds.most] for name, bounds in read.items()} == {
        name: entry["bounds"] for name, entry in sheet().items() if "choices" not in entry
    }


@pytest.mark.parametrize("parameter", declared_bounds())
def test_a_value_at_either_bound_is_within(parameter):
    bounds, value = declared_bounds()[parameter], getattr(preset("tiny"), parameter)
    for edge in (bounds.least, bounds.most):
        changed = Fraction(numerator=edge, denominator=1) if isinstance(value, Fraction) else edge
        found = broken_bounds(preset("tiny").but(**{parameter: changed}))
        assert not any(f"{parameter} is " in sentence and " must be from " in sentence for sentence in found), found
        assert not any("a fraction from" in sentence for sentence in found), found


@pytest.mark.parametrize("parameter", declared_bounds())
def test_a_value_beyond_either_bound_is_named(parameter):
    bounds, value = declared_bounds()[parameter], getattr(preset("tiny"), parameter)
    for wrong in (bounds.least - 1, bounds.most + 1):
        beyond = Fraction(numerator=wrong, denominator=1) if isinstance(value, Fraction) else wrong
        found = broken_bounds(preset("tiny").but(**{parameter: beyond}))
        assert any(sentence.startswith(f"{parameter} is {wrong}") for sentence in found), found


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"post_challenge_time": 6}, "post_challenge_time is 6, and must be less than proving_period, 6"),
        ({"proving_period": 4}, "post_challenge_time is 4, and must be less than proving_period, 4"),
        ({"finality": -1}, "finality is -1, and must be from 1 to 10000"),
        ({"sealing_slack": 3}, "sealing_slack is 3, and must be at most sealing_time, 2"),
        (
            {"power_collateral": Fraction(numerator=0, denominator=0)},
            "power_collateral is 0/0, and must be a fraction from 0 to 1",
        ),
    ],
)
def test_the_sentence_says_what_is_and_what_must_be(changes, sentence):
    assert broken_bounds(preset("tiny").but(**changes)) == (sentence,)


@pytest.mark.parametrize(("numerator", "is_within"), [(1, False), (2, True), (4, True), (5, False)])
def test_both_bounds_of_a_fraction_are_in_its_own_parts(monkeypatch, numerator, is_within):
    """Given a share that has to be from 1 to 2, and some halves."""
    bounds = Bounds(least=1, most=2, less_than="", at_most="")
    monkeypatch.setattr(parameter_bounds, "declared_bounds", lambda: {"power_collateral": bounds})
    halves = preset("tiny").but(power_collateral=Fraction(numerator=numerator, denominator=2))
    assert (broken_bounds(halves) == ()) is is_within


def test_no_network_begins_outside_the_bounds():
    with pytest.raises(ValueError, match="no proof holds for these parameters: post_challenge_time is 9, and must be"):
        genesis(preset("tiny").but(post_challenge_time=9), ())
