"""Pages made of the specification's data: decisions, parameters, reasons."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from docutils import nodes

from filspec.actors.reasons import Reason
from filspec.kit.transitions import REGISTRY
from filspec.traces.declarations import modules
from filspec_docs.building import Cell, Page, code, target
from filspec_docs.guards import guards


def sheet(name: str) -> dict[str, Any]:
    """A data file of the specification."""
    return tomllib.loads(files("filspec.spec").joinpath(name).read_text(encoding="utf-8"))


def number(value: int) -> str:
    """A number as people read it: ``10,000``, ``10^18``, ``1.4 * 10^27``."""
    digits = str(value)
    leading = digits.rstrip("0")
    if len(digits) < 10 or len(leading) > 3:
        return f"{value:,}"
    power = f"10^{len(digits) - 1}"
    mantissa = leading[0] + (f".{leading[1:]}" if len(leading) > 1 else "")
    return power if mantissa == "1" else f"{mantissa} * {power}"


class DecisionsDirective(Page):
    """``filspec-decisions``: a section for each decision."""

    def run(self) -> list[nodes.Node]:
        """The sections."""
        return [self._decision(decision) for decision in sheet("decisions.toml")["decision"]]

    def _decision(self, decision: dict[str, Any]) -> nodes.Node:
        anchor = f"decision-{decision['number']}"
        made = self.section(anchor, f"{decision['number']}. {decision['title']}")
        made += self.paragraph(decision["question"])
        made += nodes.paragraph("", "", nodes.strong("", decision["choice"]))
        made += nodes.paragraph("", "", *self._about(decision), classes=["small"])
        return made

    def _about(self, decision: dict[str, Any]) -> Iterator[nodes.Node]:
        names = [decision["variant"]] if "variant" in decision else []
        for word, parameters in (("Variant", names), ("Parameters", decision.get("parameters", []))):
            if parameters:
                yield nodes.Text(f"{word}: ")
                for place, name in enumerate(parameters):
                    yield nodes.Text(", " if place else "")
                    yield self.link("parameters", f"parameter-{name}", name)
                yield nodes.Text(". ")
        if "arrows" in decision:
            yield from self.inline(f"Arrows: {', '.join(decision['arrows'])}. ")
        yield nodes.Text(f"Source: {decision['source']}.")


class ParametersDirective(Page):
    """``filspec-parameters``: a table of all constants."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        rows = [self._parameter(name, parameter) for name, parameter in sheet("parameters.toml").items()]
        return [self.table(("parameter", "unit", "tiny", "2k", "bounds or choices", "source"), rows, "parameters")]

    def _parameter(self, name: str, parameter: dict[str, Any]) -> list[Cell]:
        value = parameter["value"]
        values = [value[preset] if isinstance(value, dict) else value for preset in ("tiny", "2k")]
        shown: list[Cell] = [number(one) if isinstance(one, int) else str(one) for one in values]
        return [
            [target(f"parameter-{name}"), code(name)],
            parameter["unit"],
            *shown,
            self._limits(parameter),
            parameter["source"],
        ]

    def _limits(self, parameter: dict[str, Any]) -> str:
        if "choices" in parameter:
            return ", ".join(parameter["choices"])
        least, most = parameter["bounds"]
        further = [
            f", {word.replace('_', ' ')} {parameter[word]}" for word in ("less_than", "at_most") if word in parameter
        ]
        return "".join([f"{number(least)} to {number(most)}", *further])


class ReasonsDirective(Page):
    """``filspec-reasons``: a table of all reasons for which a message is refused, and where."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        modules()
        users: dict[Reason, list[str]] = {reason: [] for reason in Reason}
        for transition in REGISTRY.values():
            if transition.function.__module__.startswith("filspec.actors"):
                for guard in guards(transition.function):
                    if transition.name not in users[guard.reason]:
                        users[guard.reason].append(transition.name)
        rows = [self._reason(reason, names) for reason, names in users.items()]
        return [self.table(("reason", "sentence", "stated by"), rows, "reasons")]

    def _reason(self, reason: Reason, names: list[str]) -> list[Cell]:
        where: list[nodes.Node] = []
        for name in names:
            package = REGISTRY[name].function.__module__.split(".")[2]
            separator = [nodes.Text(", ")] if where else []
            where += [*separator, self.link(f"actors/{package}", name.replace("_", "-"), name)]
        cell: Cell = where or "the interpreter, or the message pool of a node"
        return [[target(f"reason-{reason.name.lower()}"), code(reason.name)], reason.value, cell]
