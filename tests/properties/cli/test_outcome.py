"""Amounts as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.cli.outcome import _fil


@given(st.integers(10**12, 10**27))
def test_an_amount_in_fil_is_right_to_a_millionth(amount: int) -> None:
    shown = _fil(amount).replace(",", "").replace(".", "")
    assert abs(int(shown) * 10**12 - amount) <= 5 * 10**11


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0.000000"),
        (1, "under 0.000001"),
        (10**12, "0.000001"),
        (10**18 - 15, "1.000000"),
        (12_345 * 10**18 + 6 * 10**17, "12,345.600000"),
    ],
)
def test_amounts_as_shown(amount: int, shown: str) -> None:
    assert _fil(amount) == shown
