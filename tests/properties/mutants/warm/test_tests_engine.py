"""Tests judge a mutation: those that execute the changed function, and no others."""

from pathlib import Path

import pytest

from filspec.mutants.warm.tests_engine import TestsEngine

SENDING = """
from filspec.actors.ledger.transfers import send
from filspec.machines.small_chain import CLIENT, OWNER, SMALL, SmallChain


def test_sending():
    chain = SmallChain(SMALL)
    before = chain.world.ledger.accounts[OWNER].balance
    assert chain.apply(send, CLIENT, 7, OWNER).accepted
    assert chain.world.ledger.accounts[OWNER].balance == before + 7
"""


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    """A folder of tests with one that sends and one that does nothing."""
    folder = tmp_path / "tests" / "models" / "actors"
    folder.mkdir(parents=True)
    (folder / "test_sending.py").write_text(SENDING, encoding="utf-8")
    (folder / "test_nothing.py").write_text("def test_nothing():\n    assert True\n", encoding="utf-8")
    return tmp_path / "tests"


def test_a_mutation_is_judged_by_the_tests_that_reach_it(tests: Path, mutation) -> None:
    engine = TestsEngine(tests)
    credited = mutation("ledger.transfers", "balance=payee.balance + amount + 1")
    burnt = mutation("ledger.transfers", "transfer(w, BURNT_FUNDS, sender, amount)")
    refused = mutation("ledger.transfers", "require(amount > 0")
    try:
        engine.prepare([credited], 1)
        assert engine.tests_for(credited) == ("tests/models/actors/test_sending.py::test_sending",)
        assert [engine.judgement(one).word for one in (credited, burnt, refused)] == ["killed", "not asked", "survives"]
        assert engine.judgement(credited).by == engine.tests_for(credited)[0]
    finally:
        engine.stop()


def test_the_tests_of_the_file_that_mirrors_the_source_come_first(tests: Path, mutation) -> None:
    """Given the same test in the file of another module, and a slower one in the file of the module itself."""
    slower = SENDING.replace("    chain = ", "    time.sleep(0.3)\n    chain = ").replace("\n", "\nimport time\n", 1)
    own = tests / "models" / "actors" / "ledger" / "test_transfers.py"
    own.parent.mkdir()
    own.write_text(slower, encoding="utf-8")
    engine, credited = TestsEngine(tests), mutation("ledger.transfers", "balance=payee.balance + amount + 1")
    try:
        engine.prepare([credited], 1)
        assert engine.tests_for(credited) == (
            "tests/models/actors/ledger/test_transfers.py::test_sending",
            "tests/models/actors/test_sending.py::test_sending",
        )
    finally:
        engine.stop()


def test_a_judgement_depends_on_the_tests_that_are_run(tests: Path, mutation) -> None:
    credited = mutation("ledger.transfers", "balance=payee.balance + amount + 1")

    def key() -> str:
        engine = TestsEngine(tests)
        try:
            engine.prepare([credited], 1)
            return engine.key(credited)
        finally:
            engine.stop()

    first = key()
    (tests / "models" / "actors" / "test_nothing.py").write_text("def test_nothing():\n    assert 1\n")
    assert key() == first
    (tests / "models" / "actors" / "test_sending.py").write_text(SENDING + "    assert before\n")
    assert key() != first
