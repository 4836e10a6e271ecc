"""Small transitions, written into a file, linted and proved like those of the actors: traps for the prover."""

import importlib.util
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from filspec.kit import laws, linter, transitions
from filspec.symbolic.executor import Executor
from filspec.symbolic.law_linter import LawError
from filspec.symbolic.outcomes import Ending
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Report
from filspec.symbolic.results import is_confirmed
from filspec.symbolic.setting import Setting
from filspec.symbolic.solver import Verdict
from filspec.symbolic.tracing import Tracer
from filspec.symbolic.values import OutsideTheSubset

IMPOSSIBLE = Verdict.IMPOSSIBLE
FORGET = (linter.require_linted.cache_clear, linter._findings_of.cache_clear)

WORDS = '''
"""A small world."""

from __future__ import annotations

from enum import Enum

from filspec.kit.laws import law, law_for_each, law_for_every_key, postcondition, step_law, step_law_for_each, visit_law
from filspec.kit.loops import attempt, for_each, for_each_in, for_each_under
from filspec.kit.oracles import oracle, unanswered
from filspec.kit.records import Record
from filspec.kit.requirement import require
from filspec.kit.sums import total, total_by
from filspec.kit.tables import PairTable, Table
from filspec.kit.transitions import internal, message, pure, query
from filspec.kit.worlds import actor


class Reason(Enum):
    """Why."""

    NO = "no"
    NEVER = "never"


class Colour(Enum):
    """A state."""

    RED = 0
    BLUE = 1
    GREEN = 2


class Part(Record):
    """A record in a record."""

    size: int
    whole: bool


class Row(Record):
    """A row."""

    x: int
    colour: Colour
    ok: bool
    part: Part
    place: tuple[int, int]


NO_ROW = Row(x=0, colour=Colour.RED, ok=True, part=Part(size=0, whole=True), place=(0, 0))
'''

STATE = '''

@actor
class Deep:
    """An actor in an actor."""

    t: Table[int, Row]
    p: PairTable[int, int, int]
    q: PairTable[tuple[int, int], int, bool]
    live: Table[tuple[int, int], int]


@actor
class World:
    """The world."""

    n: int
    m: int
    fixed: Part
    deep: Deep
'''

PLAIN_LAWS = '''

@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0


@law_for_each("deep.t", "X2")
def rows_are_not_negative(w: World, key: int, row: Row) -> bool:
    """No row is negative."""
    return row.x >= 0


@law_for_each("deep.p", "X3")
def members_are_not_negative(w: World, key: tuple[int, int], row: int) -> bool:
    """No member is negative."""
    return row >= 0


@step_law_for_each("deep.t", "X4")
def rows_stay_whole(before: World, after: World, key: int) -> bool:
    """The size of a row's part never falls, as long as the row is there."""
    return key not in after.deep.t or after.deep.t[key].part.size >= before.deep.t[key].part.size
'''


def _load(name: str, text: str, folder: Path) -> ModuleType:
    file = folder / f"{name}.py"
    file.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Callable[[str, str], ModuleType]]:
    """Load a module under a name; afterwards nothing of it is left."""
    known_laws, known_transitions = dict(laws.LAWS), dict(transitions.REGISTRY)
    yield lambda name, text: _load(name, text, tmp_path)
    for registry, known in ((laws.LAWS, known_laws), (transitions.REGISTRY, known_transitions)):
        registry.clear()
        registry.update(known)  # type: ignore[arg-type]
    for name in ("trap", "trap_laws", "trap_elsewhere"):
        sys.modules.pop(name, None)
    for forget in FORGET:
        forget()


@pytest.fixture
def small_world() -> str:
    """The text of a small world, without transitions."""
    return WORDS + STATE


@pytest.fixture
def ours(load: Callable[[str, str], ModuleType]) -> Callable[[str], tuple[laws.Law, ...]]:
    """The laws of a text, about a world that is loaded already."""

    def read(law_text: str) -> tuple[laws.Law, ...]:
        for name in [law.name for law in laws.LAWS.values() if law.holds.__module__ == "trap_laws"]:
            del laws.LAWS[name]  # of a text that was loaded before
        load("trap_laws", f"from trap import *\n{law_text}")
        return tuple(law for law in laws.LAWS.values() if law.holds.__module__ == "trap_laws")

    return read


@pytest.fixture
def bystander() -> Callable[..., Executor]:
    """An executor that shows nothing: of interest are its worlds, and what is assumed of them."""

    def make(world_class: type, assumed: Sequence[laws.Law] = (), relations: Sequence[laws.Law] = ()) -> Executor:
        setting = Setting(assumed, relations)
        return Executor(world_class, setting, Tracer(world_class), None, lambda _: True, lambda _: [])

    return make


HEAD = '''

@message("Trap")
def trap(w: World, a: int, b: int, colour: Colour, row: Row, many: tuple[int, ...]) -> None:
    """A small message."""
'''


@pytest.fixture
def prover_of(
    load: Callable[[str, str], ModuleType], ours: Callable[[str], tuple[laws.Law, ...]]
) -> Callable[..., tuple[Prover, ModuleType]]:
    """A prover for the module of a text, in a world with laws; and that module."""

    def make(text: str, law_text: str = PLAIN_LAWS, **options: Any) -> tuple[Prover, ModuleType]:
        module = load("trap", WORDS + STATE + text)
        return Prover(module.World, ours(law_text), **options), module

    return make


@pytest.fixture
def prove(prover_of: Callable[..., tuple[Prover, ModuleType]]) -> Callable[..., Report]:
    """Prove a message with this body, which may use what is defined before it."""

    def prove_body(body: str, law_text: str = PLAIN_LAWS, before: str = "", **options: Any) -> Report:
        text = before + HEAD + textwrap.indent(body, "    ") + "\n"
        prover, module = prover_of(text, law_text, **options)
        return prover.prove(module.trap)

    return prove_body


@pytest.fixture
def must_be_proved(prove: Callable[..., Report]) -> Callable[..., Report]:
    """Prove a right message: nothing may be left to be shown, and runs of the model have to reach what is proved."""

    def check(*trap: str, **options: Any) -> Report:
        report = prove(*trap, **options)
        assert not [finding[:4] for finding in report.findings]
        assert set(report.verdicts.values()) == {Verdict.IMPOSSIBLE}
        assert not report.unwitnessed
        assert report.paths[Ending.ACCEPTED]
        return report

    return check


@pytest.fixture
def must_not_be_proved(prove: Callable[..., Report]) -> Callable[..., Report]:
    """Try to prove a wrong message: something has to be left, and what is confirmed begins in a lawful world.

    Values of the solver may break a law of every key at a key that nobody looked at; such a run confirms nothing.
    """

    def check(*trap: str, **options: Any) -> Report:
        report = prove(*trap, witnesses=False, **options)
        assert report.findings, "a wrong message is proved"
        assert set(report.verdicts.values()) != {Verdict.IMPOSSIBLE}
        assert all(
            not is_confirmed(finding) for finding in report.findings if finding.replay and finding.replay.unlawful
        )
        return report

    return check


@pytest.fixture
def objections(
    load: Callable[[str, str], ModuleType], ours: Callable[[str], tuple[laws.Law, ...]]
) -> Callable[..., list[str]]:
    """What is said against a message with this body, by the linters or the prover; nothing if it is proved."""

    def judge(
        body: str, law_text: str, before: str = "", world: str = STATE, head: str = HEAD, **options: Any
    ) -> list[str]:
        text = WORDS + world + before + head + textwrap.indent(body, "    ") + "\n"
        try:
            module = load("trap", text)
            proofs = ours(law_text)
            prover = Prover(module.World, proofs, witnesses=False, **options)
            report = prover.prove(module.trap)
        except (linter.LintError, LawError, OutsideTheSubset) as refusal:
            return [f"refused: {refusal}"]
        of_steps = {law.name for law in proofs if law.quantifier in (*laws.OF_ONE_NAME, laws.Quantifier.VISIT)}
        found = [*report.verdicts.items()]
        found += [pair for step in prover.reports.values() for pair in step.verdicts.items() if pair[0] in of_steps]
        return [f"{law}: {verdict.name}" for law, verdict in found if verdict is not IMPOSSIBLE]

    return judge


@pytest.fixture
def unlinted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine run what the linter would stop."""
    monkeypatch.setattr(linter, "require_linted", lambda _: None)
