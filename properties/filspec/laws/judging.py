"""Judging: one law, asked of one case, or of many at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable

from filspec.kit.laws import Law
from filspec.kit.runner import Step
from filspec.laws.broken import LawBroken, comparisons, shown


class Judge:
    """Asks one law, and counts how often.

    Args:
        law: the law.

    Attributes:
        count: how many cases were asked.
    """

    def __init__(self, law: Law) -> None:
        self.law, self.count = law, 0

    def ask(self, arguments: tuple[object, ...], place: tuple[object, ...], step: Step | None) -> None:
        """Ask the law of one case.

        Raises:
            LawBroken: it does not hold, or raises: then it cannot even be asked of such a world.
        """
        self.count += 1
        try:
            holds = self.law.holds(*arguments)
        except Exception as failure:
            raise LawBroken(self.law, step, place, (), f"it raises {shown(failure)}") from failure
        if not holds:
            raise LawBroken(self.law, step, place, comparisons(self.law.holds, arguments))

    def ask_all(
        self,
        keys: Collection[Hashable],
        answers: Callable[[], bool],
        case: Callable[[Hashable], tuple[tuple[object, ...], tuple[object, ...]]],
        step: Step | None,
    ) -> None:
        """Ask the law of many rows: all at once, and one after another only to find the first that breaks it.

        Args:
            keys: keys of the rows.
            answers: whether the law holds of all of them.
            case: arguments and place of one of them.
            step: what led to this world.

        Raises:
            LawBroken: it does not hold of a row, or raises.
        """
        try:
            holds = answers()
        except Exception:
            holds = False
        if holds:
            self.count += len(keys)
            return
        for key in sorted(keys):  # type: ignore[type-var]
            self.ask(*case(key), step)
        raise RuntimeError(f"{self.law.name} does not answer the same when it is asked again: a law is a pure function")
