"""What reaches a function by itself, and what only through the steps of loops."""

from filspec.actors.storage_market.settlement import handle_storage_deal_payment, pay_elapsed_epochs, settle_proved_deal
from filspec.mutants.warm.calls import place_of, reached_directly, reaches


def test_a_message_reaches_a_payment_through_a_loop_alone() -> None:
    start, end = place_of(handle_storage_deal_payment), place_of(pay_elapsed_epochs)
    assert reaches(start, end) and not reaches(end, start)
    assert end not in reached_directly(start)
    assert end in reached_directly(place_of(settle_proved_deal))
