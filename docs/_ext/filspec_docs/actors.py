"""A page for each actor: what it keeps, and each of its transitions with purpose, guards and code."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from docutils import nodes

from filspec.kit.records import Record
from filspec.kit.transitions import REGISTRY, Kind, Transition
from filspec.kit.worlds import is_actor
from filspec.traces.catalogue import catalogue
from filspec.traces.declarations import modules, place_of
from filspec_docs.building import Cell, Page, code, folded
from filspec_docs.docstrings import docstring
from filspec_docs.guards import Guard, body, called, guards

KINDS = {
    Kind.MESSAGE: "message",
    Kind.INTERNAL: "step",
    Kind.QUERY: "query",
    Kind.PURE: "definition",
    Kind.ORACLE: "oracle",
}


def registered(module: ModuleType) -> list[Transition]:
    """The registered functions of a module, in order of definition."""
    return [known for known in REGISTRY.values() if known.function.__module__ == module.__name__]


class ActorDirective(Page):
    """``filspec-actor NAME``: the page of the package ``filspec.actors.NAME``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Its state, then its transitions, file by file."""
        prefix = f"filspec.actors.{self.arguments[0]}"
        files = [module for module in modules() if module.__name__.startswith(f"{prefix}.")]
        if not files:
            raise self.error(f"there is no actor package {prefix}")
        purpose = docstring(import_module(prefix)).paragraphs
        return [*map(self.paragraph, purpose), *(section for file in files for section in self._file(file))]

    def _file(self, module: ModuleType) -> Iterator[nodes.Node]:
        name = module.__name__.rpartition(".")[2]
        title, *essay = docstring(module).paragraphs or [name]
        kept = [self._kept(cls) for cls in _classes(module)]
        found = [self._transition(transition) for transition in registered(module)]
        content = [node for item in (*kept, *found) for node in item]
        if content:
            yield self.section(
                f"file-{name.replace('_', '-')}", title.rstrip("."), *map(self.paragraph, essay), *content
            )

    def _kept(self, cls: type) -> list[nodes.Node]:
        """A record or state class: its meaning and its fields."""
        text = docstring(cls)
        meanings = text.sections.get("Attributes", {})
        types = inspect.get_annotations(cls)
        rows: list[list[Cell]] = [
            [[code(name)], [code(str(declared))], meanings.get(name, "")] for name, declared in types.items()
        ]
        anchor = f"record-{cls.__name__.lower()}"
        table = [self.table(("field", "type", "meaning"), rows, "fields")] if rows else []
        return [self.section(anchor, f"``{cls.__name__}``", *map(self.paragraph, text.paragraphs), *table)]

    def _transition(self, transition: Transition) -> list[nodes.Node]:
        text = docstring(transition.function)
        stated = guards(transition.function)
        content = [
            nodes.paragraph("", "", *self._declaration(transition), classes=["declaration"]),
            *map(self.paragraph, text.paragraphs),
            *([self._guards(stated)] if stated else []),
            *self._steps(transition),
            *folded(f"Code, {place_of(transition.function)}", _code(transition)),
        ]
        return [self.section(transition.name.replace("_", "-"), f"``{transition.name}``", *content)]

    def _declaration(self, transition: Transition) -> Iterator[nodes.Node]:
        yield nodes.inline("", KINDS[transition.kind], classes=["kind", f"kind-{transition.kind.name.lower()}"])
        if transition.owner:
            yield nodes.Text(" of ")
            yield nodes.strong("", transition.owner)
            yield nodes.Text(", drawn as " if self._arrows(transition) else ", recorded as ")
            yield code(transition.label)
            yield from self.inline("".join(f" {arrow}" for arrow in self._arrows(transition)))

    @staticmethod
    def _arrows(transition: Transition) -> list[str]:
        declared = (transition.owner, transition.label)
        return [
            arrow.id
            for arrow in catalogue().arrows
            if (arrow.event.receiver, arrow.event.label) == declared and not arrow.answers
        ]

    def _guards(self, stated: list[Guard]) -> nodes.Node:
        rows: list[list[Cell]] = [
            [[code(guard.condition)], [self._reason(guard), nodes.Text(f": {guard.reason.value}")]] for guard in stated
        ]
        return self.table(("must hold", "else refused for"), rows, "guards")

    def _reason(self, guard: Guard) -> nodes.Node:
        return self.link("reasons", f"reason-{guard.reason.name.lower()}", guard.reason.name)

    def _steps(self, transition: Transition) -> list[nodes.Node]:
        """What the function calls, as links."""
        known = {name for name, other in REGISTRY.items() if other.function.__module__.startswith("filspec.actors.")}
        links: list[nodes.Node] = []
        for name in called(transition.function, known):
            links += [nodes.Text(", " if links else "Calls "), self._function(REGISTRY[name])]
        return [nodes.paragraph("", "", *links, nodes.Text("."), classes=["small"])] if links else []

    def _function(self, transition: Transition) -> nodes.Node:
        package = transition.function.__module__.split(".")[2]
        return self.link(f"actors/{package}", transition.name.replace("_", "-"), transition.name)


class OraclesDirective(ActorDirective):
    """``filspec-oracles``: what actors ask of the world outside the chain."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        """The records and oracles of the module."""
        modules()
        module = import_module("filspec.actors.oracles")
        kept = [self._kept(cls) for cls in _classes(module)]
        return [node for item in (*kept, *map(self._transition, registered(module))) for node in item]


def _classes(module: ModuleType) -> list[type]:
    """The records and state classes that a module defines."""
    own = [thing for thing in vars(module).values() if isinstance(thing, type) and thing.__module__ == module.__name__]
    return [cls for cls in own if is_actor(cls) or issubclass(cls, Record)]


def _code(transition: Transition) -> nodes.literal_block:
    text = body(transition.function)
    return nodes.literal_block(text, text, language="python")
