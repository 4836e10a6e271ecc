"""Comparisons are weakened at the boundary, and turned the wrong way round."""


def test_a_boundary_is_taken_in_or_left_out(changes) -> None:
    assert changes("boundary", "require(amount > 0, Reason.NOTHING_TO_ADD)") == [
        "require(amount >= 0, Reason.NOTHING_TO_ADD)"
    ]
    assert changes("boundary", "require(amount == 0, Reason.NOTHING_TO_ADD)") == []


def test_a_comparison_is_turned(changes) -> None:
    assert changes("flipped", "require(w.epoch <= amount, Reason.NOTHING_TO_ADD)") == [
        "require(w.epoch >= amount, Reason.NOTHING_TO_ADD)"
    ]
    assert changes("flipped", "require(amount not in w.market.escrow, Reason.NOTHING_TO_ADD)") == [
        "require(amount in w.market.escrow, Reason.NOTHING_TO_ADD)"
    ]
