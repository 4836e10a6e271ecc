"""Fields of records that are not changed, or changed in place of others."""

DECLARED = "store(w: World, escrow: Escrow, amount: TokenAmount)"


def test_each_field_is_left_as_it_was_once(changes) -> None:
    assert changes("field_dropped", "known = escrow.but(held=amount, locked=amount)", function=DECLARED) == [
        "known = escrow.but(locked=amount)",
        "known = escrow.but(held=amount)",
    ]
    assert changes("field_dropped", "known = escrow.but(held=amount)", function=DECLARED) == []


def test_another_field_of_the_same_unit_is_changed(changes) -> None:
    assert changes("wrong_field", "known = escrow.but(held=amount)", function=DECLARED) == [
        "known = escrow.but(available=amount)",
        "known = escrow.but(locked=amount)",
    ]


def test_branches_change_places(changes) -> None:
    line = "known = amount if w.epoch > 3 else escrow.held"
    assert changes("branches", line, function=DECLARED) == ["known = escrow.held if w.epoch > 3 else amount"]
