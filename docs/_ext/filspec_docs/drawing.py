"""The drawing, block by block: its picture, and what each arrow is in the model."""

from __future__ import annotations

from docutils import nodes

from filspec.traces.catalogue import ANYBODY, Arrow, Block, catalogue
from filspec.traces.declarations import where
from filspec.traces.sequence import block_rows
from filspec.traces.svg import svg
from filspec_docs.building import Cell, Page, code, diagram, target


class DrawingDirective(Page):
    """``filspec-drawing``: a section for each block at the top of the drawing."""

    def run(self) -> list[nodes.Node]:
        """The sections."""
        return [self._block(block) for block in catalogue().blocks if not block.parent]

    def _block(self, block: Block) -> nodes.Node:
        arrows = [arrow for arrow in catalogue().arrows if block in catalogue().path(arrow.block)]
        title = f"{block.kind} {block.label}"
        picture = svg(block_rows(block), f"Block {title} of the drawing, {len(arrows)} arrows", block.id.lower())
        rows = [self._arrow(arrow) for arrow in arrows]
        return self.section(
            f"block-{block.id.lower()}",
            title,
            diagram(picture),
            self.table(("arrow", "message", "in the model", "remark"), rows, "arrows"),
        )

    def _arrow(self, arrow: Arrow) -> list[Cell]:
        message = [
            nodes.Text(f"{arrow.drawn_from} "),
            code(arrow.arrow),
            nodes.Text(f" {arrow.drawn_to}: "),
            code(arrow.text.strip()),
        ]
        place = where(arrow)
        model: list[nodes.Node] = [code(place)] if place else [nodes.Text("not declared")]
        if _moved(arrow):
            model.append(
                nodes.Text(f" from {arrow.event.sender.replace(ANYBODY, 'anybody')} to {arrow.event.receiver}")
            )
        branch = "" if arrow.branch == "default" else f" On the {arrow.branch} branch."
        return [[target(arrow.id.lower()), nodes.strong("", arrow.id)], message, model, arrow.remark + branch]


def _moved(arrow: Arrow) -> bool:
    return (arrow.event.sender, arrow.event.receiver) != (arrow.drawn_from, arrow.drawn_to)
