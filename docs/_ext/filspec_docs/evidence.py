"""Evidence on a page: the tests that guard a claim, the files it names, and a proof that fails.

A claim cannot outlive its tests: a page that names a test or a file which is not there does not build.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx

from filspec.mutants.campaign import judged
from filspec.mutants.catalogue import mutants
from filspec.mutants.guards import deleted_guards
from filspec.mutants.objection import Objection
from filspec.mutants.prover_engine import ProverEngine
from filspec_docs.building import Page, code

CHECKOUT = Path(__file__).resolve().parents[3]


class Guard(NamedTuple):
    """A test that guards a claim.

    Attributes:
        file: its file, from the folder of tests.
        said: its name, or that of the one case of it that is meant, as a sentence.
    """

    file: str
    said: str


def guard_of(line: str) -> Guard:
    """The test of a line ``file::test``, or the trap of a line ``folder[case]``, in whatever file of it that stands.

    Raises:
        LookupError: there is no such test or trap.
    """
    folder, bracket, case = line.removesuffix("]").partition("[")
    if bracket:
        files = sorted((CHECKOUT / "tests" / folder).glob("test_*.py"))
        found = next((file for file in files if case in _names_in(file).texts), None)
        if found is None:
            raise LookupError(f"there is no trap {case!r} in tests/{folder}")
        return Guard(f"{folder}/{found.name}", case)
    path, _, test = line.partition("::")
    if test not in _names_in(CHECKOUT / "tests" / path).functions:
        raise LookupError(f"there is no test {test!r} in tests/{path}")
    return Guard(path, test.removeprefix("test_").replace("_", " "))


class Names(NamedTuple):
    """What a file of tests defines, and the texts in it, among them the names of its cases."""

    functions: frozenset[str]
    texts: frozenset[str]


@cache
def _names_in(file: Path) -> Names:
    """The names in a file; none in one that is not there."""
    if not file.is_file():
        return Names(frozenset(), frozenset())
    found = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    functions = frozenset(node.name for node in found if isinstance(node, ast.FunctionDef))
    texts = frozenset(node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return Names(functions, texts)


class GuardedDirective(Page):
    """``filspec-guarded``: the tests that guard the claim above, a line each."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """One small paragraph."""
        try:
            guards = [guard_of(line.strip()) for line in self.content if line.strip()]
        except LookupError as problem:
            raise self.error(str(problem)) from problem
        return [nodes.paragraph("", "", nodes.Text("Guarded by: "), *_sentences(guards), classes=["small", "guarded"])]


def _sentences(guards: list[Guard]) -> Iterator[nodes.Node]:
    """The tests as sentences, those of one file together."""
    for number, file in enumerate(dict.fromkeys(guard.file for guard in guards)):
        yield nodes.Text("; " if number else "")
        for place, sentence in enumerate(guard.said for guard in guards if guard.file == file):
            yield nodes.Text(", " if place else "")
            yield nodes.emphasis("", sentence)
        yield nodes.Text(" in ")
        yield code(f"tests/{file}")
    yield nodes.Text(".")


def module(
    _name: str, rawtext: str, text: str, lineno: int, inliner: Inliner, *_: object
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Role ``module``: a file of the package ``filspec``, which must be there, as code."""
    if any((CHECKOUT / root / "filspec" / text).exists() for root in ("spec", "models", "properties")):
        return [code(text)], []
    problem = inliner.reporter.error(f"there is no file filspec/{text}", line=lineno)
    return [inliner.problematic(rawtext, rawtext, problem)], [problem]


class FailureDirective(Page):
    """``filspec-failure MUTANT``: what the prover says of a mutant, found while the page is built."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The law, and the story."""
        known = {**deleted_guards(), **mutants()}
        if self.arguments[0] not in known:
            raise self.error(f"there is no mutant {self.arguments[0]}")
        verdict = judged(known[self.arguments[0]], [ProverEngine()])
        if verdict.objection is None or verdict.objection.word != "confirmed":
            raise self.error(f"the prover does not refute {self.arguments[0]} by a run: {verdict.problem or verdict}")
        text = "\n".join((headline(verdict.objection), *(f"  {line}" for line in verdict.objection.story)))
        return [nodes.container("", nodes.literal_block(text, text, language="text"), classes=["story"])]


def headline(objection: Objection) -> str:
    """The law that failed, and where."""
    return f"{objection.message}: {objection.by} failed {objection.place}, confirmed by a run of the model"


def register(app: Sphinx) -> None:
    """Enter the directives and the role of this file."""
    app.add_directive("filspec-guarded", GuardedDirective)
    app.add_directive("filspec-failure", FailureDirective)
    app.add_role("module", module)
