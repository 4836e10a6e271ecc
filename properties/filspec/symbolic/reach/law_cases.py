"""The cases of a law: all the places in a story's last step where it has to hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from filspec.kit.judging import is_kept, speaks_of
from filspec.kit.laws import OF_MESSAGES, Law, Quantifier
from filspec.kit.runner import Receipt, Sent
from filspec.kit.transitions import transition_of
from filspec.symbolic.reach.bounded import BoundedExecutor
from filspec.symbolic.reach.positions import Arrival, Position
from filspec.symbolic.terms import Term, implication
from filspec.symbolic.worlds import World, at, layout_of


def cases(
    law: Law, executor: BoundedExecutor, old: World, new: World, before: Position, arrival: Arrival
) -> Iterator[Term]:
    """That a law holds, at each of the places where it has to."""
    sent = arrival.position.sent[-1]
    match law.quantifier:
        case Quantifier.WORLD:
            yield executor.holds(law.holds, (new,))
        case Quantifier.STEP:
            yield executor.holds(law.holds, (old, new))
        case Quantifier.ROW:
            table = at(new, law.path)
            for cell in table.rows.values():
                held = executor.holds(law.holds, (new, table.key_of(cell), table.row_of(cell)))
                yield implication(cell.present, held)
        case Quantifier.STEP_ROW:
            table = at(old, law.path)
            for cell in table.rows.values():
                yield implication(cell.present, executor.holds(law.holds, (old, new, table.key_of(cell))))
        case Quantifier.KEY:
            for key in _conceivable_keys(new, law.path):
                yield executor.holds(law.holds, (new, key))
        case _ if law.quantifier in OF_MESSAGES:
            receipt = Receipt(accepted=arrival.reason is None, reason=arrival.reason, answer=arrival.answer)
            asked = Sent(transition=transition_of(sent.transition), arguments=sent.arguments, receipt=receipt)
            if speaks_of(law, asked):
                yield executor.holds(partial(is_kept, law), (old, new, asked))


def _conceivable_keys(world: World, path: str) -> list[object]:
    """The keys of all tables whose keys are of the same shape."""
    tables = {table.path: table for table in layout_of(type(world)).tables}
    same = [at(world, other) for other, table in tables.items() if table.key is tables[path].key]
    return list({number: table.key_of(cell) for table in same for number, cell in table.rows.items()}.values())
