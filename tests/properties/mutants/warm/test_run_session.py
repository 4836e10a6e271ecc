"""A session of tests runs those that it is asked for, on the source or on a mutant."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from filspec.mutants.warm.process import WarmProcess
from filspec.mutants.warm.run_session import Question, Reached

CASES = """
import pytest
from filspec.machines.small_chain import CLIENT, OWNER, SMALL, SmallChain
from filspec.actors.ledger.transfers import send


def test_nothing():
    assert SMALL


def test_sending():
    chain = SmallChain(SMALL)
    before = chain.world.ledger.accounts[OWNER].balance
    assert chain.apply(send, CLIENT, 7, OWNER).accepted
    assert chain.world.ledger.accounts[OWNER].balance == before + 7


def test_that_is_skipped():
    pytest.skip("it has no time")


def test_that_fails():
    assert not SMALL
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[WarmProcess]:
    """A session of the cases above."""
    (tmp_path / "test_cases.py").write_text(CASES, encoding="utf-8")
    process = WarmProcess("filspec.mutants.warm.run_session", ("test_cases.py",), str(tmp_path))
    yield process
    process.end()


def test_the_first_failure_is_the_answer(session: WarmProcess, mutation) -> None:
    tests = ("test_cases.py::test_nothing", "test_cases.py::test_that_is_skipped", "test_cases.py::test_sending")
    # When the tests run on the source, then they pass
    assert session.ask(Question(tests=tests)).said == ""
    # When they run on a transfer that credits one token too many, then one fails
    planted = mutation("ledger.transfers", "balance=payee.balance + amount + 1")
    assert session.ask(Question(tests=tests, mutation=planted)).said == tests[-1]
    # And the mutant has left no trace
    assert session.ask(Question(tests=tests)).said == ""


def test_what_each_test_reaches_is_measured(session: WarmProcess) -> None:
    answered = session.ask(Question(file="test_cases.py"))
    found = {one.test.split("::")[1]: one for one in msgspec.json.decode(answered.said, type=list[Reached])}
    assert {name: one.passed for name, one in found.items()} == {
        "test_nothing": True,
        "test_sending": True,
        "test_that_is_skipped": True,
        "test_that_fails": False,
    }
    assert "filspec.actors.ledger.transfers:transfer" in found["test_sending"].functions
    assert found["test_nothing"].functions == ()
