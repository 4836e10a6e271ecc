"""Loading: the modules of a program become modules of Python, for as long as it is looked at."""

from __future__ import annotations

import importlib.util
import linecache
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from filspec.fuzz.program import Program
from filspec.kit import linter
from filspec.kit.laws import LAWS, Law
from filspec.kit.transitions import REGISTRY

LAW_MODULE = "fuzzed_laws"
_CACHES = (linter.require_linted, linter._findings_of)  # noqa: SLF001 (they remember by name)


class Loaded(NamedTuple):
    """A program that can be proved and run.

    Attributes:
        module: the module of the message.
        laws: the laws by name.
        law_module: their module.
    """

    module: ModuleType
    laws: dict[str, Law]
    law_module: ModuleType


@contextmanager
def loaded(program: Program) -> Iterator[Loaded]:
    """A program loaded; afterwards nothing of it is left.

    Raises:
        Exception: whatever its modules raise while they are loaded.
    """
    laws, transitions, names = dict(LAWS), dict(REGISTRY), [*(name for name, _ in program.modules), LAW_MODULE]
    try:
        with tempfile.TemporaryDirectory() as folder:
            modules = [_load(name, text, Path(folder)) for name, text in program.modules]
            law_module = _load(LAW_MODULE, program.law_text(), Path(folder))
            own = {name: law for name, law in LAWS.items() if law.holds.__module__ == LAW_MODULE}
            yield Loaded(modules[-1], own, law_module)
    finally:
        LAWS.clear()
        LAWS.update(laws)
        REGISTRY.clear()
        REGISTRY.update(transitions)
        for name in names:
            sys.modules.pop(name, None)
        for cache in _CACHES:
            cache.cache_clear()
        linecache.clearcache()


def _load(name: str, text: str, folder: Path) -> ModuleType:
    file = folder / f"{name}.py"
    file.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    exec(compile(text, str(file), "exec"), vars(module))  # noqa: S102 (it is the fuzzer's own text)
    return module
