"""Tests as judges of mutations: those that execute the changed function, cheapest first, until one fails.

Which tests those are is measured once for each file of tests, and kept under what it depends on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from filspec.kit.records import Record
from filspec.mutants.mutant import path_of
from filspec.mutants.named_tests import folder_of_tests
from filspec.mutants.operators.judgement import Judgement
from filspec.mutants.operators.mutation import Mutation
from filspec.mutants.warm.forking import NOT_ENDED
from filspec.mutants.warm.process import Pool
from filspec.mutants.warm.run_session import Question, Reached
from filspec.symbolic.cache import Results

FOLDERS = ("models/actors",)
"""The tests that are asked: those of the actors. Tests of nodes and scenarios take long, and go the same ways again."""

SOURCES = ("filspec.kit", "filspec.actors", "filspec.laws", "filspec.machines", "filspec.scenarios")
"""The packages that decide whether a test passes, with the tests and the parameters."""


class Map(Record):
    """What the tests of one file reach: for each, its id, whether it passes, its seconds, the functions."""

    tests: tuple[tuple[str, bool, float, tuple[str, ...]], ...]


class TestsEngine:
    """Judges mutations by running tests.

    Args:
        folder: the tests.
    """

    name = "tests"
    __test__ = False

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or folder_of_tests()
        self._root = self._folder.parent
        self._results = Results(Results().folder / "mutants")
        arguments = tuple(str(Path(self._folder.name, part)) for part in FOLDERS if (self._folder / part).is_dir())
        self._pool = Pool("filspec.mutants.warm.run_session", arguments, str(self._root))
        self._reaching: dict[str, list[Reached]] = {}

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files of tests, as pytest names them."""
        found = (file for part in FOLDERS for file in (self._folder / part).rglob("test_*.py"))
        return tuple(sorted(file.relative_to(self._root).as_posix() for file in found))

    def prepare(self, _chosen: Sequence[Mutation], jobs: int) -> None:
        """Measure what each file of tests reaches, as far as that is not known."""
        with ThreadPoolExecutor(jobs) as pool:
            maps = pool.map(self._map_of, self.files)
        for found in maps:
            for test, passed, seconds, functions in found.tests:
                for function in functions if passed else ():
                    self._reaching.setdefault(function, []).append(Reached(test, passed, seconds, functions))

    def tests_for(self, mutation: Mutation) -> tuple[str, ...]:
        """The tests that execute the changed function, first those in the file that mirrors its own, then fast ones."""
        found = self._reaching.get(f"{mutation.module}:{mutation.function}", [])
        *folders, module = mutation.module.removeprefix("filspec.").split(".")
        own = "/".join((self._folder.name, "models", *folders, f"test_{module}.py::"))
        ordered = sorted(found, key=lambda one: (not one.test.startswith(own), one.seconds, one.test))
        return tuple(one.test for one in ordered)

    def key(self, mutation: Mutation) -> str:
        """The mutant, the source, and the files of the tests that are run."""
        files = dict.fromkeys(test.split("::")[0] for test in self.tests_for(mutation))
        return _hash("tests", mutation.name, mutation.text, self._source, *(self._text(file) for file in files))

    def judgement(self, mutation: Mutation) -> Judgement:
        """The first test that fails on a mutant."""
        tests, started = self.tests_for(mutation), time.perf_counter()
        if not tests:
            return Judgement(mutant=mutation.name, engine=self.name, word="not asked", by="no test reaches it")
        with self._pool.process() as process:
            answered = process.ask(Question(tests=tests, mutation=mutation))
        found = Judgement(mutant=mutation.name, engine=self.name, word="survives", how=f"{len(tests)} tests pass")
        if answered.problem:
            ended = answered.problem == NOT_ENDED
            found = found.but(word="killed" if ended else "problem", by=answered.problem, how="")
        elif answered.said:
            found = found.but(word="killed", by=answered.said, how="test fails")
        return found.but(seconds=round(time.perf_counter() - started, 2))

    def stop(self) -> None:
        """End the processes that run tests."""
        self._pool.end()

    def _map_of(self, file: str) -> Map:
        key = _hash("map", file, self._source, self._text(file))
        known = self._results.value(key, Map)
        if known is None:
            with self._pool.process() as process:
                answered = process.ask(Question(file=file))
            if answered.problem:
                raise RuntimeError(f"what the tests of {file} reach cannot be measured: {answered.problem}")
            known = Map(tests=tuple(_row(one) for one in msgspec.json.decode(answered.said, type=list[Reached])))
            self._results.put(key, known)
        return known

    def _text(self, file: str) -> str:
        return (self._root / file).read_text(encoding="utf-8")

    @cached_property
    def _source(self) -> str:
        """A hash of what every test depends on."""
        return _hash(*(file.read_text(encoding="utf-8") for file in self._shared()))

    def _shared(self) -> Iterator[Path]:
        for package in SOURCES:
            yield from sorted(path_of(package).parent.rglob("*.py"))
        yield path_of("filspec.spec").parent / "parameters.toml"
        yield from sorted(self._folder.glob("conftest.py"))
        for part in FOLDERS:
            yield from sorted((self._folder / part).rglob("conftest.py"))


def _row(one: Reached) -> tuple[str, bool, float, tuple[str, ...]]:
    return one.test, one.passed, one.seconds, one.functions


def _hash(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
