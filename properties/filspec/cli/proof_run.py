"""Running proofs: what is stored is not proved again, and what is proved is stored at once.

Processes share what they show of the steps of loops through the folder of results. Two of them may come to the same
step at the same time, and then it is shown twice.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, Protocol

from filspec.cli.errors import BadInput
from filspec.cli.interrupts import remembered_interrupts
from filspec.cli.proof_beginning import begun, with_beginning

if TYPE_CHECKING:
    from filspec.kit.records import Record
    from filspec.symbolic.beginning import Beginning
    from filspec.symbolic.cache import Results
    from filspec.symbolic.ledger import Asked, Entry
    from filspec.symbolic.lemma_proof import LemmaResult
    from filspec.symbolic.results import Result


class Task(NamedTuple):
    """A proof to be made.

    Attributes:
        name: of the message or lemma.
        seed: of the solver's luck.
        is_lemma: whether it is that of a lemma.
    """

    name: str
    seed: int = 0
    is_lemma: bool = False


class Watcher(Protocol):
    """Who is told how the proofs go on."""

    def begins(self, task: Task) -> None:
        """A proof begins."""

    def ends(self, task: Task, result: Result | LemmaResult, stored: bool) -> None:
        """A proof is there: made now, or stored before."""


class Proofs(NamedTuple):
    """What came of a run.

    Attributes:
        results: of the messages, by message and seed.
        steps: of the steps of their loops by themselves, under all seeds.
        lemmas: of the lemmas, under all seeds.
        entries: the ledger: every obligation, and what became of it.
        unwritten: how many results could not be stored.
        fresh: how many proofs were made now.
        damaged: how many stored results were not what was written.
        beginnings: what came of the beginning, under all seeds.
    """

    results: dict[str, list[Result]]
    steps: list[Result]
    lemmas: list[LemmaResult]
    fresh: int
    damaged: int
    entries: list[Entry]
    unwritten: int = 0
    beginnings: Sequence[Beginning] = ()

    @property
    def transitions(self) -> list[Result]:
        """The results of messages and steps, under all seeds."""
        return [*(result for found in self.results.values() for result in found), *self.steps]


def prove_all(tasks: Sequence[Task], jobs: int, no_cache: bool, watcher: Watcher) -> Proofs:
    """Prove the tasks, or find them proved.

    Args:
        tasks: what is to be proved.
        jobs: processes that prove at the same time.
        no_cache: prove again what was proved before.
        watcher: told how it goes on.

    Raises:
        BadInput: an actor or a law leaves the provable subset.
        KeyboardInterrupt: somebody interrupts; what was proved so far is stored.
    """
    _require_linted()
    with _stored(no_cache) as stored:
        run = _Run(stored, watcher)
        try:
            missing = [task for task in tasks if not run.finds(task)]
            for task, result in _proved(missing, jobs, stored, watcher):
                run.keep(task, result)
        except KeyboardInterrupt as interrupt:
            kept = f"{len(run.found)} of {len(tasks)} proofs are kept, and the next run goes on from there"
            raise KeyboardInterrupt(f"interrupted; {kept}") from interrupt
        return run.proofs(tasks, len(missing))


def _require_linted() -> None:
    """Look at all actors, also at what no proof to be made depends on.

    Raises:
        BadInput: one leaves the provable subset.
    """
    from filspec.actors.system_actors import enter_system_actors
    from filspec.kit.linter import LintError, require_linted
    from filspec.kit.transitions import transition_of
    from filspec.laws.catalogue import catalogue
    from filspec.symbolic.law_linter import LawError, require_provable
    from filspec.symbolic.subjects import subjects, transitions_of_a_genesis

    try:
        transitions = (*subjects().values(), *transitions_of_a_genesis().values(), enter_system_actors)
        for module in dict.fromkeys(transition_of(one).function.__module__ for one in transitions):
            require_linted(module)
        require_provable(catalogue())
    except (LintError, LawError) as problem:
        first, *others = str(problem).splitlines()
        more = f" (and {len(others)} more places)" if others else ""
        raise BadInput(f"{first}{more}") from problem


@contextmanager
def _stored(no_cache: bool) -> Iterator[Results]:
    """Where results are: those of earlier runs, or only those of this one, which are stored for later all the same."""
    from filspec.symbolic.cache import Results

    if not no_cache:
        yield Results()
        return
    with TemporaryDirectory(prefix="filspec-proofs-") as place:
        try:
            yield Results(Path(place))
        finally:
            Results().take_over(Path(place))


class _Run:
    """The proofs of a run so far."""

    def __init__(self, stored: Results, watcher: Watcher) -> None:
        self._stored, self._watcher = stored, watcher
        self.found: dict[Task, Result | LemmaResult] = {}

    def finds(self, task: Task) -> bool:
        """Whether a proof is stored."""
        from filspec.symbolic.lemma_proof import LemmaResult

        key = _key_of(task)
        known = self._stored.value(key, LemmaResult) if task.is_lemma else self._whole(key)
        if known is None:
            return False
        self.found[task] = known
        self._watcher.ends(task, known, stored=True)
        return True

    def _whole(self, key: str) -> Result | None:
        """A stored result of a message, if all steps of its loops are stored as well."""
        from filspec.symbolic.catalogue_proof import is_still_witnessed, lacks_steps
        from filspec.symbolic.results import Result

        known = self._stored.of_either(key, Result, is_still_witnessed)
        return None if known is None or lacks_steps(known, self._stored) else known

    def keep(self, task: Task, result: Result | LemmaResult) -> None:
        """Store a proof: for good, if it is good, for what is not proved or not witnessed depends on the stories."""
        self._stored.put_as(_key_of(task), result, getattr(result, "is_good", True))
        self.found[task] = result
        self._watcher.ends(task, result, stored=False)

    def proofs(self, tasks: Sequence[Task], fresh: int) -> Proofs:
        """All of it, in the order of the tasks."""
        from filspec.symbolic.catalogue_proof import grounds_of, steps_of
        from filspec.symbolic.ledger import entries_of
        from filspec.symbolic.results import Result

        results: dict[str, list[Result]] = {}
        lemmas: list[LemmaResult] = []
        for task in tasks:
            found = self.found[task]
            if isinstance(found, Result):
                results.setdefault(task.name, []).append(found)
            else:
                lemmas.append(found)
        transitions = [result for found in results.values() for result in found]
        steps = {(step.subject, step.seed): step for result in transitions for step in steps_of(result, self._stored)}
        asked = _asked(tasks)
        begun_with = begun(asked.seeds, self._stored)
        proofs = Proofs(results, list(steps.values()), lemmas, fresh, self._stored.damaged, [], beginnings=begun_with)
        entries = entries_of(asked, grounds_of(asked.messages, self._stored), proofs.transitions, lemmas)
        entries = with_beginning(entries, [entry for one in begun_with for entry in one.entries])
        return proofs._replace(entries=entries, unwritten=len(self._stored.unwritten))


def _asked(tasks: Sequence[Task]) -> Asked:
    """What the tasks ask for, all in all."""
    from filspec.symbolic.ledger import Asked
    from filspec.symbolic.subjects import subjects

    messages = tuple(dict.fromkeys(task.name for task in tasks if not task.is_lemma))
    of_lemmas = tuple(dict.fromkeys(task.name for task in tasks if task.is_lemma))
    everything = set(messages) == set(subjects())
    seeds = 1 + max((task.seed for task in tasks), default=0)
    return Asked(messages=messages, lemmas=of_lemmas, seeds=seeds, everything=everything)


def _key_of(task: Task) -> str:
    from filspec.lemmas.catalogue import lemmas
    from filspec.symbolic.cache import key_of, key_of_lemma
    from filspec.symbolic.subjects import subjects

    if task.is_lemma:
        return key_of_lemma(next(lemma for lemma in lemmas() if lemma.name == task.name), task.seed)
    return key_of(subjects()[task.name], task.seed)


Made = Iterator[tuple[Task, "Result | LemmaResult"]]


def _proved(tasks: Sequence[Task], jobs: int, stored: Results, watcher: Watcher) -> Made:
    """Prove tasks, as they come ready."""
    from filspec.symbolic.values import OutsideTheSubset

    try:
        yield from _in_turn(tasks, stored, watcher) if jobs == 1 or len(tasks) < 2 else _at_once(tasks, jobs, stored)
    except OutsideTheSubset as problem:
        raise BadInput(f"a transition leaves the provable subset where only a proof sees it: {problem}") from problem


def _in_turn(tasks: Sequence[Task], stored: Results, watcher: Watcher) -> Made:
    with remembered_interrupts() as interrupts:
        for task in tasks:
            watcher.begins(task)
            result = _prove(task, stored)
            interrupts.heed()
            yield task, result


def _at_once(tasks: Sequence[Task], jobs: int, stored: Results) -> Made:
    """Prove tasks in processes; what takes longest begins first."""
    context = get_context("spawn")
    of_the_parent = signal.SIGINT, signal.SIG_IGN  # interrupts are left to it
    pool = ProcessPoolExecutor(min(jobs, len(tasks)), context, initializer=signal.signal, initargs=of_the_parent)
    try:
        waiting = {
            pool.submit(_prove_elsewhere, task, stored.folder): task
            for task in sorted(tasks, key=_weight(), reverse=True)
        }
        for ready in as_completed(waiting):
            key, result, unwritten = ready.result()
            if key != _key_of(waiting[ready]):  # a process reads the source when it begins
                raise BadInput(f"the source was edited before {waiting[ready].name} was proved: start again")
            stored.remember(unwritten)
            yield waiting[ready], result
    except BaseException:
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _prove(task: Task, stored: Results) -> Result | LemmaResult:
    from filspec.symbolic.catalogue_proof import prove_lemma_named, prove_message

    of_lemma, seed = task.is_lemma, task.seed
    return prove_lemma_named(task.name, seed) if of_lemma else prove_message(task.name, seed, stored)


def _prove_elsewhere(task: Task, folder: Path) -> tuple[str, Result | LemmaResult, Mapping[str, Record]]:
    """In a process of its own: what a proof depends on as that process sees it, its result, and what was not stored."""
    from filspec.symbolic.cache import Results

    stored = Results(folder)
    return _key_of(task), _prove(task, stored), stored.unwritten


def _weight() -> Callable[[Task], int]:
    """How long a proof may take: by how much a message reaches."""
    from filspec.kit.transitions import transition_of
    from filspec.symbolic.content import reached_from
    from filspec.symbolic.definitions import Place
    from filspec.symbolic.subjects import subjects

    def reached(name: str) -> int:
        declared = transition_of(subjects()[name])
        return len(reached_from([Place(declared.function.__module__, declared.name)]))

    return lambda task: 0 if task.is_lemma else reached(task.name)
