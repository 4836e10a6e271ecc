"""Another member of the same enumeration."""

from filspec.mutants.operators.generation import mutations_in
from filspec.mutants.operators.source import Source

FAILURE = "filspec.actors.storage_market.failure"


def made(operator: str, *lines: str) -> list[str]:
    body = "".join(f"    {line}\n" for line in lines)
    text = f"@internal()\ndef fail_deal(w: World, place: DealInSector) -> None:\n{body}"
    return [" ".join(one.after.split()) for one in mutations_in(Source(FAILURE, text)) if one.operator == operator]


def test_the_next_members() -> None:
    assert made("wrong_member", "kind = FaultKind.DECLARED") == ["kind = FaultKind.DETECTED"]
    assert made("wrong_member", "state = DealState.TIMED_OUT") == [
        "state = DealState.PUBLISHED",
        "state = DealState.COMMITTED",
    ]


def test_a_reason_that_the_function_gives_elsewhere() -> None:
    lines = ["require(place, Reason.NO_SUCH_DEAL)", "require(kind, Reason.NO_SUCH_SECTOR)"]
    assert made("wrong_reason", *lines) == [
        "require(place, Reason.NO_SUCH_SECTOR)",
        "require(kind, Reason.NO_SUCH_DEAL)",
    ]
