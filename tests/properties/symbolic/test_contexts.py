"""Each subject has a context of its own: what was proved before makes no difference, and nothing is left of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from filspec.actors.ledger.state import ActorKind
from filspec.cli.prove import prove
from filspec.symbolic.cache import FOLDER, Results
from filspec.symbolic.catalogue_proof import prove_lemma_named, prove_message
from filspec.symbolic.contexts import fresh_context
from filspec.symbolic.members import members_of
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.terms import FALSE, INT, TRUE, Term, constant, equal, less, negation, number, simplified, total_of

X = constant("x of a test", INT)


def test_a_fresh_context_is_empty_and_the_outer_one_is_put_back() -> None:
    outer = total_of([X, number(3)])
    with fresh_context():
        inside = constant("x of a test", INT)
        assert inside is not X
        assert simplified(equal(inside, inside)) is TRUE and negation(TRUE) is FALSE
        assert Solver().check([less(inside, number(3)), less(number(3), inside)])[0] is Verdict.IMPOSSIBLE
    assert constant("x of a test", INT) is X and total_of([X, number(3)]) is outer
    assert Solver().check([less(X, number(3))])[0] is Verdict.POSSIBLE


def test_terms_are_numbered_from_the_beginning_in_each() -> None:
    def numbers() -> list[int]:
        with fresh_context():
            made: list[Term] = [constant(name, INT) for name in ("a", "b")]
            return [term.number for term in (*made, *members_of(ActorKind).term_of.values())]

    first = numbers()
    number(12345)
    assert numbers() == first


def test_a_context_that_ends_with_an_error_is_left_all_the_same() -> None:
    with pytest.raises(ZeroDivisionError), fresh_context():
        raise ZeroDivisionError
    assert constant("x of a test", INT) is X


@pytest.fixture
def proofs(tmp_path: Path) -> Iterator[Results]:
    return iter([Results(tmp_path / str(place)) for place in range(3)])


def test_a_proof_is_the_same_whatever_was_proved_before(proofs: Iterator[Results]) -> None:
    # Given a message with a step, proved first in its folder
    [first, second, third] = proofs
    alone = prove_message("update_channel_state", 0, first)
    # When it is proved after others, and again where its step is known
    prove_message("change_worker", 0, second)
    prove_lemma_named("a_child_is_no_lighter")
    after_others = prove_message("update_channel_state", 0, second)
    again = prove_message("update_channel_state", 0, second)
    # Then nothing differs but the time
    assert alone.but(seconds=0.0) == after_others.but(seconds=0.0) == again.but(seconds=0.0)
    # And another seed makes another proof
    other = prove_message("update_channel_state", 1, third)
    assert other.verdicts == alone.verdicts and other.obligations != alone.obligations


def _told(capsys: pytest.CaptureFixture[str], jobs: int) -> str:
    prove(message=("update_channel_state", "change_worker"), jobs=jobs, json=True)
    found = json.loads(capsys.readouterr().out)
    del found["times"]
    return json.dumps(found)


def test_command_tells_the_same_bytes_with_any_jobs_and_any_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given what the command says with an empty cache
    monkeypatch.setenv(FOLDER, str(tmp_path / "one"))
    cold = _told(capsys, 1)
    # Then it says the same with a full one
    assert _told(capsys, 1) == cold
    # And with one of which every entry is damaged
    for file in (tmp_path / "one").glob("*.json"):
        file.write_bytes(b"\xff" + file.read_bytes()[:-9])
    assert _told(capsys, 1) == cold
    # And with two processes
    monkeypatch.setenv(FOLDER, str(tmp_path / "two"))
    assert _told(capsys, 2) == cold
