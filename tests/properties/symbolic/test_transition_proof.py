"""The proof of one transition: what is shown of its refusals, and what is told of its paths."""

from collections.abc import Callable

import pytest

from filspec.symbolic.outcomes import Ending
from filspec.symbolic.reports import Report
from filspec.symbolic.solver import Verdict

REFUSED_ONLY_BELOW_NOTHING = '''

@law_of_messages("X1")
def refused_only_below_nothing(before: World, after: World, step: Step) -> bool:
    """It is refused only if the amount is negative."""
    return step.receipt.accepted or cast(int, step.arguments[0]) < 0
'''


@pytest.fixture
def proved_with_the_law(prove: Callable[..., Report]) -> Callable[[str], Verdict]:
    """What is found of the law for a message with this body."""
    words = "from typing import cast\nfrom filspec.kit.laws import message_law as law_of_messages\n"
    words += "from filspec.kit.runner import Step\n"
    return lambda body: prove(body, words + REFUSED_ONLY_BELOW_NOTHING).verdicts["refused_only_below_nothing"]


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("require(a >= 0, Reason.NO)", Verdict.IMPOSSIBLE),
        ("require(a >= 5, Reason.NO)", Verdict.POSSIBLE),
        ("require(b >= 0 or a >= 0, Reason.NO)", Verdict.IMPOSSIBLE),
        ("if b > 0:\n    require(a >= 0, Reason.NO)\nelse:\n    require(a >= 1, Reason.NO)", Verdict.POSSIBLE),
        ("if b > 0:\n    require(a >= 0, Reason.NO)\nelse:\n    require(a > -1, Reason.NO)", Verdict.IMPOSSIBLE),
    ],
)
def test_law_of_refusals_is_shown_on_each_way_to_one(
    proved_with_the_law: Callable[[str], Verdict], body: str, verdict: Verdict
) -> None:
    assert proved_with_the_law(body) is verdict


def test_paths_are_counted_by_how_they_end(prove: Callable[..., Report]) -> None:
    # Given a message with two ways to the end, and one on which it is always refused
    report = prove("if a > 0:\n    w.n += 1\nelif a < 0:\n    require(False, Reason.NEVER)")
    # Then each is told
    assert (report.paths[Ending.ACCEPTED], report.paths[Ending.REFUSED]) == (2, 1)
    assert [reason.name for reason in report.reasons] == ["NEVER"]
