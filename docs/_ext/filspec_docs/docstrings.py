"""Reading Google-style docstrings: paragraphs, and the named sections with their entries."""

from __future__ import annotations

import inspect
import re
from typing import NamedTuple

SECTIONS = ("Args", "Attributes", "Returns", "Raises", "Yields")
ENTRY = re.compile(r"(?P<name>[\w*]+): (?P<text>.*)")


class Docstring(NamedTuple):
    """A docstring, taken apart.

    Attributes:
        paragraphs: its prose, one string each.
        sections: entries of each named section, by name.
    """

    paragraphs: list[str]
    sections: dict[str, dict[str, str]]


def docstring(thing: object) -> Docstring:
    """The docstring of a module, class or function; empty where it has none."""
    raw = thing.__doc__
    text = inspect.cleandoc(raw) if raw else ""
    paragraphs: list[str] = []
    sections: dict[str, dict[str, str]] = {}
    for block in re.split(r"\n\s*\n", text):
        first, _, rest = block.partition("\n")
        if first.rstrip(":") in SECTIONS and first.endswith(":"):
            sections[first.rstrip(":")] = _entries(rest)
        elif block.strip():
            paragraphs.append(block if block.lstrip().startswith("- ") else " ".join(block.split()))
    return Docstring(paragraphs, sections)


def _entries(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in inspect.cleandoc(f"\n{text}").splitlines():
        entry = ENTRY.fullmatch(line)
        if entry and not line.startswith(" "):
            name = entry["name"]
            found[name] = entry["text"]
        elif name:
            found[name] += f" {line.strip()}"
    return found
