"""What a term is made of."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.symbolic.anatomy import Applications, Operation, function_of, operation_of, unknowns_in
from filspec.symbolic.terms import (
    INT,
    Term,
    array,
    asked,
    choice,
    constant,
    difference,
    less,
    multiplied,
    negative,
    number,
    question,
    same,
    select,
    store,
    total_of,
)

A, B, C = (constant(name, INT) for name in "abc")
COLUMN = array("column", [INT], INT)
FIRST, SECOND = (question(name, [INT], INT) for name in ("first", "second"))


@given(names=st.sets(st.sampled_from("abcdef"), min_size=1), again=st.integers(1, 3))
def test_all_unknowns_are_found_each_once(names: set[str], again: int) -> None:
    term: Term = number(5)
    for _ in range(again):
        for name in sorted(names):
            term = total_of((term, asked(FIRST, [select(COLUMN, (constant(name, INT),))])))
    assert set(found := unknowns_in(term)) == {COLUMN, *(constant(name, INT) for name in names)}
    assert len(found) == len(names) + 1


def test_operations_are_told_apart() -> None:
    told = {
        Operation.SUM: total_of((A, B)),
        Operation.DIFFERENCE: difference(A, B),
        Operation.NEGATIVE: negative(A),
        Operation.PRODUCT: multiplied(A, B),
        Operation.CHOICE: choice(less(A, B), A, B),
        Operation.SELECT: select(COLUMN, (A,)),
        Operation.STORE: store(COLUMN, (A,), B),
        Operation.NAMED: asked(FIRST, [A]),
    }
    assert {operation: operation_of(term) for operation, term in told.items()} == {
        operation: operation for operation in told
    }
    assert operation_of(number(5)) is None
    assert operation_of(less(A, B)) is None


def test_answers_of_these_functions_are_found() -> None:
    inner = asked(FIRST, [A])
    term = total_of((asked(FIRST, [inner]), asked(SECOND, [B])))
    found = Applications([FIRST]).among([term])
    assert len(found) == 2 and any(same(inner, part) for part in found)
    assert len(Applications([FIRST, SECOND]).among([term])) == 3
    assert Applications([FIRST, SECOND]).among([total_of((A, B))]) == []


def test_function_is_named_by_its_place() -> None:
    assert function_of(asked(SECOND, [A]), [FIRST, SECOND]) == 1
    assert function_of(asked(SECOND, [A]), [SECOND, FIRST]) == 0
    assert function_of(asked(SECOND, [A]), [FIRST]) is None
    assert function_of(A, [FIRST]) is None
