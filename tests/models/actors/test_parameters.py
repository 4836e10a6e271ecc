"""Protocol parameters."""

import tomllib
from importlib.resources import files

import pytest

from filspec.actors.parameters import PRESETS, FailedPoSt, Fraction, Parameters, PledgeRule, PowerCounts, preset

SHEET = tomllib.loads(files("filspec.spec").joinpath("parameters.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_gives_every_parameter_a_value(name):
    assert set(SHEET) == set(Parameters.__struct_fields__)
    assert isinstance(preset(name), Parameters)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("parameter", [parameter for parameter, row in SHEET.items() if "bounds" in row])
def test_every_value_lies_within_the_bounds_of_its_proofs(name, parameter):
    least, most = SHEET[parameter]["bounds"]
    value = getattr(preset(name), parameter)
    if isinstance(value, Fraction):
        assert least * value.denominator <= value.numerator <= most * value.denominator
    else:
        assert least <= value <= most


@pytest.mark.parametrize("parameter", [parameter for parameter, row in SHEET.items() if "choices" in row])
def test_every_variant_offers_its_choices(parameter):
    """A decision with two live readings is a named variant, not a comment."""
    kind = type(getattr(preset("tiny"), parameter))
    assert [choice.name for choice in kind] == SHEET[parameter]["choices"]


@pytest.mark.parametrize("name", PRESETS)
def test_the_defaults_are_the_recommended_decisions(name):
    parameters = preset(name)
    assert (parameters.power_counts, parameters.failed_post) == (PowerCounts.AT_FIRST_POST, FailedPoSt.ABORTS)
    assert parameters.fault_threshold == 3


def test_presets_differ_in_their_pledge_rule():
    assert (preset("tiny").pledge_rule, preset("2k").pledge_rule) == (PledgeRule.CONSTANT, PledgeRule.FORMULA)


def test_an_unknown_preset_is_refused_with_the_known_ones():
    with pytest.raises(KeyError, match="there is no preset 'mainnet'; the presets are tiny, 2k"):
        preset("mainnet")
