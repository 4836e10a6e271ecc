"""The process that proves answers each question, and remembers what it has proved."""

from pathlib import Path

import msgspec

from filspec.mutants.proving import Answer, Question, answer
from filspec.symbolic.results import Result


def test_an_answer_is_the_result_of_a_proof_and_is_stored(proofs: Path) -> None:
    # Given a message that was proved
    first = answer(Question("change_worker"))
    assert (first.refused_by, first.accident, first.why) == (None, False, "")
    result = msgspec.json.decode(first.result, type=Result)
    assert (result.message, result.failures) == ("change_worker", ())
    # When it is asked again, then the stored result is the answer
    assert [stored.name for stored in (proofs / "proofs").iterdir() if "planted" in stored.name]
    assert answer(Question("change_worker")) == first


def test_answers_cross_a_line() -> None:
    for one in (Answer(refused_by="Python", why="two\nlines"), Answer(result='{"a": "b\\n"}')):
        line = msgspec.json.encode(one)
        assert b"\n" not in line
        assert msgspec.json.decode(line, type=Answer) == one
