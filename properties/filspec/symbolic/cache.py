"""The cache of results: what a proof depends on, hashed, leads to what it came to.

A proof depends on the text of the actors that a message reaches, on all laws, on the kit and the prover, on the bounds
of the parameters, and on the solver. An entry that is not what was written is noticed and made again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import msgspec

from filspec.kit.transitions import transition_of
from filspec.symbolic.results import Result

FOLDER = "FILSPEC_PROOFS"
"""The environment variable that names another folder for results."""

_SHARED = ("filspec.kit", "filspec.laws", "filspec.symbolic")


class _Entry(msgspec.Struct):
    digest: str
    result: msgspec.Raw


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
        try:
            stored = (self.folder / f"{key}.json").read_bytes()
        except OSError:
            return None
        try:
            entry = msgspec.json.decode(stored, type=_Entry)
            if entry.digest == sha256(key.encode() + entry.result).hexdigest():
                return msgspec.json.decode(entry.result, type=Result)
        except msgspec.MsgspecError:
            pass
        self.damaged += 1
        return None

    def put(self, key: str, result: Result) -> None:
        """Store a result, in one piece or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        raw = msgspec.json.encode(result)
        entry = _Entry(digest=sha256(key.encode() + raw).hexdigest(), result=msgspec.Raw(raw))
        unfinished = self.folder / f"{key}.{os.getpid()}"
        unfinished.write_bytes(msgspec.json.encode(entry))
        unfinished.replace(self.folder / f"{key}.json")


def key_of(transition: Callable[..., object], seed: int) -> str:
    """What a proof of this transition depends on, as one hash."""
    digest = sha256(f"{transition_of(transition).name} {seed} z3 {version('z3-solver')} {_shared_text()}".encode())
    for name in sorted(_reached(transition_of(transition).function.__module__)):
        digest.update(_text_of(name).encode())
    return digest.hexdigest()


@cache
def _shared_text() -> str:
    """A hash of what every proof depends on."""
    digest = sha256(files("filspec.spec").joinpath("parameters.toml").read_bytes())
    for package in _SHARED:
        for file in sorted(Path(str(files(package))).glob("*.py")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


@cache
def _text_of(module: str) -> str:
    path = sys.modules[module].__file__
    return "" if path is None else Path(path).read_text(encoding="utf-8")


def _reached(module: str) -> set[str]:
    """The modules of the actors that a module names anything of, itself included."""
    reached, waiting = {module}, [module]
    while waiting:
        names = {str(getattr(value, "__module__", "")) for value in vars(sys.modules[waiting.pop()]).values()}
        found = {name for name in names if name.startswith("filspec.actors.")} - reached
        reached |= found
        waiting += sorted(found)
    return reached
