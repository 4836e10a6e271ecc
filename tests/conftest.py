"""What all tests share: the published vectors, and how hard Hypothesis tries."""

import importlib.util
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True, database=None)
settings.register_profile("deep", max_examples=2000, deadline=None, database=None)
settings.load_profile(os.environ.get("FILSPEC_HYPOTHESIS", "quick"))


@pytest.fixture(scope="session")
def vectors_folder() -> Path:
    """The folder of published vectors; tests that need it are skipped without it."""
    folder = Path(os.environ.get("FILSPEC_VECTORS", Path(__file__).parents[1].parent / "shared" / "vectors"))
    if not folder.is_dir():
        pytest.skip(f"no published vectors at {folder}; set FILSPEC_VECTORS to their folder")
    return folder


@pytest.fixture(scope="session")
def vectors(vectors_folder: Path) -> Callable[[str], list[dict[str, Any]]]:
    """Return a reader of the published vectors of a topic."""

    def read(topic: str) -> list[dict[str, Any]]:
        file = vectors_folder / f"{topic}.json"
        if not file.is_file():
            pytest.skip(f"no published vectors of {topic} at {file}")
        found: list[dict[str, Any]] = json.loads(file.read_text())["vectors"]
        return found

    return read


def _loaded(path: Path, name: str) -> ModuleType:
    found = importlib.util.spec_from_file_location(name, path)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def random_module(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., ModuleType]:
    """A loader of modules of random functions: given a seed, how many of each kind, and whether they read a world."""
    texts = _loaded(Path(__file__).parent / "models" / "kit" / "random_texts.py", "random_texts")
    folder = tmp_path_factory.mktemp("random_texts")

    def load(seed: int, count: int, in_a_world: bool = False) -> ModuleType:
        name = f"random_texts_{seed}_{count}_{'world' if in_a_world else 'numbers'}"
        path = folder / f"{name}.py"
        if not path.exists():
            path.write_text(texts.module(seed, count, in_a_world), encoding="utf-8")
        return _loaded(path, name)

    return load
