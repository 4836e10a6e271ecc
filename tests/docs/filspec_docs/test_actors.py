"""Every actor has a page."""

from pathlib import Path

from filspec.kit.transitions import REGISTRY
from filspec.traces.declarations import modules

PAGES = Path(__file__).parents[3] / "docs" / "actors"


def test_every_package_with_transitions_has_a_page_and_stands_in_the_index() -> None:
    modules()
    owners = [known.function.__module__.split(".") for known in REGISTRY.values()]
    packages = {path[2] for path in owners if path[:2] == ["filspec", "actors"] and len(path) > 3}
    listed = (PAGES / "index.md").read_text(encoding="utf-8").splitlines()
    for package in packages:
        assert f"{{filspec-actor}} {package}" in (PAGES / f"{package}.md").read_text(encoding="utf-8")
        assert package in listed
