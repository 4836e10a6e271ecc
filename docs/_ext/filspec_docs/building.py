"""Pieces of a page, as docutils has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

Cell = str | list[nodes.Node]
"""A cell of a table: text with ``code`` and links as in ``inline``, or nodes."""

ARROW = r"A\d{3}"
MARKS = re.compile(rf"``(?P<code>.+?)``|\b(?P<arrow>{ARROW})\b|(?P<decision>\bdecisions? (?P<number>\d+))")


class Page(SphinxDirective):
    """A directive that fills a page, and knows how to link to others."""

    def link(self, document: str, anchor: str, text: str) -> nodes.reference:
        """A link to an anchor of another page of this documentation."""
        address = self.env.app.builder.get_relative_uri(self.env.docname, document)
        return nodes.reference("", text, internal=True, refuri=f"{address}#{anchor}")

    def inline(self, text: str) -> list[nodes.Node]:
        """Text in which code is set as code, and arrows and decisions are links."""
        found: list[nodes.Node] = []
        end = 0
        for mark in MARKS.finditer(text):
            found.append(nodes.Text(text[end : mark.start()]))
            end = mark.end()
            if mark["code"]:
                found.append(nodes.literal("", mark["code"]))
            elif mark["arrow"]:
                found.append(self.link("drawing", mark["arrow"].lower(), mark["arrow"]))
            else:
                found.append(self.link("decisions", f"decision-{mark['number']}", mark["decision"]))
        return [*found, nodes.Text(text[end:])]

    def paragraph(self, text: str) -> nodes.paragraph:
        """A paragraph of ``inline`` text."""
        return nodes.paragraph("", "", *self.inline(text))

    def section(self, anchor: str, title: str, *content: nodes.Node) -> nodes.section:
        """A section that links can point to."""
        return nodes.section("", nodes.title("", "", *self.inline(title)), *content, ids=[anchor])

    def table(self, head: Sequence[str], rows: Iterable[Sequence[Cell]], kind: str = "") -> nodes.Node:
        """A table that scrolls by itself where the page is narrower."""
        group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in head), cols=len(head))
        group += nodes.thead("", self._row(head))
        group += nodes.tbody("", *(self._row(row) for row in rows))
        return nodes.container("", nodes.table("", group, classes=[kind] if kind else []), classes=["wide"])

    def _row(self, cells: Sequence[Cell]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", self._cell(cell)) for cell in cells))

    def _cell(self, cell: Cell) -> nodes.paragraph:
        return self.paragraph(cell) if isinstance(cell, str) else nodes.paragraph("", "", *cell)


def target(anchor: str) -> nodes.target:
    """A place that links can point to, without text."""
    return nodes.target("", "", ids=[anchor])


def code(text: str) -> nodes.literal:
    """A piece of code within text."""
    return nodes.literal("", text)


def html(markup: str) -> nodes.raw:
    """Ready HTML."""
    return nodes.raw("", markup, format="html")


def diagram(svg: str) -> nodes.raw:
    """A diagram in a frame that scrolls where the page is narrower; it can be reached by keyboard."""
    return html(f'<div class="diagram" tabindex="0">{svg}</div>')


def folded(summary: str, *content: nodes.Node) -> list[nodes.Node]:
    """Content behind a line that opens it; needs no script."""
    return [html(f"<details><summary>{escape(summary)}</summary>"), *content, html("</details>")]
