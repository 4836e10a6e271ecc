"""An effect is missing, or two change places where that can matter."""

from filspec.mutants.operators.generation import mutations_in
from filspec.mutants.operators.source import Source

MODULE = "filspec.actors.storage_market.balances"
WRITE = "w.market.escrow[participant] = NOTHING"


def texts(operator: str, *lines: str) -> list[list[str]]:
    """The bodies that one operator makes of a function."""
    head = "@internal()\ndef lock(w: World, participant: ActorID, amount: TokenAmount) -> None:\n"
    text = head + "".join(f"    {line}\n" for line in lines)
    found = [one for one in mutations_in(Source(MODULE, text)) if one.operator == operator]
    whole = [text[: one.start] + one.new + text[one.end :] for one in found]
    return [[line.strip() for line in one.removeprefix(head).splitlines()] for one in whole]


def test_each_effect_is_dropped_once() -> None:
    lines = (WRITE, "burn(w, participant, amount)", "del w.market.escrow[participant]")
    assert texts("write_dropped", *lines) == [list(lines[1:])]
    assert texts("call_dropped", *lines) == [[lines[0], lines[2]]]
    assert texts("delete_dropped", *lines) == [list(lines[:2])]


def test_a_block_is_never_left_empty() -> None:
    assert texts("call_dropped", "if amount > 3:", "    burn(w, participant, amount)") == [["if amount > 3:", "pass"]]


def test_a_guard_is_no_effect() -> None:
    assert texts("call_dropped", "require(amount > 0, Reason.NOTHING_TO_ADD)", WRITE) == []


def test_a_read_after_a_write_changes_places_with_it() -> None:
    lines = (WRITE, "escrow = w.market.escrow[participant]")
    assert texts("order", *lines) == [list(reversed(lines))]


def test_what_uses_a_name_stays_after_it() -> None:
    assert texts("order", "escrow = w.market.escrow[participant]", "w.market.escrow[participant] = escrow") == []


def test_writes_of_different_tables_have_no_order() -> None:
    assert texts("order", WRITE, "w.market.next_deal = amount") == []


def test_calls_that_touch_different_tables_have_no_order() -> None:
    """Tokens are burnt in the accounts; escrows are written elsewhere."""
    assert texts("order", WRITE, "burn(w, participant, amount)") == []


def test_calls_that_touch_the_same_table_change_places() -> None:
    lines = ("burn(w, participant, amount)", "transfer(w, participant, MARKET, amount)")
    assert texts("order", *lines) == [list(reversed(lines))]


def test_a_case_is_dropped() -> None:
    assert texts("branch_dropped", "if amount > 3:", "    return", WRITE) == [[WRITE]]
