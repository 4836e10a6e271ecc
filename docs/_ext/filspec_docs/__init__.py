"""Sphinx extension that renders the live model: drawing, run, actors, laws, and the data of the specification.

Each directive asks the imported model what it is, so that a page cannot say anything the code does not.
"""

from __future__ import annotations

from sphinx.application import Sphinx

from filspec_docs import evidence, laws, mistakes
from filspec_docs.actors import ActorDirective, OraclesDirective
from filspec_docs.drawing import DrawingDirective
from filspec_docs.scenario import ScenarioDirective
from filspec_docs.sheets import DecisionsDirective, ParametersDirective, ReasonsDirective
from filspec_docs.story import StoryDirective


def setup(app: Sphinx) -> dict[str, object]:
    """Register the directives."""
    app.add_directive("filspec-drawing", DrawingDirective)
    app.add_directive("filspec-story", StoryDirective)
    app.add_directive("filspec-actor", ActorDirective)
    app.add_directive("filspec-oracles", OraclesDirective)
    app.add_directive("filspec-decisions", DecisionsDirective)
    app.add_directive("filspec-parameters", ParametersDirective)
    app.add_directive("filspec-reasons", ReasonsDirective)
    app.add_directive("filspec-scenario", ScenarioDirective)
    for name, directive in (*laws.directives(), *mistakes.directives()):
        app.add_directive(name, directive)
    evidence.register(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
