"""A mutation: one operator applied at one place of one function."""

from __future__ import annotations

from filspec.kit.records import Record
from filspec.mutants.mutant import ACTORS, Edit, Mutant, text_of


class Mutation(Record):
    """A small mistake in the actors.

    Attributes:
        name: file, function, operator and which of its places; the same for the same text.
        module: dotted name of the module.
        function: the function, the name of its class in front.
        operator: the kind of mistake.
        line: where the change begins.
        before: the lines that are changed, as they are.
        after: as they are in the mutant.
        start: the first character of the module that is replaced.
        end: the first character after it.
        new: what is written in its place.
    """

    name: str
    module: str
    function: str
    operator: str
    line: int
    before: str
    after: str
    start: int
    end: int
    new: str

    @property
    def file(self) -> str:
        """The file, as seen from the folder of the actors."""
        return file_of(self.module)

    @property
    def diff(self) -> str:
        """The change in one line."""
        return f"{_in_one_line(self.before) or '(nothing)'} -> {_in_one_line(self.after) or '(nothing)'}"

    @property
    def text(self) -> str:
        """The text of the module with the mistake in it."""
        return changed(text_of(self.module), self)


def file_of(module: str) -> str:
    """The file of a module, as seen from the folder of the actors."""
    return f"{module.removeprefix(f'{ACTORS}.').replace('.', '/')}.py"


def changed(text: str, mutation: Mutation) -> str:
    """A text with a mistake in it."""
    return text[: mutation.start] + mutation.new + text[mutation.end :]


def as_mutant(mutation: Mutation) -> Mutant:
    """The mutation as a patch, which an overlay can hold."""
    return Mutant(
        name=mutation.name,
        title=mutation.diff,
        source=f"the operator {mutation.operator}",
        breaks=(),
        edits=(Edit(module=mutation.module, old=text_of(mutation.module), new=mutation.text),),
    )


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
