"""Numbers as people read them."""

import pytest
from filspec_docs.sheets import number, sheet
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(0, 10**30))
def test_a_number_keeps_its_value(value: int) -> None:
    shown = number(value)
    mantissa, _, exponent = f"1 * {shown}".partition(" * 10^") if shown.startswith("10^") else shown.partition(" * 10^")
    whole, _, fraction = mantissa.replace(",", "").partition(".")
    assert int(whole + fraction) * 10 ** (int(exponent or 0) - len(fraction)) == value


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (10_000, "10,000"), (10**18, "10^18"), (14 * 10**26, "1.4 * 10^27")]
)
def test_numbers_as_shown(value: int, shown: str) -> None:
    assert number(value) == shown


def test_the_sheets_are_there() -> None:
    assert len(sheet("decisions.toml")["decision"]) == 33
