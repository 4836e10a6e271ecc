"""A second opinion: cvc5 is asked what Z3 called impossible, and must never say that it is possible.

Whatever is proved rests on questions of which Z3 says that the formulas cannot hold together. cvc5 need not settle each
of them within its budget; but where it finds values that make them hold, one of the two solvers is wrong.
"""

import runpy
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

import pytest

from filspec.actors.world import World
from filspec.laws.catalogue import catalogue
from filspec.symbolic import prover
from filspec.symbolic.bounds import parameters_within_bounds
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Report
from filspec.symbolic.solver import Model, Solver, Verdict
from filspec.symbolic.subjects import PROMISES, subjects
from filspec.symbolic.terms import INT, ZERO, Term, array, constant, equal, expression, negation, number, select, store

HERE = Path(__file__).parent
BUDGET = 300_000
"""cvc5's resource units for one question, about three seconds."""

smt_lib = runpy.run_path(str(HERE / "smt_lib.py"))["question"]
MESSAGES = (
    "send",
    "add_balance",
    "withdraw_balance",
    "publish_storage_deal",
    "add_pledge",
    "depledge",
    "create_storage_miner",
    "change_worker",
    "create_payment_channel",
    "update_channel_state",
    "collect_payment_channel",
    "award_block_reward",
    "slash_storage_collateral",
)
"""Messages of all actors, without loops or with a small one."""


class Listener(Solver):
    """Asks Z3, and notes what it calls impossible."""

    impossible: ClassVar[list[str]] = []

    def _ask_with(
        self, arithmetic: int, formulas: Sequence[Term], spare: Sequence[Term], budget: int, watched: bool = True
    ) -> tuple[Verdict, Model | None]:
        needed, self.needed = self.needed, set()
        verdict, model = super()._ask_with(arithmetic, formulas, spare, budget, watched)
        if verdict is Verdict.IMPOSSIBLE:
            blamed = [formula for formula in (*formulas, *spare) if formula in self.needed] if watched else formulas
            self.impossible.append(smt_lib([expression(formula) for formula in blamed]))
        self.needed |= needed
        return verdict, model


@pytest.fixture
def listened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All questions of which Z3 says from here on that they cannot hold."""
    monkeypatch.setattr(Listener, "impossible", [])
    monkeypatch.setattr(prover, "Solver", Listener)
    return Listener.impossible


@pytest.fixture
def opinion() -> Callable[[str], str]:
    """What cvc5 says: sat, unsat or unknown."""
    cvc5 = pytest.importorskip("cvc5", reason="the second solver is not here: pip install cvc5")

    def ask(text: str) -> str:
        solver = cvc5.Solver(cvc5.TermManager())
        solver.setOption("rlimit-per", str(BUDGET))
        parser = cvc5.InputParser(solver)
        parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "question")
        names, said = parser.getSymbolManager(), ""
        while not (command := parser.nextCommand()).isNull():
            said += command.invoke(solver, names)
        return str(said).strip()

    return ask


FILES = ("prover", "tables", "sums", "products_of_rows", "computation", "oracles", "loops", "loops_steps", "visits")


def right_traps() -> dict[str, tuple[str, ...]]:
    """All right messages, each with its laws, if it has its own, and with its steps."""
    found: dict[str, tuple[str, ...]] = {}
    for file in FILES:
        known = runpy.run_path(str(HERE / f"test_{file}.py"))
        laws = {"sums": ["SUM_LAWS", "POSITIVE"], "products_of_rows": ["LAWS"]}.get(file, [])
        for name, trap in known["RIGHT"].items():
            shared = ("".join(known[law] for law in laws), known.get("STEPS", "") if file != "sums" else "")
            body, law_text, steps = (trap[2], known["LAWS"] + trap[1], trap[0]) if file == "visits" else (trap, *shared)
            found[f"{file}: {name}"] = (body, law_text, steps)
    return found


def agreed(
    questions: Sequence[str], opinion: Callable[[str], str], told: Callable[[str, object], None]
) -> Counter[str]:
    """What cvc5 says of the questions, each asked once."""
    said = Counter[str]()
    for text in dict.fromkeys(questions):
        answer = opinion(text)
        assert answer != "sat", f"Z3 calls impossible what cvc5 calls possible:\n{text}"
        said[answer or "unknown"] += 1
    for answer, count in said.items():
        told(answer, count)
    return said


@pytest.mark.nightly
@pytest.mark.parametrize("trap", right_traps().values(), ids=right_traps())
def test_second_solver_does_not_object_to_a_right_trap(
    prove: Callable[..., Report],
    listened: list[str],
    opinion: Callable[[str], str],
    record_property: Callable[[str, object], None],
    trap: tuple[str, ...],
) -> None:
    # Given a right message, proved with Z3
    body, law_text, steps = trap
    prove(body, *filter(None, [law_text]), before=steps, witnesses=False)
    # When cvc5 is asked the same questions
    said = agreed(listened, opinion, record_property)
    # Then it objects to none, and settles most
    assert said["unsat"] >= said.total() * 0.8


@pytest.mark.nightly
@pytest.mark.parametrize("message", MESSAGES)
def test_second_solver_does_not_object_to_a_message(
    listened: list[str],
    opinion: Callable[[str], str],
    record_property: Callable[[str, object], None],
    message: str,
) -> None:
    # Given a message of the actors, proved with Z3
    proving = Prover(World, catalogue(), parameters_within_bounds, promises=PROMISES, witnesses=False)
    del listened[:]
    proving.prove(subjects()[message])
    # When cvc5 is asked the same questions
    said = agreed(listened, opinion, record_property)
    # Then it objects to none, and settles some
    assert said["unsat"]


@pytest.mark.nightly
def test_second_solver_does_not_object_to_what_is_composed(
    listened: list[str], opinion: Callable[[str], str], record_property: Callable[[str, object], None]
) -> None:
    # Given that Z3 says which laws of steps compose
    Prover(World, catalogue(), parameters_within_bounds, promises=PROMISES)
    # When cvc5 is asked the same
    said = agreed(listened, opinion, record_property)
    # Then it does not object
    assert said.total()


@pytest.mark.usefixtures("listened")
def test_question_is_told_to_the_second_solver(opinion: Callable[[str], str]) -> None:
    # Given a question with a column of two indices, of which Z3 says that it cannot hold
    a, b = constant("a", INT), constant("b, of (odd) name", INT)
    column = store(store(array("deep.p?", [INT, INT], INT), (a, b), ZERO), (b, a), number(1))
    formulas = [negation(equal(a, b)), negation(equal(select(column, (a, b)), ZERO))]
    assert Listener().check(formulas)[0] is Verdict.IMPOSSIBLE
    # When cvc5 is asked
    # Then it says the same; and of what Z3 says that it can hold, the same too
    assert opinion(Listener.impossible[-1]) == "unsat"
    assert opinion(smt_lib([expression(formula) for formula in formulas[:1]])) == "sat"
