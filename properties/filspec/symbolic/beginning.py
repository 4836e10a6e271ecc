"""The beginning of the induction: every network begins with a world that keeps all laws of worlds, rows and keys.

No message leads there. A network begins with the actors of the system and with parameters within their bounds; then its
accounts are entered, and its miners with the sectors that were sealed beforehand, as many as there are. So two things
are proved: that the first world, a term of its parameters, keeps these laws at every row and every key; and that the
transitions of a genesis keep them in any lawful world.

The shares of a reporter are a table that ordinary Python makes of two parameters. These two have the values that they
may have in a network of this specification: each formula of growth, in each unit of a preset or a story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import cast

from filspec.actors.genesis import empty_world, genesis
from filspec.actors.genesis_steps import PresealedSector, add_genesis_account, add_genesis_miner
from filspec.actors.parameters import PRESETS, Parameters, ReporterGrowth, preset
from filspec.actors.reporter_share import reporter_shares
from filspec.actors.system_actors import enter_system_actors
from filspec.actors.units import Commitment, Epoch, PublicKey, TokenAmount
from filspec.actors.world import World
from filspec.kit import linter
from filspec.kit.laws import OF_ONE_NAME, OF_STATES, Law, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.records import Record
from filspec.kit.transitions import transition_of
from filspec.laws.catalogue import catalogue
from filspec.machines.outside_world import ANSWERS
from filspec.symbolic.bounds import parameters_within_bounds, smallest_preset
from filspec.symbolic.cache import Results, key_of_beginning
from filspec.symbolic.catalogue_proof import Stored
from filspec.symbolic.contexts import fresh_context
from filspec.symbolic.known import Known
from filspec.symbolic.ledger import Asked, Entry, Grounds, Word, entries_of
from filspec.symbolic.loops_in_text import steps_reached_by
from filspec.symbolic.names import Space, name_in
from filspec.symbolic.outcomes import NEVER_REFUSED, NO_CRASH, WITHIN_BOUNDS, Ending
from filspec.symbolic.prover import Prover
from filspec.symbolic.reach.bounded import BoundedExecutor
from filspec.symbolic.reach.feasibility import BudgetSpent, Feasibility
from filspec.symbolic.reach.finite_tables import FiniteTable
from filspec.symbolic.reach.positions import Arrival, Sent
from filspec.symbolic.results import Result, result_of
from filspec.symbolic.samples import Samples
from filspec.symbolic.sampling import Sampler
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.solver import BUDGET, Solver, Verdict
from filspec.symbolic.steps_in_line import StepLaws
from filspec.symbolic.stories.gallery import stories
from filspec.symbolic.subjects import PROMISES, transitions_of_a_genesis
from filspec.symbolic.sums import Summand
from filspec.symbolic.terms import Term, conjunction, negation
from filspec.symbolic.worlds import at

Claim = Callable[[World], Sequence[Term]]
"""What has to hold of a world."""


class Beginning(Record):
    """What was shown of the beginning under one seed.

    Attributes:
        entries: what had to be shown, and what became of it.
        resources: the solver's resource units it took.
    """

    entries: tuple[Entry, ...]
    resources: int


def beginning(seed: int, stored: Results) -> Beginning:
    """What is shown of the beginning; what was shown before is not shown again.

    Args:
        seed: of the solver's choices.
        stored: what was shown before, and a place for more.
    """
    key = key_of_beginning(seed)
    found = stored.value(key, Beginning)
    if found is None:
        found = prove_beginning(seed, stored)
        stored.put(key, found)
    return found


def prove_beginning(seed: int, stored: Results) -> Beginning:
    """Prove that every network begins with a lawful world.

    Args:
        seed: of the solver's choices.
        stored: what was shown of sums before, and a place for more.
    """
    laws = [law for law in catalogue() if law.quantifier in OF_STATES]
    solver = Solver(seed)
    entries = [entry for parameters in beginnings() for entry in of_first_world(parameters, laws, solver)]
    steps, spent = of_steps(laws, catalogue(), seed, stored)
    return Beginning(
        entries=tuple(entry.but(role="genesis", seed=seed) for entry in (*entries, *steps)),
        resources=solver.spent + spent,
    )


def beginnings() -> list[Parameters]:
    """Parameters with all the values that the two may have which the shares of a reporter are made of."""
    known = [*map(preset, PRESETS), *(story.parameters for story in stories())]
    units = dict.fromkeys(one.reporter_share_unit for one in known)
    return [
        known[0].but(reporter_growth=growth, reporter_share_unit=unit) for growth in ReporterGrowth for unit in units
    ]


def of_first_world(fixed: Parameters, laws: Sequence[Law], solver: Solver) -> Iterator[Entry]:
    """What is shown of the first world with any parameters but these two.

    Args:
        fixed: where the two have their values.
        laws: the laws of worlds, rows and keys.
        solver: who is asked.

    Raises:
        OutsideTheSubset: what makes it comes to a step with laws of its own.
    """
    subject = f"first world with {fixed.reporter_growth.name}"
    linter.require_linted(transition_of(enter_system_actors).function.__module__)
    _all_step_laws().require_none(enter_system_actors)
    with fresh_context():
        empty = empty_world(reporter_shares(fixed.reporter_growth, fixed.reporter_share_unit))
        unknown = cast(Parameters, shape_of(Parameters).unknown(name_in(Space.ARGUMENT, "parameters")))
        empty.parameters = unknown.but(
            reporter_growth=fixed.reporter_growth, reporter_share_unit=fixed.reporter_share_unit
        )
        executor = BoundedExecutor(empty, Feasibility(solver, BUDGET), axioms=lambda _: ())
        bounds = tuple(fact.term for fact in parameters_within_bounds(empty))
        begins = executor.beginning._replace(conditions=bounds)
        try:
            arrivals = list(executor.arrivals(begins, Sent(enter_system_actors, ())))
        except BudgetSpent:
            arrivals = []  # of which nothing is known
        is_there = solver.check(bounds)[0] is Verdict.POSSIBLE
        claims: dict[str, Claim] = {law.name: partial(_holds, executor, law) for law in laws}
        claims |= {
            NO_CRASH: lambda _: (),
            WITHIN_BOUNDS: lambda made: [fact.term for fact in parameters_within_bounds(made)],
        }
        for claim, terms_of in claims.items():
            word = _word_of(terms_of, executor, arrivals, solver) if is_there else "vacuous"
            yield Entry(subject=subject, claim=claim, role="genesis", seed=0, word=word)


def _holds(executor: BoundedExecutor, law: Law, world: World) -> list[Term]:
    return [executor.holds(law.holds, case) for case in _cases(law, world)]


def _word_of(claim: Claim, executor: BoundedExecutor, arrivals: Sequence[Arrival], solver: Solver) -> Word:
    """What is said of a claim about the first world, on whatever way it is made; it is always made."""
    verdicts = set()
    for ending, _, _, position in arrivals:
        if ending is not Ending.ACCEPTED:
            verdicts.add(solver.check(position.conditions)[0])
            continue
        _, terms = executor.judge(position, position, lambda _, world: claim(world))
        verdicts.add(solver.check([*position.conditions, negation(conjunction(terms))])[0])
    if Verdict.POSSIBLE in verdicts:
        return "failed"
    return "proved" if verdicts == {Verdict.IMPOSSIBLE} else "unknown"


def _cases(law: Law, world: World) -> Iterator[tuple[object, ...]]:
    """The arguments of a law: of the world, of each row there is, or of any key whatever."""
    if law.quantifier is Quantifier.WORLD:
        yield (world,)
        return
    table: FiniteTable = at(world, law.path)
    if law.quantifier is Quantifier.KEY:
        yield world, table.key.unknown(name_in(Space.ARGUMENT, "any key"))
        return
    for cell in table.rows.values():
        yield world, table.key_of(cell), table.row_of(cell)


class _Sums(Known):
    """Of what is known of the laws of the actors, the sums to which no row contributes less than nothing."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def composable(self, _find: Callable[[], tuple[Law, ...]]) -> tuple[Law, ...]:
        """None: there are only laws of states."""
        return ()

    def is_nonnegative(self, path: str, summand: Summand, show: Callable[[], bool]) -> bool:
        """What was shown of the sum."""
        return self._stored.is_nonnegative(path, summand, show)


def _all_step_laws() -> StepLaws:
    """The laws of steps that are shown of them elsewhere, and not where they run in line."""
    return StepLaws(catalogue(), {promise.transition: NEVER_REFUSED for promise in PROMISES})


def _a_genesis() -> Samples:
    """A run of each transition of a genesis, so that what is proved of them is not proved of nothing."""
    with answering(ANSWERS):
        sampler, world = Sampler(ANSWERS, "a genesis"), genesis(preset(PRESETS[0]), ())
    owner = sampler.run(add_genesis_account, world, PublicKey(7), TokenAmount(900)).answer
    sealed = PresealedSector(comm_r=Commitment(1), comm_d=Commitment(2), expiration=Epoch(100))
    sampler.run(add_genesis_miner, world, owner, owner, (sealed,), TokenAmount(500))
    return Samples(sampler.samples)


def of_steps(laws: Sequence[Law], own: Sequence[Law], seed: int, stored: Results) -> tuple[list[Entry], int]:
    """What is shown of the transitions of a genesis, and the resource units it took.

    Args:
        laws: the laws of worlds, rows and keys.
        own: laws among which are those about the transitions themselves.
        seed: of the solver's choices.
        stored: what was shown of sums before.
    """
    sums = _Sums(Stored(stored, seed))
    transitions, results, steps_shown = transitions_of_a_genesis(), list[Result](), dict[str, Result]()
    steps = {name: steps_reached_by(transition) for name, transition in transitions.items()}
    names = {*transitions, *(step for reached in steps.values() for step in reached)}
    laws = (*laws, *(law for law in own if law.quantifier in OF_ONE_NAME and law.path in names))
    for transition in transitions.values():
        _all_step_laws().require_loops(transition)
        with fresh_context():
            prover = Prover(
                World, laws, parameters_within_bounds, smallest_preset, seed=seed, samples=_a_genesis(), known=sums
            )
            results.append(result_of(prover.prove(transition), 0))
            steps_shown |= {kind: result_of(report, 0).but(loop=kind) for kind, report in prover.reports.items()}
    asked = Asked(messages=tuple(transitions), lemmas=(), seeds=1, everything=True)
    grounds = Grounds(laws=tuple(laws), composable=frozenset(), promises={}, steps=steps)
    results += steps_shown.values()
    return entries_of(asked, grounds, results, []), sum(result.resources for result in results)
