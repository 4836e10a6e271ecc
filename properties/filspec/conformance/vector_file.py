"""Golden-vector files: finding and reading them.

A file is one JSON object, `{"topic": text, "vectors": [{"id", "kind", "inputs", "expected"}, ...]}`, one topic a file.
A file that is not of this form stops the command with one sentence, before anything is computed; a single vector that
cannot be read is only a failed vector, so that the rest of the file is still checked.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from filspec.conformance.field import Json

FORM = 'one object {"topic": text, "vectors": [{"id", "kind", "inputs", "expected"}, ...]}'


class VectorFileError(Exception):
    """A path that holds no golden vectors; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class VectorFile:
    """A file of vectors that have not been looked at one by one.

    Attributes:
        path: where it was read.
        topic: what its vectors are about.
        entries: the vectors as they stand in the file.
    """

    path: Path
    topic: str
    entries: tuple[Json, ...]


def find_vector_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: each given file, and the *.json files of each given directory in sorted order.

    Raises:
        VectorFileError: if no path is given, a path does not exist, or a directory holds no *.json file.
    """
    if not paths:
        raise VectorFileError("No path was given; give at least one vector file or a directory of *.json files.")
    return [file for path in paths for file in _files_at(path)]


def read_vector_file(path: Path) -> VectorFile:
    """Read one file of vectors.

    Raises:
        VectorFileError: if it cannot be read, is not JSON, is of another form, or holds no vectors.
    """
    if path.is_dir():
        raise VectorFileError(f"{path} is a directory; give a file of golden vectors.")
    try:
        content: Json = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise VectorFileError(f"{path} cannot be read ({reason}); check its name and permissions.") from problem
    except (ValueError, RecursionError) as problem:
        raise VectorFileError(f"{path} is not JSON ({problem}); give a file of golden vectors.") from problem
    return _checked(path, content)


def _files_at(path: Path) -> list[Path]:
    """Return the files that one argument stands for."""
    try:
        if path.is_dir():
            found = sorted(file for file in path.iterdir() if file.suffix == ".json" and file.is_file())
        else:
            found = [path] if path.exists() else []
            if not found:
                raise VectorFileError(f"{path} does not exist; give a vector file or a directory of *.json files.")
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise VectorFileError(f"{path} cannot be read ({reason}); check its name and permissions.") from problem
    if not found:
        raise VectorFileError(f"{path} holds no *.json file; give the directory that holds the golden vectors.")
    return found


def _checked(path: Path, content: Json) -> VectorFile:
    """Return the file's vectors if the file has the form of one."""
    if not isinstance(content, dict):
        raise VectorFileError(f"{path} is not of the vector form; it should be {FORM}.")
    topic, vectors = content.get("topic"), content.get("vectors")
    if not isinstance(topic, str):
        raise VectorFileError(f"{path} has no text under 'topic'; it should be {FORM}.")
    if not isinstance(vectors, list):
        raise VectorFileError(f"{path} has no list under 'vectors'; it should be {FORM}.")
    if not vectors:
        raise VectorFileError(f"{path} has an empty list under 'vectors'; add a vector or leave the file out.")
    return VectorFile(path, topic, tuple(vectors))
