"""The laws of one message, written out as one function: what it has done, what it may change, why it was not refused.

Most of what such a law costs is to be called. So the texts of all laws that speak of messages of one name and one
outcome are written out one after the other. The function says whether all of them hold; which one does not, and why,
the laws themselves are asked.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import cast

from filspec.kit.bindings import HOISTED, Bindings, Texts
from filspec.kit.flattening import Flattening, called_with, defined, function_of
from filspec.kit.frames import confined_between
from filspec.kit.laws import ACCEPTED, ANSWER, Law, Quantifier
from filspec.kit.runner import Step
from filspec.laws.judging import Judge
from filspec.laws.moments import SHAPE, Moment

_WORLDS = (ast.Name(f"{HOISTED}world_before", ast.Load()), ast.Name(f"{HOISTED}world_after", ast.Load()))
_LEAVES = (ast.Name(f"{HOISTED}leaves_before", ast.Load()), ast.Name(f"{HOISTED}leaves_after", ast.Load()))
_ANSWERED = ast.Name(f"{HOISTED}receipt_answer", ast.Load())

_texts = Texts[Callable[..., bool]]()


class LawsOfMessage:
    """Asks all laws of messages of one name at once.

    Args:
        judges: who asks each of them.
        step: the first of the messages; the others have its name and its outcome.
    """

    def __init__(self, judges: Sequence[Judge], step: Step | None) -> None:
        self._judges = judges
        self._hold = _written_out([judge.law for judge in judges], step) if judges and step is not None else None

    def hold(self, moment: Moment) -> bool:
        """Whether all of them hold of the message; if not, or if there is no message, each is to be asked itself."""
        step = moment.step
        if self._hold is None or step is None:
            return not self._judges
        try:
            holds = self._hold(
                moment.before, moment.after, step.before, step.after, step.receipt.answer, *step.arguments
            )
        except Exception:
            return False
        if holds:
            for judge in self._judges:
                judge.count += 1
        return holds


def _written_out(laws: Sequence[Law], step: Step) -> Callable[..., bool] | None:
    accepted, parameters = step.receipt.accepted, step.transition.parameters

    def write(bindings: Bindings) -> Callable[..., bool]:
        body = [made for law in laws for made in _asked(law, parameters, accepted, bindings)]
        asked = [
            *(name.id for name in (*_WORLDS, *_LEAVES, _ANSWERED)),
            *map(_argument, parameters),
        ]
        definition = function_of(
            f"{HOISTED}laws_of_{step.transition.name}", asked, [*body, ast.Return(ast.Constant(True))]
        )
        return cast(Callable[..., bool], defined(definition, bindings))

    return _texts.of((accepted, parameters, *((law.name, law.holds) for law in laws)), write)


def _argument(parameter: str) -> str:
    """What stands for an argument of the message, whatever it is called."""
    return f"{HOISTED}argument_{parameter}"


def _asked(law: Law, parameters: Sequence[str], accepted: bool, bindings: Bindings) -> list[ast.stmt]:
    """A law, as a statement that answers False where it does not hold."""
    named: dict[str, ast.expr] = {name: ast.Name(_argument(name), ast.Load()) for name in parameters}
    named |= {ANSWER: _ANSWERED, ACCEPTED: ast.Constant(accepted)}
    worlds: list[ast.expr] = [*_WORLDS] if law.quantifier is Quantifier.POSTCONDITION else [_WORLDS[0]]

    def writer(function: FunctionType, given: dict[str, ast.expr]) -> Flattening:
        return Flattening(function, bindings, given)

    says = called_with(law.holds, [*worlds, *(named[name] for name in law.takes)], [], bindings, writer)
    if law.quantifier is Quantifier.FRAME:
        says = ast.Call(bindings.bind(confined_between), [bindings.bind(SHAPE), *_LEAVES, says], [])
    is_broken = accepted and law.quantifier is Quantifier.REFUSAL
    broken = says if is_broken else ast.UnaryOp(ast.Not(), says)
    return [ast.If(broken, [ast.Return(ast.Constant(False))], [])]
