"""The house: where things live, and that the layout keeps its promises."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE_ROOTS = ("spec", "models", "properties")
TOP_LEVEL = {
    "findings",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "spec",
    "models",
    "properties",
    "tests",
    "docs",
}


def test_the_namespace_stays_a_namespace():
    for root in SOURCE_ROOTS:
        assert not (ROOT / root / "filspec" / "__init__.py").exists(), f"{root}/filspec/__init__.py ends the namespace"


@pytest.mark.parametrize("root", SOURCE_ROOTS)
def test_every_package_is_typed_and_says_what_it_is(root):
    for package in sorted(path for path in (ROOT / root / "filspec").iterdir() if path.is_dir()):
        if package.name == "__pycache__":
            continue
        assert (package / "py.typed").exists(), f"{package} has no py.typed"
        assert (package / "__init__.py").read_text().startswith('"""'), f"{package} does not say what it is"


def test_sub_package_names_are_distinct_over_the_source_roots():
    names = [path.name for root in SOURCE_ROOTS for path in (ROOT / root / "filspec").iterdir() if path.is_dir()]
    names = [name for name in names if name != "__pycache__"]
    assert len(names) == len(set(names))


def test_the_top_level_is_as_agreed():
    present = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert present - {"build", "dist"} <= TOP_LEVEL


def _twins():
    """Source files with code; a file that only declares has nothing to test."""
    for root in ("models", "properties"):
        for source in sorted((ROOT / root / "filspec").rglob("*.py")):
            relative = source.relative_to(ROOT / root / "filspec")
            if source.name != "__init__.py" and "def " in source.read_text():
                yield pytest.param(root, relative, id=str(relative))


@pytest.mark.parametrize(("root", "relative"), list(_twins()))
def test_every_source_file_has_its_test_file(root, relative):
    twin = ROOT / "tests" / root / relative.parent / f"test_{relative.name}"
    assert twin.exists(), f"{root}/filspec/{relative} has no twin at {twin.relative_to(ROOT)}"


@pytest.mark.parametrize("root", ["models", "properties"])
def test_every_test_file_has_its_source_file(root):
    for test in sorted((ROOT / "tests" / root).rglob("test_*.py")):
        relative = test.relative_to(ROOT / "tests" / root)
        folder, subject = ROOT / root / "filspec" / relative.parent, relative.stem.removeprefix("test_")
        words = subject.split("_")
        names = ["_".join(words[:count]) for count in range(1, len(words) + 1)]
        found = any((folder / f"{name}.py").exists() or (folder / name).is_dir() for name in names)
        assert found, f"{test.relative_to(ROOT)} tests no source file"


def test_no_source_file_is_longer_than_three_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for root in SOURCE_ROOTS
        for path in (ROOT / root).rglob("*.py")
        if (lines := path.read_text().count("\n")) > 300
    }
    assert not long
