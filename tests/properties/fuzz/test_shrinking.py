"""Programs shrink to what breaks a claim."""

from collections.abc import Callable

import pytest

from filspec.fuzz import case
from filspec.fuzz.program import Program
from filspec.fuzz.proving import Proof, Word
from filspec.fuzz.runs import Broken
from filspec.fuzz.shrinking import shrunk

Write = Callable[..., Program]
BODY = """require(b < 5, Reason.NO)
if b > 0:
    w.t[a] = b
else:
    w.t[b] = a
w.n = max(a, a + 0)"""


@pytest.fixture
def believes_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """The prover claims every law."""

    def claims(_: Program, modules: object) -> Proof:
        names = frozenset(modules.laws)  # type: ignore[attr-defined]
        return Proof(Word.PROVED, names, names)

    monkeypatch.setattr(case, "proof_of", claims)


@pytest.mark.usefixtures("believes_everything")
def test_what_is_not_needed_is_left_out(written: Write, of_n: tuple[str, str]) -> None:
    # Given a wrong program with much that has nothing to do with it
    subject = written(BODY, of_n, ("w.n == w.n", ""), before="\nLIMIT = 5\n")
    broken = case.tried(subject, "1").broken
    assert broken is not None
    # When it shrinks
    smallest, again = shrunk(subject, "1", broken)
    # Then one statement and one law are left, and the run still breaks it
    text = smallest.modules[0][1]
    assert again.claim == "law0" and [law.name for law in smallest.laws] == ["law0"]
    assert text.rstrip().endswith("w.n = a") and "require(" not in text.partition("def trap")[2] and "LIMIT" not in text


@pytest.mark.usefixtures("believes_everything")
def test_nothing_changes_without_tries(written: Write, of_n: tuple[str, str]) -> None:
    subject, broken = written(BODY, of_n), Broken("law0", "", "", "")
    assert shrunk(subject, "1", broken, most_tries=0) == (subject, broken)
