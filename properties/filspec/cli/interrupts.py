"""Interrupts that are not lost: Python drops one that falls into the finalizer of an object, and says so at best."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


class Interrupts:
    """Whether somebody has pressed Ctrl-C."""

    def __init__(self) -> None:
        self._came = False

    def come(self, *_: object) -> None:
        """Raise ``KeyboardInterrupt``, and remember it.

        Raises:
            KeyboardInterrupt: always.
        """
        self._came = True
        raise KeyboardInterrupt

    def heed(self) -> None:
        """Raise an interrupt that came and was dropped.

        Raises:
            KeyboardInterrupt: there was one.
        """
        if self._came:
            raise KeyboardInterrupt


@contextmanager
def remembered_interrupts() -> Iterator[Interrupts]:
    """Remember interrupts until the block ends; where they are ignored, or handled otherwise, that stays so."""
    interrupts = Interrupts()
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield interrupts
        return
    signal.signal(signal.SIGINT, interrupts.come)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
