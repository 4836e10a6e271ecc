"""The process that holds a session of collected tests: each child runs some of them, on the source or on a mutant."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import TYPE_CHECKING

import msgspec

from filspec.mutants.mutant import ACTORS, path_of
from filspec.mutants.operators.mutation import Mutation
from filspec.mutants.warm.forking import Limits, own_channel, serve
from filspec.mutants.warm.planting import plant

if TYPE_CHECKING:
    import pytest

OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain")
"""Nobody reads why a test fails, and to compose that takes longer than most tests."""

LIMITS = Limits(seconds=90, memory=2 << 30)


class Question(msgspec.Struct):
    """What is to be run.

    Attributes:
        tests: ids of tests, in the order in which they run until one fails.
        mutation: what is planted; None for the source as it is.
        file: in place of tests, a file whose tests all run while it is noted what they reach.
    """

    tests: tuple[str, ...] = ()
    mutation: Mutation | None = None
    file: str = ""


class Reached(msgspec.Struct):
    """What one test reaches of the actors.

    Attributes:
        test: its id.
        passed: whether it passes on the source as it is.
        seconds: how long it takes.
        functions: module and function, with a colon between.
    """

    test: str
    passed: bool
    seconds: float
    functions: tuple[str, ...]


class Session:
    """A plugin of pytest that answers questions in place of running all tests."""

    def __init__(self) -> None:
        self._channel, self._failed = own_channel(), False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Answer questions about the tests that were collected."""
        items = {item.nodeid: item for item in session.items}

        def answer(line: str) -> str:
            question = msgspec.json.decode(line, type=Question)
            if question.file:
                own = [item for item in session.items if item.nodeid.split("::")[0] == question.file]
                return msgspec.json.encode([self._watched(item) for item in own]).decode()
            if question.mutation is not None:
                plant(question.mutation)
            return self._first_failure([items[test] for test in question.tests])

        serve(answer, LIMITS, self._channel)
        return True

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport | None:
        """Note a phase of a test that fails; its report says no more than that."""
        import pytest

        if call.excinfo is None or isinstance(call.excinfo.value, pytest.skip.Exception):
            return None
        self._failed = True
        when = call.when if call.when != "collect" else "setup"
        return pytest.TestReport(item.nodeid, item.location, {}, "failed", "failed", when)

    def _first_failure(self, items: Sequence[pytest.Item]) -> str:
        self._failed = False
        for item, after in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self._failed:
                return item.nodeid
        return ""

    def _watched(self, item: pytest.Item) -> Reached:
        started = time.perf_counter()
        with _noted() as reached:
            failed = self._first_failure([item])
        return Reached(item.nodeid, not failed, round(time.perf_counter() - started, 3), tuple(sorted(reached)))


@contextmanager
def _noted() -> Iterator[set[str]]:
    """The functions of the actors that are called until the block ends."""
    folder = str(path_of(ACTORS).parent)
    seen, reached = set[CodeType](), set[str]()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code not in seen:
            seen.add(frame.f_code)
            if frame.f_code.co_filename.startswith(folder):
                reached.add(f"{frame.f_globals['__name__']}:{frame.f_code.co_qualname}")

    sys.setprofile(note)
    try:
        yield reached
    finally:
        sys.setprofile(None)


def main(arguments: Sequence[str]) -> None:
    """Collect the tests that are named, and answer questions about them."""
    import pytest

    session = Session()
    pytest.main([*OPTIONS, *arguments], plugins=[session])
