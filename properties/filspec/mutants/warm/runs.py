"""Runs of the stories that end otherwise once a change is planted: what they show to be false needs no solver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from filspec.actors.world import World
from filspec.kit import engine
from filspec.kit.laws import Law
from filspec.kit.oracles import answering
from filspec.kit.requirement import Rejected
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
    """Claims that runs of a message show to be false, each with the run.

    Args:
        transition: the message, as it is now that the change is planted.
        runs: its runs, the first of which are made once more.
        laws: the laws to judge by.
    """
    has_reasons = any(law.path == transition.__name__ and law.reason is not None for law in laws)
    for sample in islice(runs, MOST_RUNS):
        made = replay(transition, Instance(sample.before, sample.arguments, sample.answers, {}, {}), laws)
        if not made.unlawful:
            claims = (NO_CRASH, *([NO_OTHER_REFUSAL] if has_reasons else []), *made.broken)
            yield from ((claim, sample) for claim in claims if shows(claim, made))


def changed_runs(transition: Callable[..., object], samples: Samples) -> Iterator[Sample]:
    """The runs of the source that end otherwise now: one that ends as it did there shows nothing new."""
    return (sample for sample in samples.of(transition.__name__) if ends_otherwise(transition, sample))


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
