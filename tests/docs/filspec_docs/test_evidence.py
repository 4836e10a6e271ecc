"""A claim names tests and files that are there."""

import pytest
from filspec_docs.evidence import guard_of, headline

from filspec.mutants.objection import Objection

TEST = "docs/filspec_docs/test_evidence.py::test_a_test_is_named_as_a_sentence"


def test_a_test_is_named_as_a_sentence() -> None:
    assert guard_of(TEST) == ("docs/filspec_docs/test_evidence.py", "a test is named as a sentence")


def test_a_trap_is_found_in_whatever_file_it_stands() -> None:
    # Given a text that only this file has, as the name of a case
    case = "this very trap"
    # When it is named with the folder alone
    found = guard_of(f"docs/filspec_docs[{case}]")
    # Then its file is found
    assert found == ("docs/filspec_docs/test_evidence.py", case)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("docs/nowhere.py::test_a", "there is no test 'test_a' in tests/docs/nowhere.py"),
        (TEST.replace("sentence", "word"), "there is no test 'test_a_test_is_named_as_a_word' in tests/docs/"),
        (f"docs/filspec_docs[no such {'trap'}]", "there is no trap 'no such trap' in tests/docs/filspec_docs"),
    ],
)
def test_what_is_not_there_is_noticed(line: str, message: str) -> None:
    with pytest.raises(LookupError) as refusal:
        guard_of(line)
    assert str(refusal.value).startswith(message)


def test_a_failure_is_headed_by_the_law_that_fails() -> None:
    failed = Objection(by="no_balance_is_negative", word="confirmed", message="send", place="at the end")
    assert headline(failed) == "send: no_balance_is_negative failed at the end, confirmed by a run of the model"
