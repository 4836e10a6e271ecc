"""Interrupts that are not lost."""

import signal

import pytest

from filspec.cli.interrupts import remembered_interrupts


@pytest.fixture
def as_at_a_terminal():
    """Interrupts are handled as in a program that somebody has started."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Finalized:
    """An object in whose finalizer somebody presses Ctrl-C."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("as_at_a_terminal")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_python_drops_is_heeded_later() -> None:
    with remembered_interrupts() as interrupts:
        interrupts.heed()
        # Given an interrupt that comes where Python drops it
        made = Finalized()
        del made
        # Then it is raised as soon as somebody asks
        with pytest.raises(KeyboardInterrupt):
            interrupts.heed()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("as_at_a_terminal")
def test_an_interrupt_is_raised_at_once_where_it_can_be() -> None:
    with remembered_interrupts(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_where_interrupts_are_ignored_they_stay_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with remembered_interrupts() as interrupts:
            signal.raise_signal(signal.SIGINT)
            interrupts.heed()
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
