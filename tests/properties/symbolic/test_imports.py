"""Imports are found wherever they stand and however they are written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from filspec.symbolic import definitions, imports
from filspec.symbolic.imports import closure_of, hash_of, imported_by, imports_from, texts_of

FORMS = {
    "a module": "import filspec.kit.tables",
    "a module by another name": "import filspec.kit.tables as rows",
    "a name of a module": "from filspec.kit.tables import Table",
    "a module of a package": "from filspec.kit import tables",
    "all names": "from filspec.kit.tables import *",
    "several lines": "from filspec.kit import (\n    engine,  # (seam)\n    tables,\n)",
    "a condition": "if True:\n    from filspec.kit import tables",
    "another case": "if False:\n    pass\nelif True:\n    pass\nelse:\n    import filspec.kit.tables",
    "an attempt": "try:\n    from filspec.kit import tables\nexcept ImportError:\n    tables = None",
    "a failure": "try:\n    pass\nexcept ImportError:\n    from filspec.kit import tables",
    "a match": "match 1:\n    case 1:\n        from filspec.kit import tables",
    "a function": "def late():\n    from filspec.kit import tables\n    return tables",
    "a method": "class Late:\n    def read(self):\n        import filspec.kit.tables",
    "one line": "x = 1; from filspec.kit import tables",
    "a mention": "x = 'filspec.kit.tables'",
    "a beginning of the package": "from filspec import kit\nfrom filspec.kit import tables",
    "a sibling": "from . import tables",
    "a name of a sibling": "from .tables import Table",
    "all names of a sibling": "from .tables import *",
    "a relative package": "from ..kit import tables",
    "a relative module": "from ..kit.tables import Table",
}


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let a module of the kit have another text."""
    texts: dict[str, str] = {}
    monkeypatch.setattr(imports, "text_of", lambda module: texts.get(module, definitions.text_of(module)))
    for forget in (imported_by.cache_clear, imports_from.cache_clear, texts_of.cache_clear):
        forget()
    yield lambda written: texts.update({"filspec.kit.engine": written})
    for forget in (imported_by.cache_clear, imports_from.cache_clear, texts_of.cache_clear):
        forget()


@pytest.mark.parametrize("written", FORMS.values(), ids=FORMS)
def test_module_is_imported_however_it_is_written(text: Callable[[str], None], written: str) -> None:
    text(written)
    assert "filspec.kit.tables" in imported_by("filspec.kit.engine")


@pytest.mark.parametrize("written", FORMS.values(), ids=FORMS)
def test_what_a_module_imports_is_part_of_its_text(text: Callable[[str], None], written: str) -> None:
    text("")
    alone = texts_of("filspec.kit.engine")
    text(written)
    imported_by.cache_clear()
    imports_from.cache_clear()
    assert {"filspec.kit.engine", "filspec.kit.tables", "filspec.kit.records"} <= closure_of(["filspec.kit.engine"])
    texts_of.cache_clear()
    assert texts_of("filspec.kit.engine") != alone


def test_packages_of_a_module_count_as_well() -> None:
    assert {"filspec.actors", "filspec.actors.ledger"} <= imported_by("filspec.actors.ledger.transfers")


def test_closure_stays_within_packages() -> None:
    within = closure_of(["filspec.symbolic.bounds"], ("filspec.kit.", "filspec.symbolic."))
    assert "filspec.symbolic.terms" in within
    assert not any(name.startswith("filspec.actors") for name in within)
    assert "filspec.actors.parameters" in closure_of(["filspec.symbolic.bounds"])


def test_hash_is_of_texts_and_names() -> None:
    assert hash_of(["filspec.kit", "filspec.kit.tables"]) == hash_of(["filspec.kit.tables", "filspec.kit"])
    assert hash_of(["filspec.kit"]) != hash_of([])


def test_module_that_is_not_there_imports_nothing(tmp_path: Path) -> None:
    assert imported_by("filspec.nowhere") == frozenset()
    assert not (tmp_path / "filspec").exists()
