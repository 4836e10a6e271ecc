"""The solver: one question to Z3, with a budget that is counted and not timed.

Verdicts depend on Z3's resource count, so they are the same on a loaded machine. What the budget does not settle is
unknown, and unknown is no proof.

Most of what is known on a path has no say in most questions, and to carry it costs far more than to prove: a question
with only what it needs takes a tenth of the time. So formulas may be given as spare. They are kept back until values
turn up that contradict them, and only those that do are told, until none is left to tell or nothing holds any more.
What cannot hold with fewer formulas cannot hold with all, and values that no formula contradicts make all of them hold.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from enum import Enum

import z3

from filspec.symbolic import calls
from filspec.symbolic.products import definitions_in, lemmas_about
from filspec.symbolic.sessions import QUICK, SEARCHING, THOROUGH, Procedure, Session, SharedSession
from filspec.symbolic.terms import Term, known_truth, term_at

BUDGET = 12_000_000
"""Resource units for one obligation, about ten seconds."""

GLANCE = 600_000
"""Resource units for the question whether a path is possible at all, about a fifth of a second."""

HASTE = 4_000_000
"""Resource units after which a procedure that should be quick is not waited for."""

REMEMBERED = 4
"""How many of the values found last are tried before the solver is asked whether a path is possible."""


class Verdict(Enum):
    """What the solver found of some formulas together."""

    IMPOSSIBLE = "they cannot hold together"
    POSSIBLE = "they can hold together"
    UNKNOWN = "the budget did not settle it"


def worse(one: Verdict, other: Verdict) -> Verdict:
    """The one of two verdicts that says less: possible is the worst, impossible the best."""
    order = (Verdict.IMPOSSIBLE, Verdict.UNKNOWN, Verdict.POSSIBLE)
    return max(one, other, key=order.index)


class Model:
    """Values that make some formulas hold."""

    def __init__(self, inner: z3.ModelRef) -> None:
        self._inner = inner
        self._values: dict[Term, Term] = {}

    def value(self, term: Term) -> Term:
        """The value of a term."""
        found = self._values.get(term)
        if found is None:
            found = self._values[term] = term_at(calls.value_in(self._inner.model.value, term.ast))
        return found

    def satisfies(self, formula: Term) -> bool:
        """Whether a formula holds."""
        return known_truth(self.value(formula)) is True


class Solver:
    """Asks Z3.

    Args:
        seed: of Z3's own luck.
        most: resource units that no question may exceed, whatever its budget.

    Attributes:
        asked: how many questions were asked.
        spent: resource units they took.
        needed: which of the formulas given were needed wherever some could not hold together.
    """

    def __init__(self, seed: int = 0, most: int = BUDGET) -> None:
        self.seed, self._most = seed, most
        self.asked, self.spent = 0, 0
        self.needed: set[Term] = set()
        self._found: deque[Model] = deque(maxlen=REMEMBERED)
        self._shared: SharedSession | None = None

    def check(
        self, formulas: Sequence[Term], spare: Sequence[Term] = (), budget: int = HASTE
    ) -> tuple[Verdict, Model | None]:
        """Whether all formulas can hold together, and values that show it.

        Where products matter, the solver is lucky at once or hardly ever, so this is asked in haste.
        """
        given = [*formulas, *spare]
        known = lemmas_about(given)
        self.asked += 1
        return self._ask_with(THOROUGH, formulas, [*spare, *known, *definitions_in([*given, *known])], budget)

    def roughly(
        self, formulas: Sequence[Term], spare: Sequence[Term] = (), budget: int = BUDGET, haste: int = HASTE
    ) -> tuple[Verdict, Model | None]:
        """The same, where little is known of products of unknowns: what is possible then need not be.

        Args:
            formulas: what may hold together.
            spare: formulas that are kept back until values contradict them.
            budget: resource units that each of the two procedures may take.
            haste: resource units after which the quick one is not waited for.
        """
        return self._ask(formulas, [*spare, *lemmas_about([*formulas, *spare])], budget, haste)

    def find(self, formulas: Sequence[Term], budget: int) -> Model | None:
        """Values that make the formulas hold, products and quotients being what they are."""
        self.asked += 1
        return self._ask_with(SEARCHING, [*formulas, *definitions_in(formulas)], (), budget)[1]

    def can_hold(self, formulas: Sequence[Term]) -> bool:
        """Whether the formulas may hold together, at a glance; doubt counts as yes."""
        lemmas = lemmas_about(formulas)
        if any(all(map(model.satisfies, reversed([*formulas, *lemmas]))) for model in self._found):
            return True
        self.asked += 1
        if self._shared is None:
            self._shared = SharedSession(QUICK, self.seed)
        *given, question = formulas
        answer, values, spent = self._shared.ask(given, [*lemmas, question], min(GLANCE, self._most))
        self.spent += spent
        if values is not None:
            self._found.appendleft(Model(values))
        return bool(answer != z3.unsat)

    def _ask(
        self, formulas: Sequence[Term], spare: Sequence[Term], budget: int, haste: int
    ) -> tuple[Verdict, Model | None]:
        """Ask in haste; where that leads nowhere, thoroughly."""
        self.asked += 1
        found = self._ask_with(QUICK, formulas, spare, min(budget, haste))
        return self._ask_with(THOROUGH, formulas, spare, budget) if found[0] is Verdict.UNKNOWN else found

    def _ask_with(
        self, procedure: Procedure, formulas: Sequence[Term], spare: Sequence[Term], budget: int
    ) -> tuple[Verdict, Model | None]:
        """Ask of the formulas, and of those spare ones that the values found contradict."""
        session = Session(procedure, self.seed, min(budget, self._most))
        told, left = list(formulas), list(dict.fromkeys(spare))
        while True:
            answer = session.answer_with(told)
            model = Model(session.model()) if answer == z3.sat else None
            told = [] if model is None else [formula for formula in left if not model.satisfies(formula)]
            if not told:
                break
            left = [formula for formula in left if formula not in set(told)]
        self.spent += session.spent
        if answer == z3.unsat:
            self.needed |= session.needed()
            return Verdict.IMPOSSIBLE, None
        return (Verdict.UNKNOWN if model is None else Verdict.POSSIBLE), model
