"""A message of a story, as a row."""

from filspec_docs.scenario import _message

from filspec.kit.runner import Receipt
from filspec.symbolic.reach.first_world import CLIENT
from filspec.symbolic.reach.telling import ToldStep


def test_a_row_tells_who_sends_what_and_when() -> None:
    # Given a message that a client sent
    receipt = Receipt(accepted=True, reason=None, answer=None)
    step = ToldStep(3, "add_balance", (("caller", CLIENT), ("value", 7)), receipt)
    # When it is shown
    epoch, sender, [message], arguments = _message(step)
    # Then the sender stands apart from the other arguments
    assert (epoch, sender, message.astext(), arguments) == ("3", "client", "add_balance", "value 7")
