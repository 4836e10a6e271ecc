"""Runs of the stories that end otherwise once a change is planted: what they show to be false needs no solver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from filspec.actors.world import World
from filspec.kit import engine
from filspec.kit.laws import OF_ONE_NAME, Law
from filspec.kit.oracles import answering
from filspec.kit.requirement import Rejected
from filspec.kit.transitions import Kind, transition_of
from filspec.kit.worlds import fork, shape_of
from filspec.symbolic.computation import CRASHES
from filspec.symbolic.concrete import Instance
from filspec.symbolic.outcomes import NO_CRASH, NO_OTHER_REFUSAL
from filspec.symbolic.replay import replay
from filspec.symbolic.results import shows
from filspec.symbolic.samples import Sample, Samples

MOST_RUNS = 40
"""How many runs of each message are judged."""

_SHAPE = shape_of(World)


def false_claims(
    transition: Callable[..., object], runs: Iterable[Sample], laws: Sequence[Law]
) -> Iterator[tuple[str, Sample]]:
    """Claims that runs of a message, or of a step of a loop, show to be false, each with the run.

    Args:
        transition: the message or step, as it is now that the change is planted.
        runs: its runs, the first of which are made once more.
        laws: the laws to judge by. A step is judged by those of its name: others may be left to its loops.
    """
    own = {law.name for law in laws if law.quantifier in OF_ONE_NAME and law.path == transition.__name__}
    judged = own if transition_of(transition).kind is Kind.INTERNAL else {law.name for law in laws}
    has_reasons = any(law.name in own and law.reason is not None for law in laws)
    for sample in islice(runs, MOST_RUNS):
        made = replay(transition, Instance(sample.before, sample.arguments, sample.answers, {}, {}), laws)
        if not made.unlawful:
            broken = [name for name in made.broken if name in judged]
            claims = (NO_CRASH, *([NO_OTHER_REFUSAL] if has_reasons else []), *broken)
            yield from ((claim, sample) for claim in claims if shows(claim, made))


def changed_runs(subject: str, samples: Samples) -> Iterator[Sample]:
    """The runs of the source that end otherwise now: one that ends as it did there shows nothing new."""
    return (sample for sample in samples.of(subject) if ends_otherwise(sample.transition, sample))


def ends_otherwise(transition: Callable[..., object], sample: Sample) -> bool:
    """Whether the run ends with another receipt or in another world than that of the source."""
    world = fork(sample.before)
    with engine.answered_by(None), answering(sample.answers):
        try:
            ending: tuple[object, ...] = True, None, transition(world, *sample.arguments)
        except Rejected as rejected:
            world, ending = sample.before, (False, rejected.reason, None)
        except CRASHES:
            return True
    known = sample.receipt.accepted, sample.receipt.reason, sample.receipt.answer
    return ending != known or _SHAPE.leaves(world) != _SHAPE.leaves(sample.after)
