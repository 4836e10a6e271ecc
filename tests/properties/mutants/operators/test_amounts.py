"""Arithmetic loses a term or factor, changes a sign, a rounding, a bound."""


def test_terms(changes) -> None:
    assert changes("term_dropped", "known = amount + w.epoch") == ["known = amount", "known = w.epoch"]
    assert changes("term_dropped", "known = amount - w.epoch") == ["known = amount"]
    assert changes("sign", "known = amount - w.epoch") == ["known = amount + w.epoch"]


def test_factors(changes) -> None:
    line = "known = amount * w.epoch // 3"
    assert changes("factor_dropped", line) == [
        "known = amount * w.epoch",
        "known = amount // 3",
        "known = w.epoch // 3",
    ]


def test_a_dropped_factor_leaves_a_sum_in_parentheses(changes) -> None:
    assert "known = (amount + 1) * 3" in changes("factor_dropped", "known = (amount + 1) * w.epoch * 3")


def test_rounding(changes) -> None:
    assert changes("rounded_up", "known = amount // 3") == ["known = -(-(amount) // 3)"]
    assert -(-7 // 3) == 7 // 3 + 1 and -(-6 // 3) == 6 // 3


def test_bounds(changes) -> None:
    assert changes("bound", "known = min(amount, 3)") == ["known = max(amount, 3)"]
