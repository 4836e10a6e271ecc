"""The laws as they stand in the code: all of them in tables, or one with its source."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from textwrap import dedent
from types import ModuleType

from docutils import nodes

from filspec.kit import laws as kit
from filspec.kit.laws import Law, Quantifier
from filspec.laws.catalogue import catalogue
from filspec.laws.not_stated import NOT_STATED, PARTLY_STATED, NotStated
from filspec.lemmas.catalogue import lemmas
from filspec.lemmas.lemma import Lemma
from filspec_docs.building import Cell, Page, code, target
from filspec_docs.docstrings import docstring


class LawsDirective(Page):
    """``filspec-laws``: a table of laws for each file of laws."""

    def run(self) -> list[nodes.Node]:
        """The sections."""
        return [self._file(inspect.getmodule(key), list(laws)) for key, laws in groupby(catalogue(), _first_of_file)]

    def _file(self, module: ModuleType | None, laws: list[Law]) -> nodes.Node:
        assert module is not None
        first, *essay = docstring(module).paragraphs
        title, _, rest = first.partition(": ")
        prose = [text for text in (rest[:1].upper() + rest[1:], *essay) if text]
        name = module.__name__.removeprefix("filspec.laws.").replace(".", "-")
        table = self.table(("law", "states", "sentence"), map(_law, laws), "laws")
        return self.section(f"laws-{name.replace('_', '-')}", title.rstrip("."), *map(self.paragraph, prose), table)


def _first_of_file(law: Law) -> Callable[..., bool]:
    """What laws of one file have in common: the first law of that file."""
    return next(other.holds for other in catalogue() if other.holds.__module__ == law.holds.__module__)


def _law(law: Law) -> list[Cell]:
    about = law.quantifier.value + (f": {law.path}" if law.path else "")
    name = [target(anchor_of(law)), code(law.name), nodes.inline("", f" {about}", classes=["small", "about"])]
    return [name, ", ".join(law.ids), law.sentence]


def anchor_of(law: Law) -> str:
    """Where a law stands on the page of laws."""
    return f"law-{law.name.replace('_', '-').replace('/', '-').lower()}"


class LawDirective(Page):
    """``filspec-law NAME``: the source of a law, with what it states and where."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The code, and where it is."""
        name = self.arguments[0]
        law = next((law for law in catalogue() if law.name == name), None)
        if law is None:
            raise self.error(f"there is no law {name}")
        place = law.holds.__module__.removeprefix("filspec.").replace(".", "/")
        about = [nodes.Text(f"States {', '.join(law.ids)}, in "), self.link("laws", anchor_of(law), f"{place}.py")]
        return [source(law.holds), nodes.paragraph("", "", *about, classes=["small"])]


class SourceDirective(Page):
    """``filspec-source MODULE.NAME``: the source of one function."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The code."""
        module, _, name = self.arguments[0].rpartition(".")
        try:
            found = getattr(__import__(module, fromlist=[name]), name)
        except (ImportError, AttributeError) as problem:
            raise self.error(f"there is no {self.arguments[0]}") from problem
        return [source(found)]


def source(function: Callable[..., object]) -> nodes.literal_block:
    """The source of a function, with what stands above its ``def``."""
    text = dedent(inspect.getsource(inspect.unwrap(function))).rstrip()
    return nodes.literal_block(text, text, language="python")


DECORATORS = (
    kit.law,
    kit.law_for_each,
    kit.law_for_every_key,
    kit.step_law,
    kit.step_law_for_each,
    kit.message_law,
    kit.postcondition,
    kit.refused_for,
    kit.frame,
    kit.visit_law,
)
"""How laws of each kind are declared, in the order of the kinds."""


class KindsDirective(Page):
    """``filspec-kinds``: a table of the kinds of law, with how many there are of each."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        rows = [_kind(kind, declare) for kind, declare in zip(Quantifier, DECORATORS, strict=True)]
        return [self.table(("decorator", "holds of", "is given", "laws"), rows, "kinds")]


def _kind(kind: Quantifier, declare: Callable[..., object]) -> list[Cell]:
    given = re.search(r"``law\((.*?)\)``", inspect.getdoc(declare) or "")
    count = sum(law.quantifier is kind for law in catalogue())
    return [[code(f"@{declare.__name__}")], kind.value, f"``{given[1]}``" if given else "", str(count)]


class LemmasDirective(Page):
    """``filspec-lemmas``: a table of all lemmas about the pure rules of consensus."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        return [self.table(("lemma", "states", "sentence"), map(_lemma, lemmas()), "laws")]


def _lemma(lemma: Lemma) -> list[Cell]:
    about = "all values" if lemma.cases is None else "each of finitely many cases"
    name = [code(lemma.name), nodes.inline("", f" {about}", classes=["small", "about"])]
    return [name, ", ".join(lemma.ids), lemma.sentence]


class NotStatedDirective(Page):
    """``filspec-not-stated``: a table of what no law states."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        rows = [_not_stated(missing) for missing in (*NOT_STATED, *PARTLY_STATED)]
        return [self.table(("property", "not stated", "because", "left to"), rows, "not-stated")]


def _not_stated(missing: NotStated) -> list[Cell]:
    return [
        missing.identity,
        missing.part or "all of it",
        missing.reason,
        missing.left_to or "nobody: nothing to check",
    ]


def directives() -> Iterator[tuple[str, type[Page]]]:
    """The directives of this file, by name."""
    yield "filspec-laws", LawsDirective
    yield "filspec-law", LawDirective
    yield "filspec-source", SourceDirective
    yield "filspec-kinds", KindsDirective
    yield "filspec-lemmas", LemmasDirective
    yield "filspec-not-stated", NotStatedDirective
