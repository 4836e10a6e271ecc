"""Guards are read from the source as it stands."""

from filspec_docs.guards import body, called, guards

from filspec.actors.reasons import Reason
from filspec.kit.requirement import require
from filspec.kit.transitions import REGISTRY
from filspec.traces.declarations import modules


def refuses(value: int, limit: int) -> None:
    """Say no twice."""
    require(value > 0, Reason.NOTHING_TO_ADD)
    if limit:
        require(
            value <= limit,
            Reason.INSUFFICIENT_FUNDS,
        )


def test_each_guard_has_its_condition_and_reason_in_order() -> None:
    assert guards(refuses) == [
        ("value > 0", Reason.NOTHING_TO_ADD),
        ("value <= limit", Reason.INSUFFICIENT_FUNDS),
    ]


def test_the_code_is_shown_without_its_docstring() -> None:
    assert body(refuses).splitlines()[:2] == [
        "def refuses(value: int, limit: int) -> None:",
        "    require(value > 0, Reason.NOTHING_TO_ADD)",
    ]


def test_calls_are_found_in_order_and_once() -> None:
    assert called(body, {"guards", "body"}) == []
    modules()
    add_balance = REGISTRY["add_balance"].function
    assert called(add_balance, set(REGISTRY))[:2] == ["is_account", "transfer"]


def test_every_guard_of_every_actor_can_be_read() -> None:
    modules()
    stated = [
        guard.reason
        for transition in REGISTRY.values()
        if transition.function.__module__.startswith("filspec.actors")
        for guard in guards(transition.function)
    ]
    assert len(stated) > 100
    assert Reason.INVALID_SEAL in stated
