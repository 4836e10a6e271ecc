"""A sequence diagram as SVG: no script, text that can be selected, colours of the page around it.

Lanes stand side by side at equal distance. A label begins at the left end of its arrow and may run on past the right
one, with a halo in the page's background colour, so that lanes can stand close and the diagram stays narrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from filspec.traces.sequence import Close, Message, Open, Remark, Row, lanes_of

LANE, MARGIN, HEAD, STEP, LOOP = 132, 72, 58, 36, 26
"""Distance of lanes, of the first lane from the edge, heights of the names, of a row, and reach of a self message."""

LETTER = 6.6
"""Width of a letter of 12 pixels, on average; only used to make the picture wide enough."""

FRAME_INSET = 7

STYLE = """
.sequence-lane { stroke: currentColor; stroke-opacity: .25; }
.sequence-name { font: 600 12px sans-serif; fill: currentColor; text-anchor: middle; }
.sequence-text { font: 12px sans-serif; fill: currentColor; paint-order: stroke; stroke-width: 4px;
  stroke: var(--color-background-primary, #fff); stroke-linejoin: round; }
.sequence-number { font: 10px monospace; fill-opacity: .65; }
.sequence-line { stroke: currentColor; fill: none; stroke-width: 1.3; }
.sequence-dashed { stroke-dasharray: 5 4; }
.sequence-frame { stroke: currentColor; stroke-opacity: .35; fill: none; }
.sequence-title { font: italic 11px sans-serif; fill-opacity: .8; }
.sequence-note { fill: currentColor; fill-opacity: .08; }
a .sequence-text:hover { text-decoration: underline; }
""".strip()


def svg(rows: Sequence[Row], title: str, identity: str) -> str:
    """The diagram as one ``svg`` element.

    Args:
        rows: what it shows, from top to bottom.
        title: what it is, for those who cannot see it.
        identity: tells its parts from those of other diagrams on the same page.
    """
    lanes = lanes_of(rows)
    places = {lane: MARGIN + LANE * number for number, lane in enumerate(lanes)}
    height = int(HEAD + STEP * sum(_rows_of(row) for row in rows) + STEP // 2)
    width = max(MARGIN * 2 + LANE * (len(lanes) - 1), int(_right_edge(rows, places)) + 12)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    named = f'role="img" aria-labelledby="{identity}-title"'
    return "\n".join(
        [
            f'<svg class="sequence" xmlns="http://www.w3.org/2000/svg" {size} {named}>',
            f'<title id="{identity}-title">{escape(title)}</title>',
            f"<style>{STYLE}</style>",
            _arrow_head(identity),
            *_lanes(places, height),
            *_body(rows, places, identity),
            "</svg>",
        ]
    )


def _arrow_head(identity: str) -> str:
    size = 'viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"'
    shape = '<path d="M0 0 8 4 0 8z" fill="currentColor"/>'
    return f'<defs><marker id="{identity}-head" {size}>{shape}</marker></defs>'


def _rows_of(row: Row) -> float:
    return {Message: 1.0, Remark: 1.0, Open: 0.8, Close: 0.35}[type(row)]


def _right_edge(rows: Sequence[Row], places: dict[str, int]) -> float:
    edges = [0.0]
    for row in rows:
        if isinstance(row, Message):
            left = min(places[row.sender], places[row.receiver])
            own = LOOP if row.sender == row.receiver else 0
            edges.append(left + own + 10 + LETTER * len(f"{row.number} {row.text}"))
        elif isinstance(row, Remark):
            edges.append(places[row.lanes[0]] + 16 + LETTER * len(row.text))
    return max(edges)


def _lanes(places: dict[str, int], height: int) -> Iterator[str]:
    for name, x in places.items():
        first, second = _two_lines(name)
        yield f'<text class="sequence-name" x="{x}" y="{20 if second else 30}">{escape(first)}</text>'
        if second:
            yield f'<text class="sequence-name" x="{x}" y="36">{escape(second)}</text>'
        yield f'<path class="sequence-lane" d="M{x} {HEAD - 10}V{height}"/>'


def _two_lines(name: str) -> tuple[str, str]:
    """A long name broken before the word that leaves the halves most alike."""
    words = re.findall(r"[A-Z]?[^A-Z]+", name)
    if len(name) < 18 or len(words) < 2:
        return name, ""
    breaks = [("".join(words[:place]), "".join(words[place:])) for place in range(1, len(words))]
    return min(breaks, key=lambda halves: abs(len(halves[0]) - len(halves[1])))


def _body(rows: Sequence[Row], places: dict[str, int], identity: str) -> Iterator[str]:
    y = float(HEAD)
    frames: list[tuple[float, int]] = []
    right = max(places.values()) + MARGIN - 10
    for row in rows:
        top, y = y, y + STEP * _rows_of(row)
        if isinstance(row, Message):
            yield from _message(row, places, y - 10, identity)
        elif isinstance(row, Remark):
            yield from _remark(row, places, top + 4)
        elif isinstance(row, Open):
            if row.kind != "else":
                frames.append((top + 4, len(frames)))
            yield from _frame_title(row, frames[-1][1], top + 4, right)
        else:
            begun, depth = frames.pop()
            yield _frame(begun, y - 4, depth, right)


def _message(row: Message, places: dict[str, int], y: float, identity: str) -> Iterator[str]:
    start, end = places[row.sender], places[row.receiver]
    marker = "" if row.headless else f' marker-end="url(#{identity}-head)"'
    dashed = " sequence-dashed" if row.dashed else ""
    path = f"M{start} {y - 8}h{LOOP}v8H{start}" if start == end else f"M{start} {y}H{end}"
    left = min(start, end) + (LOOP + 6 if start == end else 8)
    number = f'<tspan class="sequence-number">{escape(row.number)}</tspan> ' if row.number else ""
    hint = f"<title>{escape(row.hint)}</title>" if row.hint else ""
    text = f'<text class="sequence-text" x="{left}" y="{y - 7 if start != end else y - 1}">'
    label = f"{text}{number}{escape(row.text)}{hint}</text>"
    yield f'<path class="sequence-line{dashed}" d="{path}"{marker}/>'
    yield f'<a href="{escape(row.link)}">{label}</a>' if row.link else label


def _remark(row: Remark, places: dict[str, int], y: float) -> Iterator[str]:
    left = min(places[lane] for lane in row.lanes)
    width = LETTER * len(row.text) + 12
    yield f'<rect class="sequence-note" x="{left + 4}" y="{y}" width="{width:.0f}" height="24" rx="3"/>'
    yield f'<text class="sequence-text" x="{left + 10}" y="{y + 16}">{escape(row.text)}</text>'


def _frame_title(row: Open, depth: int, y: float, right: int) -> Iterator[str]:
    left = FRAME_INSET * (depth + 1)
    if row.kind == "else":
        edge = right - FRAME_INSET * depth
        yield f'<path class="sequence-frame sequence-dashed" d="M{left} {y}H{edge}"/>'
    shown = escape(f"{row.kind} {row.text}")
    yield f'<text class="sequence-text sequence-title" x="{left + 6}" y="{y + 15}">{shown}</text>'


def _frame(top: float, bottom: float, depth: int, right: int) -> str:
    left = FRAME_INSET * (depth + 1)
    width = right - FRAME_INSET * depth - left
    return f'<rect class="sequence-frame" x="{left}" y="{top:.1f}" width="{width}" height="{bottom - top:.1f}" rx="3"/>'
