"""Places in a text are counted in characters, as the tree counts them in bytes."""

import ast

from filspec.mutants.operators.source import Source

TEXT = 'first = "é→"; second = first + third\nlast = 1\n'


def test_a_node_is_found_after_letters_of_several_bytes() -> None:
    source = Source("m", TEXT)
    assert [source.of(statement) for statement in source.tree.body] == [
        'first = "é→"',
        "second = first + third",
        "last = 1",
    ]
    assert isinstance(source.tree.body[1], ast.Assign)
    assert source.of(source.tree.body[1].value) == "first + third"


def test_lines() -> None:
    source = Source("m", TEXT)
    start, end = source.lines_of(source.tree.body[2])
    assert TEXT[start:end] == "last = 1\n"
    assert source.start_of_line(2) == start and source.line_at(start) == 2
