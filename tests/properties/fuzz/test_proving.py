"""What the prover claims of a program, and what it rests on."""

from collections.abc import Callable

from filspec.fuzz.laws import LawText
from filspec.fuzz.loading import loaded
from filspec.fuzz.program import Program
from filspec.fuzz.proving import BOUNDS, Proof, Word, proof_of
from filspec.symbolic.outcomes import NO_CRASH

Write, WriteLaw = Callable[..., Program], Callable[[str, str, str, str], LawText]
STEP = '''

@internal()
def lower(w: World, key: int, z: int) -> None:
    """A step."""
    w.n -= z
'''


def proof(subject: Program) -> Proof:
    with loaded(subject) as modules:
        return proof_of(subject, modules)


def test_what_is_proved_is_claimed(written: Write, of_n: tuple[str, str]) -> None:
    assert proof(written("w.n = abs(a)", of_n)) == Proof(
        Word.PROVED, frozenset({"law0", NO_CRASH}), frozenset({"law0"})
    )


def test_what_is_not_proved_without_a_loop_is_assumed_and_not_claimed(written: Write, of_n: tuple[str, str]) -> None:
    found = proof(written("w.n = a", of_n, ("w.n >= -1 or w.n < 0", "")))
    assert found.claims == {"law1", NO_CRASH} and found.assumed == {"law0", "law1"}


def test_what_is_not_proved_with_a_loop_is_left_out(written: Write, of_n: tuple[str, str]) -> None:
    found = proof(written("for_each(w.t, lower, w, a)", of_n, ("w.n >= -1 or w.n < 0", ""), before=STEP))
    assert found.claims == {"law1", NO_CRASH} and found.assumed == {"law1"}


def test_crash_that_may_be_is_not_claimed_away(written: Write, of_n: tuple[str, str]) -> None:
    assert proof(written("w.n = abs(w.t[a])", of_n)).claims == {"law0"}


def test_law_of_visits_is_claimed_if_its_step_shows_it(written: Write, law: WriteLaw) -> None:
    head = "before: World, after: World, key: int, z: int"
    right = law("right", 'visit_law(lower, "X")', head, "key in after.t")
    wrong = law("wrong", 'visit_law(lower, "X")', head, "key not in after.t")
    found = proof(written("for_each(w.t, lower, w, a)", before=STEP, laws=(right, wrong)))
    assert found.claims == {"right", NO_CRASH}


def test_bounds_are_claimed_of_a_program_with_a_parameter(written: Write, of_n: tuple[str, str]) -> None:
    assert BOUNDS in proof(written("w.t[1] = w.n", of_n, bounded="n")).claims


def test_bounds_of_a_parameter_that_a_number_is_written_to_are_judged(written: Write, of_n: tuple[str, str]) -> None:
    assert BOUNDS in proof(written("w.n = 1", of_n, bounded="n")).claims
    assert BOUNDS not in proof(written("w.n = -1", of_n, bounded="n")).claims


def test_program_outside_the_subset_is_refused(written: Write) -> None:
    found = proof(written("w.n = 1 if isinstance(a, int) else 0"))
    assert found.word is Word.REFUSED and "isinstance" in found.why


def test_message_that_is_never_accepted_claims_nothing(written: Write, of_n: tuple[str, str]) -> None:
    assert proof(written("require(a != a, Reason.NO)", of_n)).word is Word.OPEN
