"""The cache of results: what a proof depends on, hashed, leads to what it came to.

A proof of a transition depends on the objects that it reaches, on all laws, for all of them are assumed, on the kit and
the prover, on the bounds of the parameters, on the solver, and on Python. An entry that is not what was
written is noticed and made again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from stat import S_ISREG
from typing import TypeVar

import msgspec

from filspec.actors.world import World
from filspec.kit.records import Record
from filspec.kit.transitions import transition_of
from filspec.laws.catalogue import catalogue
from filspec.lemmas.lemma import Lemma
from filspec.symbolic.definitions import text_of
from filspec.symbolic.dependencies import content_of, told
from filspec.symbolic.imports import OURS, TRUSTED, closure_of, hash_of, imports_from, texts_of
from filspec.symbolic.results import Result
from filspec.symbolic.subjects import transition_named

FOLDER = "FILSPEC_PROOFS"
"""The environment variable that names another folder for results."""

BOUNDS = ("filspec.actors.parameter_bounds", "filspec.actors.parameters")
"""The modules that read the bounds of the parameters, which are no transitions."""

PROVER = (
    "filspec.symbolic.prover",
    "filspec.symbolic.results",
    "filspec.symbolic.bounds",
    "filspec.symbolic.subjects",
    *BOUNDS,
)
"""The modules that decide what a proof comes to, with all that they import."""

PROVER_OF_LEMMAS = ("filspec.symbolic.lemma_proof", *BOUNDS)
"""The modules that decide what a proof of a lemma comes to, with all that they import: a world has its bounds, too."""

BEGINNING = "filspec.symbolic.beginning"
"""The module that decides what the proof of the beginning comes to, with all that it imports."""

CALLER = "filspec.symbolic.catalogue_proof"
"""The module that gives the prover what it proves with; it also takes samples, of which no proof depends."""

STORIES = "filspec.symbolic.stories.gallery"
"""The module of the stories, whose runs are the witnesses."""

LARGEST = 1 << 26
"""Bytes of the largest entry that is read."""

Value = TypeVar("Value", bound=Record)


class Witnessed(Record):
    """That what is stored for good was witnessed by the stories and actors as they are."""


class _Entry(msgspec.Struct):
    digest: str
    value: msgspec.Raw


class Results:
    """Stored results.

    Args:
        folder: where they are; made when the first is stored.

    Attributes:
        damaged: how many entries were not what was written.
        unwritten: the values that could not be stored, by key; they are known to this object all the same.
    """

    def __init__(self, folder: Path | None = None) -> None:
        home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
        self.folder = folder or Path(os.environ.get(FOLDER, home / "filspec" / "proofs"))
        self.damaged = 0
        self.unwritten: dict[str, Record] = {}

    def get(self, key: str) -> Result | None:
        """The result stored under a key; None if there is none, or none that can be trusted."""
        return self.value(key, Result)

    def value(self, key: str, of: type[Value]) -> Value | None:
        """The value of some class stored under a key; None if there is none, or none that can be trusted."""
        kept = self.unwritten.get(key)
        if isinstance(kept, of):
            return kept
        file = self.folder / f"{key}.json"
        try:
            if not file.exists():
                return None
            entry = msgspec.json.decode(_content_of(file), type=_Entry)
            if entry.digest == sha256(key.encode() + entry.value).hexdigest():
                return msgspec.json.decode(entry.value, type=of)
        except (OSError, ValueError, RecursionError):
            pass
        self.damaged += 1
        return None

    def of_either(self, key: str, of: type[Value], still_holds: Callable[[Value], bool]) -> Value | None:
        """The value that was stored under a key for good, or as long as the stories and all actors stay as they are.

        What was stored for good was witnessed by the actors of then; with others it is asked whether that still holds.
        """
        final = self.value(key, of)
        if final is None:
            return self.value(key_in_doubt(key), of)
        if self.value(key_of_witness(key), Witnessed) is None:
            if not still_holds(final):
                return self.value(key_in_doubt(key), of)
            self.put(key_of_witness(key), Witnessed())
        return final

    def put(self, key: str, value: Record) -> None:
        """Store a value, in one piece or not at all; what cannot be written is known to this object only."""
        raw = msgspec.json.encode(value)
        entry = _Entry(digest=sha256(key.encode() + raw).hexdigest(), value=msgspec.Raw(raw))
        try:
            self._write(f"{key}.json", msgspec.json.encode(entry))
        except OSError:
            self.unwritten[key] = value

    def remember(self, values: Mapping[str, Record]) -> None:
        """Know values that another process could not store."""
        self.unwritten.update(values)

    def put_as(self, key: str, value: Record, is_final: bool) -> None:
        """Store a value for good, or as long as the stories and all actors stay what they are."""
        self.put(key if is_final else key_in_doubt(key), value)
        if is_final:
            self.put(key_of_witness(key), Witnessed())

    def take_over(self, others: Path) -> None:
        """Store all that is stored in another folder, as far as it can be written."""
        for file in sorted(others.glob("*.json")):
            with suppress(OSError):
                self._write(file.name, file.read_bytes())

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f"{name}.{os.getpid()}"
        unfinished.write_bytes(content)
        unfinished.replace(self.folder / name)


def _content_of(file: Path) -> bytes:
    """What an entry consists of.

    Raises:
        ValueError: it is no ordinary file, or larger than any result.
    """
    found = file.stat()
    if not S_ISREG(found.st_mode) or found.st_size > LARGEST:
        raise ValueError(f"{file} is no entry: {found.st_size} bytes, mode {found.st_mode:o}")
    return file.read_bytes()


def key_of(transition: Callable[..., object], seed: int) -> str:
    """What a proof of this transition depends on, as one hash."""
    return _hash(transition_of(transition).name, str(seed), content_of([transition]), _shared())


@cache
def key_of_step(kind: str, seed: int) -> str:
    """What the proof of the step of a kind of loop by itself depends on, as one hash."""
    return _hash(kind, key_of(transition_named(kind.partition(" of ")[0]), seed))


def key_in_doubt(key: str) -> str:
    """The key of what is not proved or not witnessed: that depends on the stories, and so on all actors."""
    return _hash("in doubt", key, _all_actors())


def key_of_witness(key: str) -> str:
    """The key of the note that a result was witnessed, which depends on the stories, and so on all actors."""
    return _hash("witnessed", key, _all_actors())


def key_of_laws(seed: int) -> str:
    """What the laws by themselves come to depends on this, as one hash."""
    return _hash("laws", str(seed), content_of([World]), _shared())


def key_of_beginning(seed: int) -> str:
    """What the proof of the beginning depends on, as one hash: all actors, and all that a story begins with."""
    return _hash("beginning", str(seed), _all_actors(), _shared(), _deciding((BEGINNING,)))


def key_of_lemma(lemma: Lemma, seed: int) -> str:
    """What a proof of this lemma depends on, as one hash: its whole module, for its rules are of no subset."""
    return _hash("lemma", lemma.name, str(seed), texts_of(lemma.holds.__module__), _of_lemmas())


@cache
def _shared() -> str:
    """A hash of what every proof of a transition depends on."""
    laws = [
        (law.name, law.ids, law.quantifier, law.path, law.sentence, law.reason, law.takes, law.holds)
        for law in catalogue()
    ]
    held = content_of([law.holds for law in catalogue()], names_only=True)
    return _hash(told(laws), held, _prover(), _outside())


@cache
def _all_actors() -> str:
    """A hash of all that a story can run."""
    folder = Path(str(files("filspec.actors")))
    return _hash(*(file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.py"))))


@cache
def _of_lemmas() -> str:
    """A hash of what every proof of a lemma depends on."""
    return _hash(_deciding(PROVER_OF_LEMMAS), _outside())


def _prover() -> str:
    """A hash of the modules that decide what a proof of a transition comes to."""
    stories = closure_of((STORIES,), TRUSTED)  # what they run of the actors counts only where a result is in doubt
    return _hash(_deciding(PROVER), hash_of(stories), text_of(CALLER))


def _deciding(starts: Sequence[str]) -> str:
    """A hash of modules that decide what a proof comes to, of all that they import, and of what they take elsewhere."""
    modules = closure_of((*starts, *_kit()), TRUSTED)
    taken = sorted({pair for module in sorted(modules) for pair in imports_from(module) if _is_elsewhere(pair[0])})
    objects = [getattr(import_module(module), name, None) if name else import_module(module) for module, name in taken]
    return _hash(hash_of(modules), told(taken), content_of(objects, names_only=True))


def _is_elsewhere(module: str) -> bool:
    return module.startswith(OURS) and not f"{module}.".startswith(TRUSTED)


def _kit() -> list[str]:
    """The modules of the kit, which actors and laws are written with."""
    return [f"filspec.kit.{file.stem}" for file in sorted(Path(str(files("filspec.kit"))).glob("[a-z]*.py"))]


@cache
def _outside() -> str:
    """A hash of what is no Python of ours: the parameters, the solver, the libraries of the kit, and Python."""
    sheet = files("filspec.spec").joinpath("parameters.toml").read_text(encoding="utf-8")
    return _hash(sheet, *(version(name) for name in ("z3-solver", "msgspec", "immutables")), sys.version)


def _hash(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
