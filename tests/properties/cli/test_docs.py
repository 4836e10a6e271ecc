"""`filspec docs build` renders all pages without a warning, or says what is missing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from filspec.cli import docs
from filspec.laws.catalogue import catalogue as laws_of_the_protocol
from filspec.traces.catalogue import catalogue

pytest.importorskip("furo", reason="the documentation's packages are not installed (extra docs)")

CHECKOUT = Path(__file__).parents[3]


def built(folder: Path, *arguments: str, proofs: Path) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own: Sphinx keeps state, and its parts warn of each other's deprecations."""
    environment = {**os.environ, "FILSPEC_PROOFS": str(proofs)}
    call = [sys.executable, "-c", "from filspec.cli.main import main; main()", "docs", "build", *arguments]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_pages_show_the_live_model(tmp_path: Path) -> None:
    # When the documentation is built
    answer = built(CHECKOUT, "--out", str(tmp_path / "html"), "--json", proofs=tmp_path)
    # Then it is built without a warning
    assert (answer.returncode, answer.stderr) == (0, "")
    told = json.loads(answer.stdout)
    assert told["good"] is True
    assert {"index.html", "drawing.html", "story.html", "actors/storage_market.html"} <= set(told["pages"])
    assert {"laws.html", "prover.html", "soundness.html", "writing_laws.html"} <= set(told["pages"])
    # And every arrow can be linked to and is linked from its diagram
    drawing = (tmp_path / "html" / "drawing.html").read_text(encoding="utf-8")
    for arrow in catalogue().arrows:
        assert f'id="{arrow.id.lower()}"' in drawing
        assert f'href="#{arrow.id.lower()}"' in drawing
    # And an actor's page has its guards with their sentences
    market = (tmp_path / "html" / "actors" / "storage_market.html").read_text(encoding="utf-8")
    assert "the proposal may no longer be published" in market
    assert "PROPOSAL_EXPIRED" in market
    # And every law has its place, and a proof that fails its story
    laws = (tmp_path / "html" / "laws.html").read_text(encoding="utf-8")
    places = [law.name.replace("_", "-").replace("/", "-").lower() for law in laws_of_the_protocol()]
    assert all(f'id="law-{place}"' in laws for place in places)
    assert "send/INSUFFICIENT_FUNDS failed" in (tmp_path / "html" / "writing_laws.html").read_text(encoding="utf-8")
    # And no page loads anything from elsewhere
    for page in told["pages"]:
        text = (tmp_path / "html" / page).read_text(encoding="utf-8")
        assert 'src="http' not in text
        assert 'rel="stylesheet" type="text/css" href="http' not in text


def test_a_file_in_place_of_the_folder_is_refused(filspec, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "html").write_text("")
    answer = filspec("docs", "build", "--out", str(tmp_path / "html"))
    assert answer.code == 2
    assert answer.err == f"cannot write pages to {tmp_path / 'html'}: it is a file; give a folder\n"


def test_without_a_checkout_there_is_nothing_to_build(  # type: ignore[no-untyped-def]
    filspec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(docs, "__file__", str(tmp_path / "a" / "b" / "c" / "d" / "docs.py"))
    answer = filspec("docs", "build")
    assert answer.code == 2
    assert answer.err.startswith("the sources of the documentation are not part of the package: run this in a checkout")


def test_a_warning_is_a_finding(tmp_path: Path) -> None:
    # Given documentation with a link to nowhere
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conf.py").write_text('extensions = ["myst_parser"]\n')
    (tmp_path / "docs" / "index.md").write_text("# Title\n\n[nowhere](nowhere.md)\n")
    # When it is built
    answer = built(tmp_path, "--out", "html", proofs=tmp_path)
    # Then it is a finding, with Sphinx's own words
    assert answer.returncode == 1
    assert "nowhere.md" in answer.stderr
