"""Looking at the input of a run before anything long begins."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, Token

from filspec.cli.errors import BadInput

SMALLEST_SEED, LARGEST_SEED = -(2**63), 2**63 - 1


def _whole_number(_type: type, tokens: Sequence[Token]) -> int:
    try:
        return int(tokens[0].value, base=0)
    except ValueError:
        raise ValueError(f'"{tokens[0].value}" is no whole number') from None


Seed = Annotated[int, Parameter(converter=_whole_number)]
"""An integer as typed; nothing is rounded."""


def check_seed(seed: int) -> None:
    """Refuse what is no signed integer of 64 bits.

    Raises:
        BadInput: the seed is too large or too small.
    """
    if not SMALLEST_SEED <= seed <= LARGEST_SEED:
        raise BadInput(f"the seed {seed} is no integer of 64 bits: give one from {SMALLEST_SEED} to {LARGEST_SEED}")


def sample() -> bytes:
    """The sample that is stored when no file is given."""
    return files("filspec.scenarios").joinpath("sample.txt").read_bytes()


def content_of(path: Path | None) -> bytes:
    """The bytes of the file to store.

    Raises:
        BadInput: there is no such file, it is no file, it cannot be read, or it is empty.
    """
    if path is None:
        return sample()
    if path.is_dir():
        raise BadInput(f"cannot store {path}: it is a directory; give one file, or an archive of the directory")
    if path.exists() and not path.is_file():
        raise BadInput(f"cannot store {path}: it is no regular file; give a file on a disk")
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise BadInput(
            f"cannot read {path}: {(problem.strerror or str(problem)).lower()}; check its name and rights"
        ) from problem
    if not content:
        raise BadInput(f"cannot store {path}: it is empty, and a piece has at least one byte; give a file with content")
    return content
