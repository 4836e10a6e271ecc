"""Tests that object to a mutant are found by name, and run on the mutant only."""

from pathlib import Path

import pytest

from filspec.mutants.guards import deleted_guards
from filspec.mutants.named_tests import NamedTests, folder_of_tests, mirror_of, those_naming
from filspec.mutants.overlay import overlay

CASES = '''
"""Tests."""

from elsewhere import Reason

CASES = [Reason.NO]


def refuse(reason):
    return Reason.NEVER


@pytest.mark.parametrize("reason", CASES)
def test_by_parameter(reason):
    assert refuse(reason)


@pytest.mark.parametrize("reason", [Reason.OTHER])
def test_by_decorator(reason):
    assert reason


def test_of_nothing():
    assert NO
'''


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of tests."""
    written = tmp_path / "test_cases.py"
    written.write_text(CASES, encoding="utf-8")
    return written


def test_tests_name_reasons_through_what_their_file_defines(file: Path) -> None:
    assert those_naming(file, "NO") == ("test_by_parameter",)
    assert those_naming(file, "NEVER") == ("test_by_parameter",)
    assert those_naming(file, "OTHER") == ("test_by_decorator",)
    assert those_naming(file, "UNKNOWN") == ()


def test_a_guard_is_tested_by_those_that_assert_its_reason() -> None:
    tests = NamedTests().tests_for(deleted_guards()["withdraw_balance/FUNDS_NOT_YET_FINAL"])
    assert Path(tests[0][0].split("::")[0]) == mirror_of(folder_of_tests(), "filspec.actors.storage_market.balances")


def test_another_defect_is_tested_by_the_mirror_of_its_module(plant) -> None:
    engine = NamedTests()
    assert engine.tests_for(plant("ledger.transfers", "", "")) == (
        (str(folder_of_tests() / "models" / "actors" / "ledger" / "test_transfers.py"),),
    )


def test_without_tests_nothing_is_objected_to(plant, tmp_path: Path) -> None:
    assert not NamedTests(tmp_path).concerns(plant("ledger.transfers", "", ""))


def test_a_test_objects_to_a_deleted_guard() -> None:
    # Given a withdrawal that does not wait for finality
    engine, mutant = NamedTests(), deleted_guards()["withdraw_balance/FUNDS_NOT_YET_FINAL"]
    # When the tests that name its reason run
    with overlay(mutant) as folder:
        objection = engine.objection(mutant, folder)
    # Then one of them fails
    assert objection is not None
    assert objection.word == "test fails"
    assert "test_balances.py::test_released_funds_wait_for_finality" in objection.by


def test_a_mutant_that_changes_nothing_passes(plant) -> None:
    mutant = plant("ledger.transfers", "require(amount >= 0,", "require(0 <= amount,", reason="NEGATIVE_AMOUNT")
    engine = NamedTests()
    with overlay(mutant) as folder:
        assert engine.tests_for(mutant)
        assert engine.objection(mutant, folder) is None


def test_a_file_of_tests_that_is_broken_anyway_hides_no_other(tmp_path: Path) -> None:
    # Given a broken file before the one that notices the defect
    models = tmp_path / "tests" / "models"
    models.mkdir(parents=True)
    (models / "test_a.py").write_text("import nothing_like_it\ndef test_a(): Reason.NEGATIVE_AMOUNT\n")
    (models / "test_b.py").write_text(
        "from inspect import getsource\n"
        "from filspec.actors.ledger.transfers import transfer, Reason\n"
        "def test_b(): assert Reason.NEGATIVE_AMOUNT.name in getsource(transfer)\n"
    )
    mutant = deleted_guards()["transfer/NEGATIVE_AMOUNT"]
    # When both are asked about it
    with overlay(mutant) as folder:
        objection = NamedTests(tmp_path / "tests").objection(mutant, folder)
    # Then the second objects
    assert objection is not None and objection.by.endswith("test_b.py::test_b")
