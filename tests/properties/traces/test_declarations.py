"""Every arrow is declared somewhere in the code, and we can say where."""

from importlib.resources import files
from pathlib import Path

import pytest

from filspec.traces.catalogue import Arrow, catalogue
from filspec.traces.declarations import where

MODELS = Path(str(files("filspec.actors").joinpath("world.py"))).parents[1]


@pytest.mark.parametrize("arrow", catalogue().arrows, ids=lambda arrow: arrow.id)
def test_every_arrow_is_declared_where_we_say(arrow: Arrow) -> None:
    # Given the place we name
    path, _, line = where(arrow).partition(":")
    assert path, f"nothing in the code declares {arrow.id}"
    lines = (MODELS / path).read_text(encoding="utf-8").splitlines()
    declaration = "\n".join(lines[int(line) - 1 : int(line) + 3])
    # Then the drawing's text stands there, for a reply with the call that it answers
    assert f'"{arrow.text.strip()}"' in declaration


def test_a_call_is_declared_by_its_receiver_and_an_observation_by_its_note() -> None:
    assert where(catalogue().arrow("A010")).startswith("actors/storage_market/balances.py:")
    assert where(catalogue().arrow("A013")) == where(catalogue().arrow("A012"))
    assert where(catalogue().arrow("A041")).startswith("nodes/storage_mining_subsystem.py:")
    assert where(catalogue().arrow("A014")).startswith("nodes/storage_market_participant.py:")


def test_an_arrow_that_nothing_declares_has_no_place() -> None:
    known = catalogue().arrow("A010")
    event = type(known.event)(sender="x", receiver="y", label="z", crossing=known.event.crossing)
    arrow = Arrow(**{**{name: getattr(known, name) for name in known.__struct_fields__}, "event": event})
    assert where(arrow) == ""
