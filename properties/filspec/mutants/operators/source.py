"""The text of a module, and where in it the nodes of its syntax tree stand."""

from __future__ import annotations

import ast
from itertools import accumulate


class Source:
    """A module's text, with its tree.

    Args:
        module: its dotted name.
        text: its text.
    """

    def __init__(self, module: str, text: str) -> None:
        self.module, self.text, self.tree = module, text, ast.parse(text)
        self._lines = text.splitlines(keepends=True)
        self._starts = [0, *accumulate(map(len, self._lines))]

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        """Where a node begins and ends, in characters of the text."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self._place(node.lineno, node.col_offset), self._place(node.end_lineno, node.end_col_offset)

    def lines_of(self, node: ast.stmt) -> tuple[int, int]:
        """Where the first line of a statement begins, and where the line after its last begins."""
        return self._starts[node.lineno - 1], self._starts[node.end_lineno or node.lineno]

    def start_of_line(self, number: int) -> int:
        """Where a line begins; lines are counted from 1."""
        return self._starts[number - 1]

    def of(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node."""
        first, last = self.span(node)
        return self.text[first:last]

    def line_at(self, place: int) -> int:
        """The number of the line, from 1, in which a character stands."""
        return self.text.count("\n", 0, place) + 1

    def _place(self, line: int, column: int) -> int:
        """A place of the tree, which counts columns in bytes, in characters."""
        before = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(before)
