"""A value is exchanged for another of the same unit, and never for one of another."""

DEAL = "pay(w: World, proposal: StorageDealProposal, amount: TokenAmount, caller: ActorID)"


def test_the_other_side_of_a_deal_first_and_then_who_has_a_name(changes) -> None:
    assert changes("wrong_party", "burn(w, proposal.client, amount)", function=DEAL) == [
        "burn(w, proposal.provider, amount)",
        "burn(w, caller, amount)",
    ]


def test_an_amount_stays_an_amount(changes) -> None:
    assert changes("wrong_value", "burn(w, caller, proposal.storage_price)", function=DEAL) == [
        "burn(w, caller, proposal.client_collateral)",
        "burn(w, caller, proposal.storage_collateral)",
    ]


def test_the_row_of_another_key(changes) -> None:
    assert changes("wrong_row", "known = w.market.escrow[proposal.client]", function=DEAL) == [
        "known = w.market.escrow[proposal.provider]",
        "known = w.market.escrow[caller]",
    ]
    assert changes("wrong_party", "known = w.market.escrow[proposal.client]", function=DEAL) == []


def test_a_parameter_of_the_same_type(changes) -> None:
    assert changes("wrong_parameter", "known = w.parameters.declared_fault_slash") == [
        "known = w.parameters.detected_fault_slash",
        "known = w.parameters.power_collateral",
    ]


def test_arguments_of_one_unit_change_places(changes) -> None:
    line = "pay_locked(w, proposal.client, proposal.provider, amount)"
    assert changes("arguments", line, function=DEAL) == ["pay_locked(w, proposal.provider, proposal.client, amount)"]


def test_a_name_is_known_only_after_it_got_its_value(changes) -> None:
    lines = ("burn(w, participant, amount)", "other = w.market.escrow[participant].locked")
    assert "burn(w, participant, other)" not in changes("wrong_value", *lines)
    assert "burn(w, participant, other)" in changes("wrong_value", *reversed(lines))
