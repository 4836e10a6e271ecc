"""Numbers are one too large, constants are others."""


def test_one_more_keeps_its_unit(changes) -> None:
    assert changes("off_by_one", "burn(w, participant, amount)") == ["burn(w, participant, TokenAmount(amount + 1))"]
    assert changes("off_by_one", "until = Epoch(w.epoch + w.parameters.release_delay)") == [
        "until = Epoch(w.epoch + w.parameters.release_delay + 1)"
    ]


def test_an_actor_is_no_number_that_is_counted(changes) -> None:
    assert changes("off_by_one", "who = participant") == []


def test_constants(changes) -> None:
    assert changes("constant", "known = amount + 1") == ["known = amount + 0", "known = amount + 2"]
    assert changes("constant", "known = True") == ["known = False"]
    assert changes("constant", "known = w.market.escrow[(participant, 5)[0]]") == [
        "known = w.market.escrow[(participant, 4)[0]]",
        "known = w.market.escrow[(participant, 6)[0]]",
    ]
