"""`filspec docs build`: render the documentation, offline; a warning is a finding."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from filspec.cli.console import print_object
from filspec.cli.errors import FINDING, GOOD, BadInput


def build(*, out: Path = Path("docs/_build/html"), json: bool = False) -> int:
    """Render the documentation as HTML pages.

    Args:
        out: the folder to write to.
        json: print one JSON object in place of a sentence.

    Returns:
        0 if the pages are there, 1 if Sphinx warns of something.
    """
    source = _source()
    if find_spec("sphinx") is None or find_spec("furo") is None:
        raise BadInput("the documentation needs Sphinx and its theme: install them with pip install 'filspec[docs]'")
    if out.exists() and not out.is_dir():
        raise BadInput(f"cannot write pages to {out}: it is a file; give a folder")
    from sphinx.cmd.build import build_main

    with TemporaryDirectory() as doctrees:  # never an old one: pages show the model as it is now
        code = build_main(["-b", "html", "-W", "--keep-going", "-q", "-d", doctrees, str(source), str(out)])
    pages = sorted(str(page.relative_to(out)) for page in out.rglob("*.html")) if code == 0 else []
    if json:
        print_object({"folder": str(out), "pages": pages, "good": code == 0})
    elif code == 0:
        print(f"{len(pages)} pages; begin with {out / 'index.html'}")
    return GOOD if code == 0 else FINDING


def _source() -> Path:
    """The folder ``docs`` of the checkout: the one we stand in, or the one this file belongs to."""
    for folder in (Path.cwd() / "docs", Path(__file__).resolve().parents[3] / "docs"):
        if (folder / "conf.py").is_file():
            return folder
    raise BadInput("the sources of the documentation are not part of the package: run this in a checkout of filspec")
