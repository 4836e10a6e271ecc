"""Terms: the one place that touches Z3, with the types its Python face lacks.

A term is an immutable formula or number of the solver. Terms are made by plain calls, because much of the time of a
proof is spent making them. Terms written alike are one object, and live as long as their context: a proof makes each of
them many times, and what was found out about one is remembered with it. Sorts, functions and the terms that are written
out here belong to no context; what stands for them in Z3 is made when a context first needs it.
"""

from __future__ import annotations

from collections.abc import Sequence

import z3
from z3.z3 import _to_expr_ref as to_expression

from filspec.symbolic import calls
from filspec.symbolic.contexts import CONTEXT, at_beginning, face, held, remembered
from filspec.symbolic.functions import LABEL as LABEL
from filspec.symbolic.functions import Question as Question
from filspec.symbolic.functions import question as question
from filspec.symbolic.functions import unknown_at
from filspec.symbolic.names import Name, Space, name_in
from filspec.symbolic.sorts import BOOL as BOOL
from filspec.symbolic.sorts import INT as INT
from filspec.symbolic.sorts import SEQUENCE as SEQUENCE
from filspec.symbolic.sorts import Sort as Sort
from filspec.symbolic.sorts import array_sort, sort_at


class Term:
    """A formula or number of the solver.

    Attributes:
        ast: what Z3 knows it by.
        number: in the order of their making.
    """

    __slots__ = ("ast", "number")

    def __init__(self, ast: int, number: int) -> None:
        self.ast, self.number = ast, number

    def __repr__(self) -> str:
        return str(expression(self))


_terms: dict[int, Term] = held({})


def term_at(ast: int) -> Term:
    """The term that Z3 knows by this.

    Raises:
        ValueError: there is none, because Z3 could not make it.
    """
    found = _terms.get(ast)
    if found is None:
        if not ast:
            raise ValueError(f"Z3 makes no such term: {calls.last_error()}")
        calls.inc_ref(CONTEXT, ast)
        found = _terms[ast] = Term(ast, len(_terms))
    return found


def expression(term: Term) -> object:
    """The term as Z3's Python face knows it."""
    ast = z3.Ast(term.ast)
    ast.value = term.ast
    return to_expression(ast, face())


def term_of(found: object) -> Term:
    """The term of an expression of Z3's Python face."""
    return term_at(found.as_ast().value)  # type: ignore[attr-defined]


def _all(terms: Sequence[Term]) -> object:
    return calls.row([term.ast for term in terms])


TRUE, FALSE, ZERO, EMPTY_LIST = (Term(0, place) for place in range(4))


@at_beginning
def _write_out() -> None:
    """Make the terms that are written out, in the context in use."""
    empty = z3.Const(name_in(Space.EMPTY_LIST), SEQUENCE.face())
    made = (z3.BoolVal(True, face()), z3.BoolVal(False, face()), z3.IntVal(0, face()), empty)
    for term, found in zip((TRUE, FALSE, ZERO, EMPTY_LIST), made, strict=True):
        term.ast = found.as_ast().value
        if term.ast not in _terms:
            calls.inc_ref(CONTEXT, term.ast)
            _terms[term.ast] = term


@remembered
def number(value: int) -> Term:
    """A number written out."""
    return term_of(z3.IntVal(value, face()))


def truth(value: bool) -> Term:
    """A truth value written out."""
    return TRUE if value else FALSE


@remembered
def constant(name: Name, sort: Sort) -> Term:
    """An unknown of this name: the same name and sort, the same unknown."""
    return term_at(unknown_at(name, sort.ast))


def array(name: Name, keys: Sequence[Sort], sort: Sort) -> Term:
    """An unknown array, indexed by keys of these sorts."""
    return term_at(unknown_at(name, array_sort(tuple(keys), sort)))


@remembered
def label(number: int) -> Term:
    """The label of a tracked assumption; no unknown has its name."""
    return term_of(z3.Const(f"{LABEL}{number}", BOOL.face()))


@remembered
def sort_of(term: Term) -> Sort:
    """The kind of the term."""
    found: z3.SortRef = expression(term).sort()  # type: ignore[attr-defined]
    return sort_at(found)


def same(left: Term, right: Term) -> bool:
    """Whether the two terms are written alike."""
    return left is right


def conjunction(terms: Sequence[Term]) -> Term:
    """All of them."""
    if len(terms) < 2:
        return terms[0] if terms else TRUE
    return term_at(calls.make_and(CONTEXT, len(terms), _all(terms)))


def disjunction(terms: Sequence[Term]) -> Term:
    """At least one of them."""
    if len(terms) < 2:
        return terms[0] if terms else FALSE
    return term_at(calls.make_or(CONTEXT, len(terms), _all(terms)))


@remembered
def negation(term: Term) -> Term:
    """Not this; of a negation, what it negates."""
    if same(term, TRUE):
        return FALSE
    if same(term, FALSE):
        return TRUE
    if kind_of(term) == z3.Z3_OP_NOT:
        return term_at(calls.part_of(CONTEXT, term.ast, 0))
    return term_at(calls.make_not(CONTEXT, term.ast))


@remembered
def implication(condition: Term, consequence: Term) -> Term:
    """If this, then that."""
    if same(condition, TRUE) or same(consequence, TRUE):
        return consequence
    return term_at(calls.make_implies(CONTEXT, condition.ast, consequence.ast))


@remembered
def equal(left: Term, right: Term) -> Term:
    """Whether the two are equal."""
    return TRUE if same(left, right) else term_at(calls.make_equal(CONTEXT, left.ast, right.ast))


def all_equal(left: Sequence[Term], right: Sequence[Term]) -> Term:
    """Whether the two lists are equal, term by term."""
    pairs = zip(left, right, strict=True)
    return conjunction([equal(one, other) for one, other in pairs if not same(one, other)])


@remembered
def choice(condition: Term, then: Term, otherwise: Term) -> Term:
    """This if the condition holds, else that."""
    if same(then, otherwise) or same(condition, TRUE):
        return then
    if same(condition, FALSE):
        return otherwise
    return term_at(calls.make_choice(CONTEXT, condition.ast, then.ast, otherwise.ast))


def total_of(terms: Sequence[Term]) -> Term:
    """The sum."""
    counted = [term for term in terms if not same(term, ZERO)]
    if len(counted) < 2:
        return counted[0] if counted else ZERO
    return term_at(calls.make_sum(CONTEXT, len(counted), _all(counted)))


@remembered
def difference(left: Term, right: Term) -> Term:
    """The one less the other."""
    return term_at(calls.make_difference(CONTEXT, 2, _all((left, right))))


def multiplied(left: Term, right: Term) -> Term:
    """The one times the other, as Z3 knows it."""
    return term_at(calls.make_product(CONTEXT, 2, _all((left, right))))


def euclidean_quotient(left: Term, right: Term) -> Term:
    """Z3's quotient, whose remainder is never negative; by 0 it is any number."""
    return term_at(calls.make_quotient(CONTEXT, left.ast, right.ast))


@remembered
def negative(term: Term) -> Term:
    """The number with the other sign."""
    return term if same(term, ZERO) else term_at(calls.make_negative(CONTEXT, term.ast))


@remembered
def at_most(left: Term, right: Term) -> Term:
    """Whether the one is not greater than the other."""
    return TRUE if same(left, right) else term_at(calls.make_at_most(CONTEXT, left.ast, right.ast))


@remembered
def less(left: Term, right: Term) -> Term:
    """Whether the one is smaller than the other."""
    return FALSE if same(left, right) else term_at(calls.make_less(CONTEXT, left.ast, right.ast))


def select(column: Term, key: Sequence[Term]) -> Term:
    """What the array holds at the key; what was stored last at this very key is found without the solver."""
    return _selected(column, tuple(key))


@remembered
def _selected(column: Term, key: tuple[Term, ...]) -> Term:
    if kind_of(column) == z3.Z3_OP_STORE:
        parts = parts_of(column)
        if all(map(same, parts[1:], key)):
            return parts[-1]
    return term_at(calls.make_select(CONTEXT, column.ast, len(key), _all(key)))


def store(column: Term, key: Sequence[Term], value: Term) -> Term:
    """The array with one value changed."""
    return term_at(calls.make_store(CONTEXT, column.ast, len(key), _all(key), value.ast))


def asked(function: Question, arguments: Sequence[Term]) -> Term:
    """The function's answer to these arguments."""
    return term_at(calls.make_application(CONTEXT, function.ast, len(arguments), _all(arguments)))


@remembered
def simplified(term: Term) -> Term:
    """An equal term, as simple as rewriting makes it."""
    return term_at(calls.simplify(CONTEXT, term.ast))


def known_truth(term: Term) -> bool | None:
    """The truth value of a term that is one; None for others."""
    return True if term is TRUE else False if term is FALSE else None


@remembered
def known_number(term: Term) -> int | None:
    """The value of a number written out; None for others."""
    if calls.ast_kind(CONTEXT, term.ast) != z3.Z3_NUMERAL_AST:
        return None
    return int(expression(term).as_long())  # type: ignore[attr-defined]


def name_of(term: Term) -> str:
    """The name of an unknown, or of a member of an enum."""
    return str(expression(term).decl().name())  # type: ignore[attr-defined]


@remembered
def kind_of(term: Term) -> int:
    """Which operation a term is made with; -1 for one that is no application."""
    if calls.ast_kind(CONTEXT, term.ast) != z3.Z3_APP_AST:
        return -1
    declaration = calls.declaration_of(CONTEXT, term.ast)
    return int(calls.declaration_kind(CONTEXT, declaration))


@remembered
def parts_of(term: Term) -> tuple[Term, ...]:
    """What the term is made of."""
    application = term.ast
    places = range(calls.count_of_parts(CONTEXT, application))
    return tuple([term_at(calls.part_of(CONTEXT, application, place)) for place in places])
