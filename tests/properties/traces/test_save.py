"""A trace is saved whole or not at all, and a bad destination is found before the run."""

import os
from pathlib import Path

import pytest

from filspec.kit.trace import Recorder
from filspec.traces import save as saving
from filspec.traces.itf import itf
from filspec.traces.mermaid import mermaid
from filspec.traces.save import FACES, TraceNotSavedError, check_destination, save
from filspec.traces.text import text


@pytest.mark.parametrize(("suffix", "face"), [(".mmd", mermaid), (".json", itf), (".txt", text)])
def test_the_suffix_chooses_the_face(suffix: str, face: object, played: Recorder, tmp_path: Path) -> None:
    path = tmp_path / f"trace{suffix}"
    save(played, path)
    assert FACES[suffix] is face
    assert path.read_text(encoding="utf-8") == FACES[suffix](played)
    assert list(tmp_path.iterdir()) == [path], "nothing else is left behind"


def test_an_old_trace_is_replaced(played: Recorder, tmp_path: Path) -> None:
    path = tmp_path / "trace.txt"
    path.write_text("old")
    save(played, path)
    assert path.read_text(encoding="utf-8") == text(played)


@pytest.mark.parametrize("name", ["trace", "trace.md", "trace.JSON", ".txt"])
def test_an_unknown_suffix_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(TraceNotSavedError, match=r"end its name in \.mmd \(Mermaid\), \.json \(ITF\) or \.txt$"):
        check_destination(tmp_path / name)


def test_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trace.txt").mkdir()
    with pytest.raises(TraceNotSavedError, match="it is a directory; give a file's name"):
        check_destination(tmp_path / "trace.txt")


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TraceNotSavedError, match="no such file or directory; give a file in a folder you can write"):
        check_destination(tmp_path / "missing" / "trace.txt")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TraceNotSavedError, match="not a directory"):
        check_destination(tmp_path / "file" / "trace.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_protected_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(TraceNotSavedError, match="permission denied"):
        check_destination(tmp_path / "trace.txt")


def test_checking_leaves_nothing_behind_and_nothing_changed(tmp_path: Path) -> None:
    path = tmp_path / "trace.json"
    check_destination(path)
    assert not list(tmp_path.iterdir())
    path.write_text("old")
    check_destination(path)
    assert path.read_text() == "old"


def test_a_run_that_is_stopped_while_saving_leaves_the_old_trace(
    played: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given an old trace, and somebody who presses Ctrl-C while the new one is written
    path = tmp_path / "trace.txt"
    path.write_text("old")

    def interrupted(_self: Path, _target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(saving.Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(played, path)
    # Then the old one is there and no part of the new one
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
