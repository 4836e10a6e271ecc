"""Conditions lose a part, a not, or their sense."""

GUARD = "require({}, Reason.NOTHING_TO_ADD)"


def test_and_becomes_or_and_each_part_is_dropped_once(changes) -> None:
    line = GUARD.format("amount > 0 and w.epoch > 3")
    assert changes("connective", line) == [GUARD.format("amount > 0 or w.epoch > 3")]
    assert changes("condition_dropped", line) == [GUARD.format("w.epoch > 3"), GUARD.format("amount > 0")]


def test_a_condition_within_another_keeps_its_parentheses(changes) -> None:
    line = GUARD.format("amount > 0 and (w.epoch > 3 and w.epoch < 9)")
    assert GUARD.format("amount > 0 and (w.epoch > 3 or w.epoch < 9)") in changes("connective", line)


def test_not_is_dropped(changes) -> None:
    assert changes("not_dropped", GUARD.format("not amount > 0")) == [GUARD.format("amount > 0")]


def test_a_condition_that_is_no_comparison_is_negated(changes) -> None:
    line = GUARD.format("is_account(w, participant)")
    assert changes("negated", line) == [GUARD.format("not (is_account(w, participant))")]
    assert changes("negated", GUARD.format("amount > 0")) == []
