"""What earlier proofs have shown and need not be shown again."""

from __future__ import annotations

from collections.abc import Callable

from filspec.kit.laws import Law
from filspec.symbolic.reports import Report
from filspec.symbolic.setting import Loop, Shown
from filspec.symbolic.sums import Summand


class Known:
    """What is known before a proof begins; here nothing is, so that all is shown."""

    def composable(self, find: Callable[[], tuple[Law, ...]]) -> tuple[Law, ...]:
        """Those laws of steps that may be composed; ``find`` shows which."""
        return find()

    def is_nonnegative(self, _path: str, _summand: Summand, show: Callable[[], bool]) -> bool:
        """Whether no row of a table contributes less than nothing to a sum; ``show`` shows it."""
        return show()

    def shown(self, _loop: Loop, show: Callable[[], tuple[Shown, Report]]) -> Shown:
        """What was shown of the step of a loop by itself; ``show`` shows it."""
        return show()[0]
