"""Phases of a run: a line each when nobody watches, silence when asked, a bar on a terminal."""

import os
import pty
import sys

import pytest

from filspec.cli.progress import phases

STEPS = (("seal", 0, 2), ("seal", 1, 2), ("seal", 2, 2), ("seal", 2, 2), ("prove", 0, 0))


def test_off_a_terminal_a_finished_phase_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with phases(quiet=False) as listener:
        for step in STEPS:
            listener(*step)
    assert capsys.readouterr() == ("", "seal: 2 of 2\nprove: 0 of 0\n")


def test_a_quiet_one_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with phases(quiet=True) as listener:
        for step in STEPS:
            listener(*step)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_there_are_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a terminal as standard error
    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("TERM", "xterm")
        with phases(quiet=False) as listener:
            for step in STEPS:
                listener(*step)
        terminal.flush()
        shown = os.read(master, 100_000).decode()
    os.close(master)
    # Then each phase has a bar with its count
    assert "seal" in shown
    assert "2/2" in shown
