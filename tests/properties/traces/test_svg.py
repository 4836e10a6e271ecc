"""The SVG is well-formed, self-contained, and wide enough for what it says."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.traces.catalogue import Block, catalogue
from filspec.traces.sequence import Message, Remark, block_rows
from filspec.traces.svg import svg

TOP = [block for block in catalogue().blocks if not block.parent]
SVG = "{http://www.w3.org/2000/svg}"
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0xFFFD), min_size=1, max_size=30)


def text_of(picture: str) -> list[str]:
    tree = ElementTree.fromstring(picture)
    return ["".join(node.itertext()) for node in tree.iter(f"{SVG}text")]


@pytest.mark.parametrize("block", TOP, ids=lambda block: block.label)
def test_a_block_shows_every_text_and_links_every_arrow(block: Block) -> None:
    rows = block_rows(block)
    picture = svg(rows, "title", "k01")
    shown = "\n".join(text_of(picture))
    links = re.findall(r'<a href="#(a\d{3})">', picture)
    assert links == [row.number.lower() for row in rows if isinstance(row, Message)]
    for row in rows:
        if isinstance(row, Message | Remark):
            assert row.text in shown


@given(texts, texts, texts)
def test_any_text_is_shown_as_it_is(sender: str, receiver: str, label: str) -> None:
    picture = svg([Message(sender, receiver, label, hint=label)], label, "x")
    shown = text_of(picture)
    assert any(line.startswith(label) for line in shown)
    assert "".join(shown).count(sender) >= 1


def test_it_loads_nothing_and_runs_nothing() -> None:
    picture = svg(block_rows(TOP[0]), "title", "k01")
    assert "<script" not in picture
    assert re.findall(r"https?://[^\"]+", picture) == ["http://www.w3.org/2000/svg"]


def test_it_has_a_title_for_those_who_cannot_see_it() -> None:
    tree = ElementTree.fromstring(svg(block_rows(TOP[0]), "The retrieval market", "k01"))
    assert tree.get("role") == "img"
    assert [node.text for node in tree.findall(f"{SVG}title")] == ["The retrieval market"]
    assert tree.get("aria-labelledby") == "k01-title"


@given(st.integers(1, 200))
def test_it_is_wide_enough_for_its_longest_label(length: int) -> None:
    tree = ElementTree.fromstring(svg([Message("A", "A", "m" * length)], "title", "x"))
    assert int(tree.get("width", "0")) > 6.6 * length


def test_a_branch_continues_the_frame_of_its_alternative() -> None:
    (production,) = [block for block in TOP if block.label == "BlockProduction"]
    tree = ElementTree.fromstring(svg(block_rows(production), "title", "x"))
    frames = [node for node in tree.iter(f"{SVG}rect") if node.get("class") == "sequence-frame"]
    inside = [block for block in catalogue().blocks if production in catalogue().path(block.id) and block != production]
    assert len(frames) == sum(block.kind != "else" for block in inside)
