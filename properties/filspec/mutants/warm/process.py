"""A warm process as seen from outside: it is asked, and answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from queue import SimpleQueue
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from threading import Lock

import msgspec

from filspec.mutants.overlay import command, environment
from filspec.mutants.warm.forking import Answered

_PATIENCE = 3.0
"""So many seconds a process has to end, and to end its child, when no more questions come."""


class WarmProcess:
    """A process that answers questions about mutants.

    Args:
        module: whose ``main`` it runs.
        arguments: what ``main`` is given.
        folder: where it runs.
    """

    def __init__(self, module: str, arguments: Sequence[str] = (), folder: str | None = None) -> None:
        self._process = Popen(  # noqa: S603 (our own interpreter, our own module)
            command(None, module, *arguments),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            text=True,
            env=environment(),
            cwd=folder,
        )

    def ask(self, question: msgspec.Struct) -> Answered:
        """The answer; a process that has ended gives the problem."""
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(f"{msgspec.json.encode(question).decode()}\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        return msgspec.json.decode(line, type=Answered) if line else Answered(problem="the process has ended")

    def end(self) -> None:
        """End the process, and with it the child that is at work; one that does not end by itself is killed."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE)
        except TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


class Pool:
    """Processes of one kind, each of which answers one question at a time; they are started when they are needed."""

    def __init__(self, module: str, arguments: Sequence[str] = (), folder: str | None = None) -> None:
        self._start = partial(WarmProcess, module, arguments, folder)
        self._idle: SimpleQueue[WarmProcess] = SimpleQueue()
        self._started: list[WarmProcess] = []
        self._lock = Lock()

    @contextmanager
    def process(self) -> Iterator[WarmProcess]:
        """A process that nobody else asks meanwhile."""
        with self._lock:
            found = None if self._idle.empty() else self._idle.get()
            if found is None:
                found = self._start()
                self._started.append(found)
        try:
            yield found
        finally:
            self._idle.put(found)

    def end(self) -> None:
        """End all processes."""
        for process in self._started:
            process.end()
        self._started.clear()
