"""The cache of results: what a proof depends on, hashed, leads to what it came to.

A proof of a transition depends on the definitions of the actors that it reaches, on all laws, for all of them are
assumed, on the kit and the prover, on the bounds of the parameters, and on the solver. An entry that is not what was
written is noticed and made again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from filspec.kit.records import Record
from filspec.kit.transitions import transition_of
from filspec.laws.catalogue import catalogue
from filspec.lemmas.lemma import Lemma
from filspec.symbolic.content import content_of, content_of_modules
from filspec.symbolic.definitions import Place
from filspec.symbolic.results import Result

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

Value = TypeVar("Value", bound=Record)


class _Entry(msgspec.Struct):
    digest: str
    value: msgspec.Raw


class Results:
    """Stored results.

    Args:
        folder: where they are; made when the first is stored.

    Attributes:
        damaged: how many entries were not what was written.
    """

    def __init__(self, folder: Path | None = None) -> None:
        home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
        self.folder = folder or Path(os.environ.get(FOLDER, home / "filspec" / "proofs"))
        self.damaged = 0

    def get(self, key: str) -> Result | None:
        """The result stored under a key; None if there is none, or none that can be trusted."""
        return self.value(key, Result)

    def value(self, key: str, of: type[Value]) -> Value | None:
        """The value of some class stored under a key; None if there is none, or none that can be trusted."""
        try:
            stored = (self.folder / f"{key}.json").read_bytes()
        except OSError:
            return None
        try:
            entry = msgspec.json.decode(stored, type=_Entry)
            if entry.digest == sha256(key.encode() + entry.value).hexdigest():
                return msgspec.json.decode(entry.value, type=of)
        except msgspec.MsgspecError:
            pass
        self.damaged += 1
        return None

    def put(self, key: str, value: Record) -> None:
        """Store a value, in one piece or not at all."""
        raw = msgspec.json.encode(value)
        entry = _Entry(digest=sha256(key.encode() + raw).hexdigest(), value=msgspec.Raw(raw))
        self._write(f"{key}.json", msgspec.json.encode(entry))

    def take_over(self, others: Path) -> None:
        """Store all that is stored in another folder."""
        for file in sorted(others.glob("*.json")):
            self._write(file.name, file.read_bytes())

    def _write(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f"{name}.{os.getpid()}"
        unfinished.write_bytes(content)
        unfinished.replace(self.folder / name)


def key_of(transition: Callable[..., object], seed: int) -> str:
    """What a proof of this transition depends on, as one hash."""
    declared = transition_of(transition)
    reached = content_of([Place(declared.function.__module__, declared.name)])
    return _hash(declared.name, str(seed), reached, _shared())


def key_of_laws(seed: int) -> str:
    """What the laws by themselves come to depends on this, as one hash."""
    return _hash("laws", str(seed), content_of([Place("filspec.actors.world", "World")]), _shared())


def key_of_lemma(lemma: Lemma, seed: int) -> str:
    """What a proof of this lemma depends on, as one hash."""
    reached = content_of([Place(lemma.holds.__module__, lemma.name)])
    return _hash("lemma", lemma.name, str(seed), reached, _of_lemmas())


@cache
def _shared() -> str:
    """A hash of what every proof of a transition depends on."""
    laws = [Place(law.holds.__module__, law.name) for law in catalogue()]
    names = "".join(law.name for law in catalogue())
    return _hash(names, content_of(laws), content_of_modules((*PROVER, *_kit())), _outside())


@cache
def _of_lemmas() -> str:
    """A hash of what every proof of a lemma depends on."""
    return _hash(content_of_modules(("filspec.symbolic.lemma_proof", *BOUNDS, *_kit())), _outside())


def _kit() -> list[str]:
    """The modules of the kit, which actors and laws are written with."""
    return [f"filspec.kit.{file.stem}" for file in sorted(Path(str(files("filspec.kit"))).glob("[a-z]*.py"))]


@cache
def _outside() -> str:
    """A hash of what is no Python of ours: the parameters and the solver."""
    sheet = files("filspec.spec").joinpath("parameters.toml").read_text(encoding="utf-8")
    return _hash(sheet, version("z3-solver"))


def _hash(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
