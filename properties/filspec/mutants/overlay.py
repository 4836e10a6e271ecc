"""An overlay: a copy of the packages that a mutant changes, which a fresh process sees in place of the checkout.

``filspec`` is a namespace package: its sub-packages are looked for in the ``filspec`` folder of every entry of the
path, in order. So a folder in front of the path that holds a changed copy of ``filspec/actors`` hides the one in the
checkout, and everything else (the kit, the laws, the prover) is still that of the checkout. The checkout itself is only
read.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from filspec.mutants.mutant import Mutant, patched, path_of

_FIRST = "import sys; sys.path[:0] = sys.argv[1:2]; from {module} import main; main(sys.argv[2:])"
"""What a fresh process does before it imports anything of filspec."""


@contextmanager
def overlay(mutant: Mutant) -> Iterator[Path]:
    """A folder that holds the mutated packages; it is gone afterwards.

    Raises:
        StalePatchError: the patch does not fit today's source.
    """
    texts = patched(mutant)
    with TemporaryDirectory(prefix="filspec-mutant-") as place:
        for package in dict.fromkeys(".".join(module.split(".")[:2]) for module in texts):
            source = path_of(package).parent
            copy = Path(place, *package.split("."))
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        for module, text in texts.items():
            path_in(Path(place), module).write_text(text, encoding="utf-8")
        yield Path(place)


def path_in(folder: Path, module: str) -> Path:
    """The file of a module in an overlay, where it is what it is in the checkout: a package or a file."""
    place = folder.joinpath(*module.split("."))
    return place / "__init__.py" if path_of(module).name == "__init__.py" else place.with_suffix(".py")


def command(folder: Path | None, module: str, *arguments: str) -> list[str]:
    """The command of a fresh process that runs ``main`` of a module, over an overlay if one is given."""
    return [sys.executable, "-P", "-c", _FIRST.format(module=module), str(folder or ""), *arguments]


def environment() -> Mapping[str, str]:
    """The environment of such a process: like ours, but it leaves no compiled files in anybody's source."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
