"""Traps of laws of messages that compare the leaves of the worlds before and after."""

from collections.abc import Callable

import pytest

HEAD_OF_LAWS = '''
from filspec.kit.frames import changes_only, unchanged
from filspec.kit.laws import message_law
from filspec.kit.runner import Sent


@message_law("X1")
def law_of_messages(before: World, after: World, sent: Sent) -> bool:
    """A law of messages."""
    return not sent.receipt.accepted or {law}
'''
UNCHANGED, CHANGED = 'unchanged(before, after, "{}")', 'not unchanged(before, after, "{}")'
WRONG = {
    "something changes": ("w.n = a", "not changes_only(before, after)"),
    "nothing changes": ("w.n = a", "changes_only(before, after)"),
    "a number changes": ("w.n = a", CHANGED.format("n")),
    "a number is written as it is": ("w.n = w.n + 0", CHANGED.format("n")),
    "a number changes in one of two cases": ("w.n = w.n + (1 if a > b else 0)", CHANGED.format("n")),
    "a record changes": ("w.fixed = row.part", CHANGED.format("fixed")),
    "a table changes": ("w.deep.t[a] = row", CHANGED.format("deep.t")),
    "a table changes by a deletion that may be undone": (
        "require(a in w.deep.t, Reason.NO)\nold = w.deep.t[a]\ndel w.deep.t[a]\nw.deep.t[a] = old",
        CHANGED.format("deep.t"),
    ),
    "a number is unchanged that may be": ("w.n = a", UNCHANGED.format("n")),
    "a table is unchanged that may be": ("w.deep.p[(a, b)] = 3", UNCHANGED.format("deep.p")),
    "something else is unchanged": ("w.m = a", UNCHANGED.format("m")),
}
RIGHT = {
    "what is not written is unchanged": ("w.n = a", UNCHANGED.format("m")),
    "another table is unchanged": ("w.deep.t[a] = row", UNCHANGED.format("deep.p")),
    "a scalar record is unchanged": ("w.n = a\nw.deep.t[a] = row", UNCHANGED.format("fixed")),
    "a number is reckoned anew": ("w.n = w.n + 0", UNCHANGED.format("n")),
    "a record is made anew": ("w.fixed = w.fixed.but(size=w.fixed.size)", UNCHANGED.format("fixed")),
    "a row is written as it is": (
        "require(a in w.deep.t, Reason.NO)\nw.deep.t[a] = w.deep.t[a].but(x=w.deep.t[a].x)",
        UNCHANGED.format("deep.t"),
    ),
    "nothing else changes": ("w.n = a\nw.deep.t[a] = row", 'changes_only(before, after, "n", "deep.t")'),
}


@pytest.mark.parametrize(("body", "law"), WRONG.values(), ids=WRONG)
def test_what_may_be_otherwise_is_not_proved(objections: Callable[..., list[str]], body: str, law: str) -> None:
    assert objections(body, HEAD_OF_LAWS.format(law=law))


@pytest.mark.parametrize(("body", "law"), RIGHT.values(), ids=RIGHT)
def test_what_a_message_does_not_write_is_proved_to_stay(
    objections: Callable[..., list[str]], body: str, law: str
) -> None:
    assert not objections(body, HEAD_OF_LAWS.format(law=law))
