"""Steps in line: what has laws of its own and is no message is a step of a loop, or nothing is proved.

The laws of a step are shown of the step by itself, and only a loop makes it a subject of its own. Where it is called
directly, attempted, or made for each item of a tuple that is written out, it runs as a part of its caller, from a world
that need not be lawful, and nobody would show its laws there. So that is refused: in the text, only the place of the
step in a call of a loop is no run in line; and in the proof, where a list turns out to be written out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from filspec.kit.laws import OF_ONE_NAME, Law, Quantifier
from filspec.kit.transitions import Kind, Transition, transition_of
from filspec.symbolic.loops_in_text import functions_reached_by, named_in
from filspec.symbolic.values import OutsideTheSubset


class StepLaws:
    """The laws that transitions of one name have of their own.

    Args:
        laws: all laws; those of other kinds do not matter.
        claims: what is claimed besides of some transitions, by name.
    """

    def __init__(self, laws: Sequence[Law], claims: Mapping[str, str] = MappingProxyType({})) -> None:
        self._names: dict[str, list[str]] = {name: [claim] for name, claim in claims.items()}
        for law in laws:
            if law.quantifier in (*OF_ONE_NAME, Quantifier.VISIT):
                self._names.setdefault(law.path, []).append(law.name)

    def require_loops(self, transition: Callable[..., object]) -> None:
        """Refuse a transition in which a step with laws of its own runs in line, there or in what it calls.

        Raises:
            OutsideTheSubset: it does; or the text of what it calls is not known.
        """
        for function in functions_reached_by(transition):
            for line, step, in_loop in named_in(function) if self._names else ():
                if not in_loop:
                    self._refuse(step, f"{function.__name__} names it in line {line} of its file, and makes no loop")

    def require_none(self, transition: Callable[..., object]) -> None:
        """Refuse a transition that makes a step with laws of its own in any way: it runs where no law holds yet.

        Raises:
            OutsideTheSubset: it does; or the text of what it calls is not known.
        """
        for function in functions_reached_by(transition):
            for line, step, _ in named_in(function) if self._names else ():
                self._refuse(step, f"{function.__name__} names it in line {line} of its file, before any law holds")

    def require_no_item(self, step: Callable[..., object]) -> None:
        """Refuse a step with laws of its own that is made for an item of a tuple that is written out.

        Raises:
            OutsideTheSubset: it is one.
        """
        self._refuse(transition_of(step), "it is made for an item of a tuple that is written out")

    def _refuse(self, step: Transition, where: str) -> None:
        names = self._names.get(step.name)
        if names and step.kind is not Kind.MESSAGE:
            raise OutsideTheSubset(
                f"the step {step.name} has laws of its own, which are not shown where it runs in line "
                f"({', '.join(names)}): {where}; let a loop over a table or over a list that was sent make it, "
                "or state these laws of the message"
            )
