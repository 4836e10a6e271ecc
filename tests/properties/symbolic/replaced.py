"""Terms with some of their parts replaced: what a formula says of given values."""

from collections.abc import Sequence

import z3

from filspec.symbolic.terms import Term, expression, term_of


def with_parts(term: Term, old: Sequence[Term], new: Sequence[Term]) -> Term:
    """The term with some of its parts replaced, all at once."""
    pairs = zip(map(expression, old), map(expression, new), strict=True)
    return term_of(z3.substitute(expression(term), *pairs))
