"""What all tests share: the published vectors, and how hard Hypothesis tries."""

import json
import os
from collections.abc import Callable
from pathlib import Path
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
