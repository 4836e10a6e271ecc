"""Values never change: whoever is handed one may keep it, compare it, and remember answers about it."""

from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "models"
PACKAGES = ("crypto", "proofs", "chain", "nodes")


def dataclasses_of(package):
    for file in sorted((ROOT / "filspec" / package).rglob("*.py")):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for value in vars(import_module(name)).values():
            if isinstance(value, type) and is_dataclass(value) and value.__module__ == name:
                yield value


@pytest.mark.parametrize("package", PACKAGES)
def test_every_dataclass_is_frozen(package):
    found = list(dataclasses_of(package))
    assert found or package == "nodes"
    assert [value.__name__ for value in found if not value.__dataclass_params__.frozen] == []
