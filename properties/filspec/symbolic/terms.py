"""Terms: the one place that touches Z3, with the types its Python face lacks.

A term is an immutable formula or number of the solver. Z3 gives the number of a term that nobody holds to the next one
it makes, so whatever is looked up by number must keep the term alive: ``TermMap`` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cache
from itertools import count
from typing import Generic, NewType, TypeVar

import z3

Term = NewType("Term", object)
"""A formula or number of the solver."""

Sort = NewType("Sort", object)
"""The kind of a term."""

Question = NewType("Question", object)
"""An uninterpreted function: the same arguments, the same answer."""

V = TypeVar("V")

INT = Sort(z3.IntSort())
BOOL = Sort(z3.BoolSort())
SEQUENCE = Sort(z3.DeclareSort("Sequence"))
"""Lists of any length, of which a proof knows only whether two are the same."""

TRUE = Term(z3.BoolVal(True))
FALSE = Term(z3.BoolVal(False))
ZERO = Term(z3.IntVal(0))


def number(value: int) -> Term:
    """A number written out."""
    return Term(z3.IntVal(value))


def truth(value: bool) -> Term:
    """A truth value written out."""
    return TRUE if value else FALSE


def constant(name: str, sort: Sort) -> Term:
    """An unknown of this name: the same name and sort, the same unknown."""
    return Term(z3.Const(name, sort))


def array(name: str, keys: Sequence[Sort], sort: Sort) -> Term:
    """An unknown array, indexed by keys of these sorts."""
    return Term(z3.Const(name, z3.ArraySort(*keys, sort)))


def constant_array(keys: Sequence[Sort], value: Term) -> Term:
    """The array that holds the same value everywhere."""
    return Term(z3.Lambda([z3.Const(f"index{place}", sort) for place, sort in enumerate(keys)], value))


def is_int(term: Term) -> bool:
    """Whether the term is a number."""
    return bool(z3.is_int(term))


def is_bool(term: Term) -> bool:
    """Whether the term is a formula."""
    return bool(z3.is_bool(term))


def sort_of(term: Term) -> Sort:
    """The kind of the term."""
    return Sort(term.sort())  # type: ignore[attr-defined]


def identity(term: Term) -> int:
    """A number that no other living term has."""
    return term.get_id()  # type: ignore[attr-defined, no-any-return]


def same(left: Term, right: Term) -> bool:
    """Whether the two terms are written alike."""
    return identity(left) == identity(right)


def conjunction(terms: Sequence[Term]) -> Term:
    """All of them."""
    return TRUE if not terms else terms[0] if len(terms) == 1 else Term(z3.And(list(terms)))


def disjunction(terms: Sequence[Term]) -> Term:
    """At least one of them."""
    return FALSE if not terms else terms[0] if len(terms) == 1 else Term(z3.Or(list(terms)))


def negation(term: Term) -> Term:
    """Not this; of a negation, what it negates."""
    return Term(term.arg(0)) if z3.is_not(term) else Term(z3.Not(term))  # type: ignore[attr-defined]


def implication(condition: Term, consequence: Term) -> Term:
    """If this, then that."""
    return consequence if z3.is_true(condition) else Term(z3.Implies(condition, consequence))


def equal(left: Term, right: Term) -> Term:
    """Whether the two are equal."""
    return TRUE if same(left, right) else Term(left == right)


def all_equal(left: Sequence[Term], right: Sequence[Term]) -> Term:
    """Whether the two lists are equal, term by term."""
    pairs = zip(left, right, strict=True)
    return conjunction([equal(one, other) for one, other in pairs if not same(one, other)])


def choice(condition: Term, then: Term, otherwise: Term) -> Term:
    """This if the condition holds, else that."""
    if same(then, otherwise) or z3.is_true(condition):
        return then
    return otherwise if z3.is_false(condition) else Term(z3.If(condition, then, otherwise))


def total_of(terms: Sequence[Term]) -> Term:
    """The sum."""
    return ZERO if not terms else terms[0] if len(terms) == 1 else Term(z3.Sum(list(terms)))


def product(left: Term, right: Term) -> Term:
    """The one times the other."""
    return Term(left * right)  # type: ignore[operator]


def negative(term: Term) -> Term:
    """The number with the other sign."""
    return Term(-term)  # type: ignore[operator]


def at_most(left: Term, right: Term) -> Term:
    """Whether the one is not greater than the other."""
    return Term(left <= right)  # type: ignore[operator]


def select(column: Term, key: Sequence[Term]) -> Term:
    """What the array holds at the key; what was stored last at this very key is found without the solver."""
    if z3.is_store(column) and all(same(Term(column.arg(1 + place)), part) for place, part in enumerate(key)):  # type: ignore[attr-defined]
        return Term(column.arg(1 + len(key)))  # type: ignore[attr-defined]
    return Term(z3.Select(column, *key))


def store(column: Term, key: Sequence[Term], value: Term) -> Term:
    """The array with one value changed."""
    return Term(z3.Store(column, *key, value))


def question(name: str, parameters: Sequence[Sort], answer: Sort) -> Question:
    """An uninterpreted function."""
    return Question(z3.Function(name, *parameters, answer))


def asked(function: Question, arguments: Sequence[Term]) -> Term:
    """The function's answer to these arguments."""
    return Term(function(*arguments))  # type: ignore[operator]


def simplified(term: Term) -> Term:
    """An equal term, as simple as rewriting makes it."""
    return Term(z3.simplify(term))


def known_truth(term: Term) -> bool | None:
    """The truth value of a term that is one; None for others."""
    return True if z3.is_true(term) else False if z3.is_false(term) else None


def known_number(term: Term) -> int | None:
    """The value of a number written out; None for others."""
    return int(term.as_long()) if z3.is_int_value(term) else None  # type: ignore[attr-defined]


def substituted(term: Term, pairs: Iterable[tuple[Term, Term]]) -> Term:
    """The term with some parts replaced."""
    return Term(z3.substitute(term, *pairs))


def constants_in(term: Term) -> set[str]:
    """Names of the unknowns a term speaks about."""
    found: set[str] = set()
    waiting, seen = [term], set[int]()
    while waiting:
        part = waiting.pop()
        if identity(part) in seen:
            continue
        seen.add(identity(part))
        if z3.is_const(part) and part.decl().kind() == z3.Z3_OP_UNINTERPRETED:  # type: ignore[attr-defined]
            found.add(str(part.decl().name()))  # type: ignore[attr-defined]
        waiting += [Term(child) for child in part.children()]  # type: ignore[attr-defined]
    return found


class Members:
    """The members of an enum as terms."""

    def __init__(self, enum: type[Enum], name: str) -> None:
        names = [f"{name}.{member.name}" for member in enum]
        sort, terms = z3.EnumSort(name, names)
        self.sort = Sort(sort)
        self.term_of = {member: Term(term) for member, term in zip(enum, terms, strict=True)}
        self.member_of = dict(zip(names, enum, strict=True))


_numbering: dict[str, count[int]] = {}


@cache
def members_of(enum: type[Enum]) -> Members:
    """The terms of an enum. Names are global in Z3, so that another enum of the same name gets a number behind it."""
    again = next(_numbering.setdefault(enum.__name__, count()))
    return Members(enum, f"{enum.__name__}{again or ''}")


class TermMap(Generic[V]):
    """Values by lists of terms, which it keeps alive."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, ...], tuple[tuple[Term, ...], V]] = {}

    def get(self, key: Sequence[Term]) -> V | None:
        """The value of the key, if there is one."""
        found = self._found.get(tuple(map(identity, key)))
        return found[1] if found else None

    def set(self, key: Sequence[Term], value: V) -> None:
        """Remember the value of the key."""
        self._found[tuple(map(identity, key))] = (tuple(key), value)

    def __contains__(self, key: Sequence[Term]) -> bool:
        return tuple(map(identity, key)) in self._found

    def keys(self) -> list[tuple[Term, ...]]:
        """The keys, in the order of their entry."""
        return [key for key, _ in self._found.values()]

    def items(self) -> list[tuple[tuple[Term, ...], V]]:
        """Keys with their values, in the order of their entry."""
        return list(self._found.values())
