"""The page on soundness is complete: it says of every file of the prover whether it is trusted."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "soundness.md").read_text(encoding="utf-8")


def files(package: Path) -> list[str]:
    """The files and folders of a package, from the folder above it, without those that hold no code."""
    found = [path for path in package.iterdir() if path.name not in ("__init__.py", "__pycache__", "py.typed")]
    return sorted(f"{package.name}/{path.name}" for path in found)


@pytest.mark.parametrize("file", files(ROOT / "properties" / "filspec" / "symbolic"))
def test_every_file_of_the_prover_is_trusted_or_not(file: str) -> None:
    assert PAGE.count(f"{{module}}`{file}`") == 1, f"{file}: say on the page on soundness whether it is trusted"


def test_of_the_kit_only_what_no_proof_meets_is_left_out() -> None:
    named = set(re.findall(r"\{module\}`(kit/\w+\.py)`", PAGE))
    assert set(files(ROOT / "models" / "filspec" / "kit")) - named == {
        "kit/changed_sums.py",
        "kit/participants.py",
        "kit/shown.py",
        "kit/trace.py",
    }


def test_what_proves_the_beginning_is_trusted() -> None:
    # Given what the page says of a genesis, and what the proof of the beginning imports of `filspec reach`
    trusted = set(re.findall(r"\{module\}`symbolic/(reach/\w+\.py)`", PAGE.partition("Not trusted")[0]))
    text = (ROOT / "properties" / "filspec" / "symbolic" / "beginning.py").read_text("utf-8")
    imported = {f"reach/{name}.py" for name in re.findall(r"filspec\.symbolic\.reach\.(\w+)", text)}
    # Then all of it is trusted, but for what no proof of the beginning asks
    assert imported - trusted == {"reach/feasibility.py"}


def test_every_file_that_is_named_is_there() -> None:
    roots = [ROOT / root / "filspec" for root in ("models", "properties")]
    named = set(re.findall(r"\{module\}`([\w/]+(?:\.py)?)`", PAGE))
    assert not {name for name in named if not any((root / name).exists() for root in roots)}


def test_every_claim_is_guarded() -> None:
    # Given the page, cut at its claims
    claims = re.split(r"^\*\*\d+\. ", PAGE.partition("## What is trusted")[0], flags=re.MULTILINE)[1:]
    # Then each names the tests that would fail if it were wrong
    assert claims
    assert all("{filspec-guarded}" in claim for claim in claims)
