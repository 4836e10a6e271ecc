"""A failure as a story: the lawful world before, the message, what it changed, and the law with its values."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import structs

from filspec.kit import engine
from filspec.kit.laws import Quantifier
from filspec.kit.oracles import answering
from filspec.kit.records import Record
from filspec.kit.transitions import REGISTRY
from filspec.laws.broken import compared
from filspec.symbolic.computation import CRASHES
from filspec.symbolic.replay import Broken, Replay
from filspec.symbolic.worlds import World, at, layout_of

PARAMETERS = "parameters"
"""The leaf of a world that is not told: it is that of a preset, or of no interest."""

WITH_A_KEY = {Quantifier.ROW: 1, Quantifier.KEY: 1, Quantifier.STEP_ROW: 2}
"""Which argument of a law is the key of the row that it speaks of."""

Leaves = dict[str, object]
"""The numbers, truth values and members that a world consists of, by where they are."""


def story_of(replay: Replay, claim: str) -> tuple[str, ...]:
    """The story of a run that shows that a claim of the prover is false.

    Args:
        replay: the run.
        claim: the law that it breaks, or what else was claimed.
    """
    before, after = _leaves(replay.instance.world), _leaves(replay.after)
    broken = next((broken for broken in replay.failed if broken.law.name == claim), None)
    return (
        *_told("before", _rows(before)),
        f"message {_message(replay)}",
        *_told("after", _changes(before, after)),
        *(() if broken is None else _law(broken, replay)),
    )


def _message(replay: Replay) -> str:
    declared = REGISTRY.get(replay.transition.__name__)
    names = () if declared is None else declared.parameters
    given = zip(names, replay.instance.arguments, strict=False)
    asked = ", ".join(f"{name} {_shown(value)}" for name, value in given)
    said = f"{replay.transition.__name__}({asked}), {replay.ending}"
    return said if replay.loop is None else f"a loop over {replay.loop.path} that comes to {said}"


def _told(word: str, lines: list[str]) -> Iterator[str]:
    """Lines under a word."""
    for place, line in enumerate(lines or ["nothing"]):
        yield f"{word if place == 0 else '':7} {line}"


def _rows(world: Leaves) -> list[str]:
    """A line for each row, and one for each value that is no row; what is zero or false is left out."""
    rows: dict[str, list[str]] = {}
    for place, value in world.items():
        row, _, field = place.partition("]")
        parts = rows.setdefault(f"{row}]" if "[" in place else place, [])
        if isinstance(value, Enum) or value:
            parts.append(f"{field.removeprefix('.')} {_shown(value)}".strip())
    return [f"{row} {', '.join(parts) or 'nothing but zeros'}" for row, parts in rows.items() if parts or "[" in row]


def _changes(before: Leaves, after: Leaves) -> list[str]:
    changed = [place for place in {**before, **after} if before.get(place) != after.get(place)]
    return [f"{place} {_shown(before.get(place))}, then {_shown(after.get(place))}" for place in changed]


def _law(broken: Broken, replay: Replay) -> list[str]:
    """The law in its own words, where it is broken, and its values there."""
    law, case = broken.law, broken.case
    place = WITH_A_KEY.get(law.quantifier)
    where = "" if place is None else f" (at {law.path}[{_shown(case[place])}])"
    with engine.answered_by(None), answering(replay.instance.answers):
        try:
            values = list(compared(law, case))
        except CRASHES as crash:
            values = [f"the law raises {crash!r}"]
    return [f"law     {law.sentence}{where}", *(f"        {line}" for line in values)]


def _leaves(world: World) -> Leaves:
    layout = layout_of(type(world))
    found: Leaves = {}
    for path, _ in layout.scalars:
        if path != PARAMETERS:
            found.update(_parts(path, at(world, path)))
    for table in layout.tables:
        for key, row in at(world, table.path).items_in_order():
            found.update(_parts(f"{table.path}[{_shown(key)}]", row))
    return found


def _parts(place: str, value: object) -> Iterator[tuple[str, object]]:
    """The leaves of a value, records taken apart."""
    if not isinstance(value, Record):
        yield place, value
        return
    for name in structs.asdict(value):
        yield from _parts(f"{place}.{name}", getattr(value, name))


def _shown(value: object) -> str:
    if value is None:
        return "not there"
    if isinstance(value, Enum):
        return value.name
    return f"({', '.join(map(_shown, value))})" if isinstance(value, tuple) else str(value)
