"""The proof of a lemma: what is said of all values, and what is not."""

import subprocess
import sys

import pytest

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.units import ActorID
from filspec.actors.world import World
from filspec.lemmas.lemma import Lemma, given
from filspec.symbolic import lemma_proof
from filspec.symbolic.lemma_proof import LemmaError, prove_lemma
from filspec.symbolic.solver import Solver, Verdict
from filspec.symbolic.values import OutsideTheSubset


def declared(holds, cases=None):
    return Lemma(name=holds.__name__, ids=("X1",), sentence="It holds.", holds=holds, cases=cases)


def the_square_is_not_negative(number: int) -> bool:
    return number * number >= 0


def less_than_a_thousand(number: int, other: int) -> bool:
    given(number > other)
    return number < 1000 or other < 7


def of_no_number(number: int) -> bool:
    given(number > 3)
    given(number < 3)
    return False


def is_not_two(number: int) -> bool:
    return number * number != 4


def divided(number: int, divisor: int) -> bool:
    return number // divisor <= abs(number)


def absolute(number: int) -> bool:
    return number >= 0 if abs(number) == number else -number > 0


def at_its_row(w: World, actor: ActorID) -> bool:
    given(actor in w.ledger.accounts)
    return w.ledger.accounts[actor].balance > -1000


def seen_from_outside(number: int) -> bool:
    return type(number) is int


def made_a_text(number: int) -> bool:
    return str(number) != ""


def writes(w: World) -> bool:
    w.ledger.accounts[ActorID(3)] = NO_ACCOUNT
    return True


def test_a_lemma_of_all_numbers_is_proved_with_a_witness():
    result = prove_lemma(declared(the_square_is_not_negative))
    assert (result.name, result.ids, result.sentence) == ("the_square_is_not_negative", ("X1",), "It holds.")
    assert (result.word, result.cases, result.counterexample) == ("proved", 1, ())
    assert result.witness[0].startswith("number = ")
    assert result.resources > 0


def test_each_path_is_a_case():
    result = prove_lemma(declared(absolute))
    assert (result.word, result.cases) == ("proved", 2)


def test_the_counterexample_satisfies_what_is_given_and_breaks_the_rest():
    # Given a lemma that fails from 1000 on
    result = prove_lemma(declared(less_than_a_thousand))
    # When it fails, then for ordinary numbers that can be run
    assert result.word == "failed"
    number, other = (int(line.partition(" = ")[2]) for line in result.counterexample)
    assert number > other
    assert not less_than_a_thousand(number, other)


def test_numbers_of_a_counterexample_are_small():
    (line,) = prove_lemma(declared(is_not_two)).counterexample
    assert line in ("number = 2", "number = -2")


def test_what_assumes_too_much_is_not_proved():
    result = prove_lemma(declared(of_no_number))
    assert (result.word, result.cases, result.witness) == ("failed", 0, ())
    assert result.counterexample == ("no values satisfy what it assumes",)


def test_a_fault_breaks_the_lemma():
    result = prove_lemma(declared(divided))
    assert (result.word, result.counterexample[1]) == ("failed", "divisor = 0")


def test_of_a_world_the_rows_are_shown_that_were_looked_at():
    result = prove_lemma(declared(at_its_row))
    assert result.word == "failed"
    accounts, actor = result.counterexample
    assert accounts.startswith(f"w.ledger.accounts = {{{actor.removeprefix('actor = ')}: Account(")
    assert "balance=-" in accounts


def test_a_prover_that_errs_about_python_is_found_out(monkeypatch):
    monkeypatch.setattr(lemma_proof, "findings_of", lambda _: ())
    with pytest.raises(LemmaError, match=r"seen_from_outside is True, and not False, of number = "):
        prove_lemma(declared(seen_from_outside))


@pytest.mark.parametrize("holds", [made_a_text, writes])
def test_what_a_proof_cannot_follow_is_refused(holds):
    with pytest.raises(OutsideTheSubset, match=r"str, which a proof cannot follow|a write to w\.ledger\.accounts"):
        prove_lemma(declared(holds))


def test_too_many_paths_are_refused(monkeypatch):
    monkeypatch.setattr(lemma_proof, "MOST_PATHS", 1)
    with pytest.raises(OutsideTheSubset, match="absolute has more than 1 paths: split it"):
        prove_lemma(declared(absolute))


def test_what_the_budget_does_not_settle_is_unknown(monkeypatch):
    monkeypatch.setattr(Solver, "_ask_with", lambda *_, **__: (Verdict.UNKNOWN, None))
    assert prove_lemma(declared(the_square_is_not_negative)).word == "unknown"


def test_a_proof_without_a_witness_is_unknown(monkeypatch):
    monkeypatch.setattr(Solver, "find", lambda self, formulas, budget: None)
    assert prove_lemma(declared(the_square_is_not_negative)).word == "unknown"


def test_finitely_many_cases_are_explored_and_not_proved():
    result = prove_lemma(declared(absolute, lambda: [(number,) for number in range(-5, 6)]))
    assert (result.word, result.cases, result.resources) == ("explored", 11, 0)
    assert result.witness == ("number = -5",)


def test_the_first_case_that_fails_is_told():
    cases = [(2000, 1), (3, 5), (1000, 7), (2000, 8)]
    result = prove_lemma(declared(less_than_a_thousand, lambda: cases))
    assert (result.word, result.cases) == ("failed", 2)
    assert result.counterexample == ("number = 1000", "other = 7")


def test_no_cases_are_no_evidence():
    result = prove_lemma(declared(of_no_number, lambda: [(1,), (5,)]))
    assert (result.word, result.counterexample) == ("failed", ("no values satisfy what it assumes",))


@pytest.mark.parametrize("seed", range(3))
def test_the_same_seed_gives_the_same_result(seed):
    first, second = (prove_lemma(declared(less_than_a_thousand), seed) for _ in range(2))
    assert first.but(seconds=0.0, resources=0) == second.but(seconds=0.0, resources=0)


def test_a_process_that_has_proved_ends_in_peace():
    # Given terms that are kept until the end, when Python takes everything apart, then the solver is taken apart last.
    program = (
        "from filspec.lemmas.catalogue import lemmas\n"
        "from filspec.symbolic.lemma_proof import prove_lemma\n"
        "kept = [lemma for lemma in lemmas() if 'quarter' in lemma.name]\n"
        "kept.append(kept)\n"
        "print(prove_lemma(kept[0]).word)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "proved\n", "")
