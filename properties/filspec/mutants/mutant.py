"""A mutant: a named, small patch of the source that brings a defect back.

A patch says which text of which module is replaced by which. The text must occur there exactly once: where the source
has moved on, the patch is stale and says so, and is never applied to something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from filspec.kit.records import Record
from filspec.symbolic import definitions

ACTORS = "filspec.actors"
"""The package that the prover covers."""


class StalePatchError(Exception):
    """The source has changed, and the patch no longer fits it."""


class Edit(Record):
    """One replacement of text.

    Attributes:
        module: dotted name of the module.
        old: text that occurs in it exactly once.
        new: what stands there in the mutant.
    """

    module: str
    old: str
    new: str


class Mutant(Record):
    """A defect that can be planted.

    Attributes:
        name: its id in protocol-facts section 9, or the name of the guard it deletes.
        title: the defect in one sentence.
        source: where it was found.
        breaks: ids of the properties it breaks, as protocol-facts has them.
        edits: the patch.
        reason: of a deleted guard, the name of its reason; else empty.
    """

    name: str
    title: str
    source: str
    breaks: tuple[str, ...]
    edits: tuple[Edit, ...]
    reason: str = ""

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules it changes, each once, in order."""
        return tuple(dict.fromkeys(edit.module for edit in self.edits))

    @property
    def is_of_actors(self) -> bool:
        """Whether it changes nothing but actors, so that a proof can speak about it."""
        return all(module.startswith(f"{ACTORS}.") for module in self.modules)


def path_of(module: str) -> Path:
    """The file of a module that the checkout has.

    Raises:
        ModuleNotFoundError: it has none.
    """
    found = definitions.path_of(module)
    if found is None:
        raise ModuleNotFoundError(f"there is no source of {module}")
    return found


def text_of(module: str) -> str:
    """The text of a module as it is in the checkout."""
    return path_of(module).read_text(encoding="utf-8")


def patched(mutant: Mutant) -> Mapping[str, str]:
    """The texts of the modules that a mutant changes, with the defect in them.

    Raises:
        StalePatchError: the text to be replaced does not occur exactly once.
    """
    texts = {module: text_of(module) for module in mutant.modules}
    for edit in mutant.edits:
        occurrences = texts[edit.module].count(edit.old)
        if occurrences != 1:
            raise StalePatchError(
                f"the patch of {mutant.name} is stale: the text it replaces occurs {occurrences} times in "
                f"{edit.module}, not once; write it anew from today's source:\n{edit.old}"
            )
        texts[edit.module] = texts[edit.module].replace(edit.old, edit.new)
    return texts
