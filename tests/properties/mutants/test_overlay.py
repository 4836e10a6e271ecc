"""An overlay is seen by a fresh process in place of the checkout, which it never touches."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from filspec.mutants.mutant import ACTORS, StalePatchError, path_of, text_of
from filspec.mutants.overlay import command, environment, overlay, path_in

ASK = """
import sys; sys.path[:0] = sys.argv[1:]
import {module} as seen, filspec.laws as laws; print(seen.__file__, laws.__file__)
"""


def digest_of_checkout() -> str:
    """Names and contents of all files of the actors."""
    digest = sha256()
    for file in sorted(path_of(ACTORS).parent.rglob("*")):
        if file.is_file() and file.suffix == ".py":
            digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()


def test_a_fresh_process_sees_the_mutant_and_all_else_of_the_checkout(plant) -> None:
    before = digest_of_checkout()
    # Given the overlay of a mutant
    with overlay(plant("ledger.transfers", "require(amount >= 0,", "require(amount >= 1,")) as folder:
        # When a fresh process imports the module
        module = "filspec.actors.ledger.transfers"
        asked = [sys.executable, "-P", "-c", ASK.format(module=module), str(folder)]
        seen, laws = subprocess.run(asked, capture_output=True, text=True, check=True, env=environment()).stdout.split()
        # Then it is the mutant's, and the laws are those of the checkout
        assert Path(seen) == path_in(folder, module)
        assert "require(amount >= 1," in Path(seen).read_text(encoding="utf-8")
        assert Path(laws) == path_of("filspec.laws")
    # And afterwards the overlay is gone and the checkout is what it was
    assert not folder.exists()
    assert digest_of_checkout() == before
    assert "require(amount >= 0," in text_of(module)


def test_unchanged_modules_are_copied_as_they_are(plant) -> None:
    with overlay(plant("ledger.transfers", "require(amount >= 0,", "require(amount >= 1,")) as folder:
        assert path_in(folder, f"{ACTORS}.world").read_text(encoding="utf-8") == text_of(f"{ACTORS}.world")
        assert path_in(folder, ACTORS).name == "__init__.py"
        assert not list(folder.rglob("__pycache__"))


def test_a_stale_patch_makes_no_overlay(plant) -> None:
    with pytest.raises(StalePatchError, match="is stale"), overlay(plant("world", "nobody wrote this", "")):
        pass


def test_the_command_needs_no_folder(plant) -> None:
    assert command(None, "filspec.mutants.testing")[-1] == ""
    assert environment()["PYTHONDONTWRITEBYTECODE"] == "1"
    assert environment().keys() >= os.environ.keys()
