"""A broken law, told so that one can see why: the sentence, the message, the row, and what was compared."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import cast

from filspec.kit.frames import Changes, strays
from filspec.kit.judging import given_to
from filspec.kit.laws import OF_MESSAGES, Law, Quantifier
from filspec.kit.runner import Sent, Step
from filspec.kit.shown import shown


class LawBroken(Exception):  # noqa: N818 (the finding of a check, not an error of the checker)
    """A law does not hold.

    Attributes:
        law: the broken law.
        step: the transition after which it is broken; None for a world that no checked step led to.
        place: key, and row if there is one, where it is broken; empty for laws of the whole world.
        compared: each comparison of the law that fails, with the values of its sides.
    """

    def __init__(
        self, law: Law, step: Step | None, place: tuple[object, ...], compared: tuple[str, ...], failure: str = ""
    ) -> None:
        self.law, self.step, self.place, self.compared = law, step, place, compared
        lines = [f"{', '.join(law.ids)} {law.name}: {law.sentence}", f"broken {_occasion(step)}"]
        if law.quantifier is Quantifier.VISIT:
            lines += [f"in its loop of {law.path}, at {shown(key)}" for key in place]
        elif place:
            lines.append(f"at {law.path}[{shown(place[0])}]" + "".join(f" = {shown(row)}" for row in place[1:]))
        lines += [failure] if failure else []
        super().__init__("\n  ".join([*lines, *compared]))


def compared(law: Law, case: tuple[object, ...]) -> tuple[str, ...]:
    """What fails in a law that does not hold in a case: its comparisons, or what changed although it may not.

    Args:
        law: the broken law.
        case: what it was given; of a law about messages, the worlds before and after and what was sent.
    """
    if law.quantifier not in OF_MESSAGES or law.quantifier is Quantifier.MESSAGE:
        return comparisons(law.holds, case)
    before, after, sent = case
    assert isinstance(sent, Sent)
    given = given_to(law, sent)
    if law.quantifier is Quantifier.FRAME:
        found = strays(before, after, cast(Changes, law.holds(before, *given)))
        return tuple(f"{place} changed" for place in found)
    if law.quantifier is Quantifier.REFUSAL and sent.receipt.accepted:
        return ("it was accepted, though this holds",)
    worlds = (before,) if law.quantifier is Quantifier.REFUSAL else (before, after)
    return comparisons(law.holds, (*worlds, *given))


def comparisons(holds: Callable[..., object], arguments: tuple[object, ...]) -> tuple[str, ...]:
    """Each comparison in what the law returns that is false for these arguments, with the values of its sides.

    The law's own text is run once more with its answer replaced by the parts of that answer. A comparison that cannot
    be evaluated on its own (its guard is false) is left out.
    """
    [function] = ast.parse(textwrap.dedent(inspect.getsource(holds))).body
    if not isinstance(function, ast.FunctionDef):
        raise TypeError(f"{holds.__name__} is no law: a law is a function with a name")
    function.decorator_list, function.returns = [], None
    for parameter in function.args.args:
        parameter.annotation = None
    probe = ast.fix_missing_locations(ast.Module([_Parts().visit(function)], []))
    names = dict(holds.__globals__)
    exec(compile(probe, f"<parts of {holds.__name__}>", "exec"), names)  # noqa: S102 (the law's own text)
    parts: list[tuple[str, Callable[[], object], Callable[[], tuple[object, ...]]]] = names[holds.__name__](*arguments)
    return tuple(_false(parts))


def _false(parts: list[tuple[str, Callable[[], object], Callable[[], tuple[object, ...]]]]) -> Iterator[str]:
    for text, holds, sides in parts:
        try:
            if not holds():
                yield f"not {text}: {' against '.join(map(shown, sides()))}"
        except Exception as unguarded:
            yield f"{text} raises {shown(unguarded)}"


class _Parts(ast.NodeTransformer):
    """Makes a law return its comparisons: text, decision and sides of each, not yet evaluated."""

    def visit_Return(self, node: ast.Return) -> ast.Return:
        """The answer, in parts."""
        found = _comparisons_in(node.value) if node.value is not None else []
        parts = [
            ast.Tuple(
                [ast.Constant(ast.unparse(part)), _later(part), _later(ast.Tuple(_sides(part), ast.Load()))],
                ast.Load(),
            )
            for part in found
        ]
        return ast.Return(ast.List(list[ast.expr](parts), ast.Load()))


def _comparisons_in(node: ast.AST) -> list[ast.Compare]:
    """The comparisons of an expression, outermost first; those in a generator stand for no single value."""
    if isinstance(node, ast.Compare):
        return [node]
    if isinstance(node, ast.GeneratorExp):
        return []
    return [found for child in ast.iter_child_nodes(node) for found in _comparisons_in(child)]


def _sides(comparison: ast.Compare) -> list[ast.expr]:
    return [comparison.left, *comparison.comparators]


def _later(expression: ast.expr) -> ast.Lambda:
    return ast.Lambda(ast.arguments([], [], None, [], [], None, []), expression)


def _occasion(step: Step | None) -> str:
    if step is None:
        return "in a world that no checked step led to"
    given = zip(step.transition.parameters, step.arguments, strict=True)
    asked = ", ".join(f"{name}={shown(value)}" for name, value in given)
    outcome = "accepted" if step.receipt.reason is None else f"refused for {step.receipt.reason.name}"
    return f"by {step.transition.name}({asked}), {outcome}"
