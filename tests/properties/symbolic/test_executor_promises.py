"""Traps of promises: messages that may not be refused, or only for some reasons."""

from collections.abc import Callable
from types import ModuleType

import pytest

from filspec.symbolic.outcomes import NEVER_REFUSED
from filspec.symbolic.prover import Prover
from filspec.symbolic.reports import Promise, Report

STEPS = '''

@internal()
def refuse_odd(w: World, key: tuple[int, int]) -> None:
    """Refuse some rows."""
    require(key[1] % 2 == 0, Reason.NO)


@internal()
def loop_and_refuse(w: World, key: int) -> None:
    """A loop inside a step, which may be refused."""
    for_each_under(w.deep.p, key, refuse_odd, w)


@internal()
def loop_over_all(w: World) -> None:
    """A loop with loops inside."""
    for_each(w.deep.t, loop_and_refuse, w)


@internal()
def refuse_less(w: World, key: int, by: int) -> None:
    """Refuse some arguments."""
    require(by > 0, Reason.NO)


@internal()
def refuse_what_cannot_be(w: World, key: int) -> None:
    """Refuse what a law excludes."""
    require(w.deep.t[key].x >= 0, Reason.NO)
'''

ROWS = "for_each(w.deep.t, "
KEPT = {
    "no step can be refused": ROWS + "refuse_what_cannot_be, w)",
    "a step cannot be refused here": "if a > 0:\n    " + ROWS + "refuse_less, w, a)",
    "a step is refused in an attempt": "if not attempt(loop_over_all, w):\n    w.n = 0",
    "the laws exclude it": "require(w.n >= 0, Reason.NO)",
}
BROKEN = {
    "a guard": "require(a > 0, Reason.NO)",
    "a guard on one branch": "if b == 7:\n    require(a > 0, Reason.NO)",
    "a step is refused": ROWS + "loop_and_refuse, w)",
    "a step can be refused here": "if a >= 0:\n    " + ROWS + "refuse_less, w, a)",
    "a guard behind a loop": ROWS + "refuse_what_cannot_be, w)\nrequire(a > 0, Reason.NO)",
    "an attempt does not help a guard": "if not attempt(loop_over_all, w):\n    require(a > 0, Reason.NO)",
}
NEVER = (Promise("trap", frozenset()),)


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_kept_promise_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body, before=STEPS, promises=NEVER)


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_broken_promise_is_not(must_not_be_proved: Callable[..., Report], body: str) -> None:
    report = must_not_be_proved(body, before=STEPS, promises=NEVER)
    assert {finding.goal for finding in report.findings} == {NEVER_REFUSED}


@pytest.mark.parametrize(("allowed", "kept"), [("NO", True), ("NEVER", False)])
def test_promise_allows_what_it_names(
    load: Callable[[str, str], ModuleType], small_world: str, allowed: str, kept: bool
) -> None:
    # Given a message that is refused for one reason, in a step and by itself
    body = "    for_each(w.deep.t, loop_and_refuse, w)\n    require(a > 0, Reason.NO)\n"
    text = f'{STEPS}\n\n@message("Trap")\ndef trap(w: World, a: int) -> None:\n    """Refuse."""\n{body}'
    module = load("trap", small_world + text)
    # When it is promised to be refused for some reason only
    promise = Promise("trap", frozenset({module.Reason[allowed]}))
    # Then the promise is kept if it is that reason
    assert (Prover(module.World, (), promises=(promise,)).prove(module.trap).findings == ()) is kept


STEP_KEPT = {
    "a step cannot be refused here": "require(b > 3, Reason.NO)\nif a > 0:\n    " + ROWS + "refuse_less, w, a)",
    "a guard before the loop": "require(a > 0, Reason.NO)\n" + ROWS + "refuse_less, w, a)",
    "an argument written out": ROWS + "refuse_less, w, 1)",
}
STEP_BROKEN = {
    "a step can be refused here": "if a >= 0:\n    " + ROWS + "refuse_less, w, a)",
    "a guard behind the loop": ROWS + "refuse_less, w, a)\nrequire(a > 0, Reason.NO)",
    "a guard of another argument": "require(b > 0, Reason.NO)\n" + ROWS + "refuse_less, w, a)",
}
OF_THE_STEP = (Promise("refuse_less", frozenset()),)


@pytest.mark.parametrize("body", STEP_KEPT.values(), ids=STEP_KEPT)
def test_kept_promise_of_a_step_is_proved(must_be_proved: Callable[..., Report], body: str) -> None:
    must_be_proved(body, before=STEPS, promises=OF_THE_STEP)


@pytest.mark.parametrize("body", STEP_BROKEN.values(), ids=STEP_BROKEN)
def test_broken_promise_of_a_step_is_not(must_not_be_proved: Callable[..., Report], body: str) -> None:
    report = must_not_be_proved(body, before=STEPS, promises=OF_THE_STEP)
    assert {finding.goal for finding in report.findings} == {NEVER_REFUSED}


REFUSAL_LAWS = '''
from filspec.kit.laws import message_law
from filspec.kit.runner import Sent


@law("X1")
def n_is_not_negative(w: World) -> bool:
    """n is never negative."""
    return w.n >= 0


@message_law("X2")
def only_with_a_small_n(before: World, after: World, sent: Sent) -> bool:
    """A message is refused only if n is small."""
    return sent.receipt.accepted or before.n < 5
'''
ROWS_ARE_NOT_NEGATIVE = '''

@law_for_each("deep.t", "X3")
def rows_are_not_negative(w: World, key: int, row: Row) -> bool:
    """No row is negative."""
    return row.x >= 0
'''
ALLOWED = {
    "where the law allows it": "require(w.n >= 5, Reason.NO)",
    "on one branch": "if w.n < 5:\n    require(a > 0, Reason.NO)",
    "for two reasons": "require(w.n >= 5, Reason.NO)\nrequire(w.n >= 3, Reason.NEVER)",
    "what a law excludes": "require(w.n >= 0, Reason.NO)",
    "for what n was": "old = w.n\nw.n = 7\nrequire(old >= 5, Reason.NO)",
    "nowhere": "w.n = abs(a)",
}
NOT_ALLOWED = {
    "off by one": "require(w.n >= 6, Reason.NO)",
    "by a second guard": "require(w.n >= 5, Reason.NO)\nrequire(a > 0, Reason.NO)",
    "for another reason": "require(w.n >= 5, Reason.NO)\nrequire(a > 0, Reason.NEVER)",
    "on one branch": "if w.n >= 5:\n    require(a != 7, Reason.NO)",
    "for what n is now": "w.n = abs(a)\nrequire(w.n >= 5, Reason.NO)",
    "in a step": ROWS + "loop_and_refuse, w)",
    "in a step, and where the law allows it": "require(w.n >= 5, Reason.NO)\n" + ROWS + "loop_and_refuse, w)",
    "behind a loop": ROWS + "refuse_what_cannot_be, w)\nrequire(a > 0, Reason.NO)",
    "after an attempt": "if not attempt(loop_over_all, w):\n    require(a > 0, Reason.NO)",
}


@pytest.mark.parametrize("body", ALLOWED.values(), ids=ALLOWED)
def test_allowed_refusal_is_proved(prove: Callable[..., Report], body: str) -> None:
    report = prove(body, REFUSAL_LAWS + ROWS_ARE_NOT_NEGATIVE, before=STEPS, witnesses=False)
    assert not [finding[:4] for finding in report.findings]


@pytest.mark.parametrize("body", NOT_ALLOWED.values(), ids=NOT_ALLOWED)
def test_other_refusal_is_not(must_not_be_proved: Callable[..., Report], body: str) -> None:
    report = must_not_be_proved(body, REFUSAL_LAWS + ROWS_ARE_NOT_NEGATIVE, before=STEPS)
    assert {finding.goal for finding in report.findings} == {"only_with_a_small_n"}
    assert all(finding.place.startswith("refused for ") for finding in report.findings)
