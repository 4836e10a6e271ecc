"""The process that runs tests on a mutated source; it prints the first that fails."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import pytest

OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", "--tb=no")


class Failed(msgspec.Struct):
    """The first test that failed; empty if all passed, and how many ran."""

    test: str
    ran: int


class FirstFailure:
    """Remembers the first test that fails, or cannot be collected."""

    def __init__(self) -> None:
        self.test, self.ran = "", 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Look at one phase of a test."""
        self.ran += report.when == "call"
        if report.failed:
            self.test = self.test or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Look at one file."""
        if report.failed:
            self.test = self.test or report.nodeid


def main(arguments: Sequence[str]) -> None:
    """Run the tests that are named."""
    import pytest

    first = FirstFailure()
    with redirect_stdout(sys.stderr):
        pytest.main([*OPTIONS, *arguments], plugins=[first])
    sys.stdout.write(msgspec.json.encode(Failed(test=first.test, ran=first.ran)).decode())
