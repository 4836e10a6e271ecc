"""A story as somebody writes it for `filspec reach`, and what is found for it while the page is built."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from docutils import nodes

from filspec.symbolic.reach.first_world import NAMES
from filspec.symbolic.reach.scenario_file import read_scenario
from filspec.symbolic.reach.search import Reached, reach
from filspec.symbolic.reach.telling import ToldStep
from filspec.traces.values import shown
from filspec_docs.building import Cell, Page, code

SENDERS = ("caller", "sender")
"""The parameter that says who sends a message."""


class ScenarioDirective(Page):
    """``filspec-scenario``: the text of a scenario file, and the story that was found for it."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The text, and a table of messages."""
        text = "\n".join(self.content)
        with TemporaryDirectory() as folder:
            file = Path(folder, "story.py")
            file.write_text(text, encoding="utf-8")
            steps, goal, world = read_scenario(file)
        found = reach(steps, goal, world)
        if not isinstance(found, Reached):
            raise self.error("no arguments are found for this story")
        words = f"Reached in {len(found.told.steps)} messages:"
        table = self.table(("epoch", "caller", "message", "arguments"), map(_message, found.told.steps), "messages")
        return [nodes.literal_block(text, text, language="python"), self.paragraph(words), table]


def _message(step: ToldStep) -> list[Cell]:
    named = dict(step.arguments)
    sender = next((str(NAMES.get(named[name], named[name])) for name in SENDERS if name in named), "")
    given = ", ".join(f"{name} {shown(value, 4)}" for name, value in step.arguments if name not in SENDERS)
    return [str(step.epoch), sender, [code(step.message)], given]
