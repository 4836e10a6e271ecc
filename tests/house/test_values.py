"""Values never change: whoever is handed one may keep it, compare it, and remember answers about it."""

from dataclasses import is_dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "models"
PACKAGES = ("crypto", "proofs", "chain", "nodes")


def classes_of(package):
    for file in sorted((ROOT / "filspec" / package).rglob("*.py")):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for value in vars(import_module(name)).values():
            if isinstance(value, type) and value.__module__ == name:
                yield value


@pytest.mark.parametrize("package", PACKAGES)
def test_every_dataclass_is_frozen(package):
    found = [value for value in classes_of(package) if is_dataclass(value)]
    assert found or package == "nodes"
    assert [value.__name__ for value in found if not value.__dataclass_params__.frozen] == []


@pytest.mark.parametrize("package", [*PACKAGES, "actors", "kit"])
def test_every_member_of_an_enumeration_has_a_value_of_its_own(package):
    # Two names with one value would be one member: whoever asks for the one is answered with the other.
    found = [value for value in classes_of(package) if issubclass(value, Enum)]
    assert found
    assert [value.__name__ for value in found if len(value.__members__) != len(value)] == []
