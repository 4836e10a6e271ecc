"""The bounded executor sees what an ordinary run does: loops, sums, attempts, and all ways that a message can end."""

import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import add_balance
from filspec.actors.units import BURNT_FUNDS
from filspec.kit import engine
from filspec.kit.loops import attempt, for_each, for_each_in
from filspec.kit.requirement import require
from filspec.kit.sums import total, total_by
from filspec.kit.transitions import REGISTRY, internal
from filspec.laws.ledger import balance_of
from filspec.symbolic.outcomes import Ending
from filspec.symbolic.reach.bounded import BoundedExecutor
from filspec.symbolic.reach.feasibility import Feasibility
from filspec.symbolic.reach.first_world import CLIENT, FORTUNE, OWNER, first_world
from filspec.symbolic.reach.positions import Arrival, Sent
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import INT, constant
from filspec.symbolic.values import OutsideTheSubset, SymbolicInt, SymbolicSequence
from filspec.symbolic.worlds import World

X = SymbolicInt(constant("x", INT))


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is registered here is forgotten."""
    for name in [name for name, declared in REGISTRY.items() if declared.function.__module__ == __name__]:
        monkeypatch.delitem(REGISTRY, name)


@internal()
def one_more_nonce(w: World, who: int, least: int) -> None:
    account = w.ledger.accounts[who]
    require(account.balance >= least, Reason.INSUFFICIENT_FUNDS)
    w.ledger.accounts[who] = account.but(nonce=account.nonce + 1)
    w.epoch = w.epoch * 1000 + who


@internal()
def every_nonce(w: World, least: int) -> int:
    for_each(w.ledger.accounts, one_more_nonce, w, least)
    return int(w.epoch)


@internal()
def some_nonces(w: World, chosen: tuple[int, ...]) -> int:
    for_each_in(chosen, one_more_nonce, w, 0)
    return int(w.epoch)


@internal()
def perhaps(w: World, least: int) -> bool:
    return attempt(one_more_nonce, w, CLIENT, least)


@internal()
def all_tokens(w: World) -> int:
    return total(w.ledger.accounts, balance_of)


@internal()
def tokens_of(w: World, who: int) -> int:
    return total_by(w.ledger.accounts, by_owner)[who]


def by_owner(who: int, account: object) -> tuple[tuple[int, int]]:
    return ((who, account.balance),)  # type: ignore[attr-defined]


@pytest.fixture
def executor() -> BoundedExecutor:
    return BoundedExecutor(first_world(), Feasibility(Solver(), 10**9))


def arrivals(executor: BoundedExecutor, transition: object, *arguments: object) -> list[Arrival]:
    return list(executor.arrivals(executor.beginning, Sent(transition, arguments)))  # type: ignore[arg-type]


def test_loop_goes_through_all_rows_in_order(executor: BoundedExecutor) -> None:
    # Given what an ordinary run does
    world = first_world()
    expected = every_nonce(world, 0)
    # When the loop runs here
    [arrival] = arrivals(executor, every_nonce, 0)
    # Then it comes to the same rows in the same order
    assert arrival.ending is Ending.ACCEPTED and arrival.answer == expected


def test_refusals_in_a_loop_are_seen_one_by_one(executor: BoundedExecutor) -> None:
    *refused, accepted = arrivals(executor, every_nonce, X)

    assert [arrival.reason for arrival in refused] == [Reason.INSUFFICIENT_FUNDS] * len(refused)
    assert accepted.ending is Ending.ACCEPTED and executor.is_possible(accepted.position)
    assert all(executor.is_possible(arrival.position) for arrival in refused[:1])


def test_loop_goes_through_the_items_of_a_list(executor: BoundedExecutor) -> None:
    [arrival] = arrivals(executor, some_nonces, (OWNER, CLIENT))

    assert arrival.answer == OWNER * 1000 + CLIENT


def test_list_of_unknown_length_is_refused(executor: BoundedExecutor) -> None:
    sequence = shape_of(tuple[int, ...]).unknown("items")
    assert isinstance(sequence, SymbolicSequence)
    with pytest.raises(OutsideTheSubset, match="a list of unknown length"):
        arrivals(executor, some_nonces, sequence)


def test_attempt_goes_both_ways_and_leaves_nothing_when_refused(executor: BoundedExecutor) -> None:
    # When a step that depends on an unknown is attempted
    found = {arrival.answer: arrival.position for arrival in arrivals(executor, perhaps, X)}
    # Then both ways are seen, and the refused one has changed nothing
    assert set(found) == {True, False} and all(map(executor.is_possible, found.values()))
    assert found[False].leaves == executor.beginning.leaves != found[True].leaves


def test_sums_are_what_rows_add_up_to(executor: BoundedExecutor) -> None:
    supply = first_world().ledger.total_supply

    assert arrivals(executor, all_tokens)[0].answer == supply
    assert arrivals(executor, tokens_of, CLIENT)[0].answer == FORTUNE
    assert arrivals(executor, tokens_of, BURNT_FUNDS)[0].answer == 0


def test_what_cannot_happen_is_not_followed(executor: BoundedExecutor) -> None:
    # Given a balance that was added
    *_, added = arrivals(executor, add_balance, CLIENT, X)
    # When more is sent than is left
    sent = list(executor.arrivals(added.position, Sent(send, (CLIENT, FORTUNE, OWNER))))
    # Then no story goes on behind it, though either message is possible
    accepted = [arrival.position for arrival in sent if arrival.ending is Ending.ACCEPTED]
    assert executor.is_possible(added.position) and not any(map(executor.is_possible, accepted))


def test_seam_is_left_as_it_was(executor: BoundedExecutor) -> None:
    arrivals(executor, add_balance, CLIENT, X)

    assert engine.active is None
