"""Every guard is found, and its mutant lacks that guard only."""

import ast
import re

import pytest

from filspec.mutants.definitions import actor_modules, changed_places
from filspec.mutants.guards import deleted_guards, guards_in
from filspec.mutants.mutant import Mutant, patched, text_of
from filspec.mutants.redundant import REDUNDANT_GUARDS

GUARD = re.compile(r"^ +require\(", re.MULTILINE)
"""How a guard begins, for one who does not read Python."""


def test_every_require_is_found() -> None:
    written = {module: len(GUARD.findall(text_of(module))) for module in actor_modules()}
    found = [mutant.modules[0] for mutant in deleted_guards().values()]
    assert {module: found.count(module) for module in actor_modules()} == written
    assert sum(written.values()) > 100


@pytest.mark.parametrize("mutant", deleted_guards().values(), ids=lambda mutant: mutant.name)
def test_a_mutant_lacks_its_guard_and_nothing_else(mutant: Mutant) -> None:
    [(module, text)] = patched(mutant).items()
    # When the guard is gone, the rest is Python, with one guard less, in the function that is named
    before, after = (ast.dump(ast.parse(one)) for one in (text_of(module), text))
    assert len(GUARD.findall(text)) == len(GUARD.findall(text_of(module))) - 1
    assert before.count(f"attr='{mutant.reason}'") == after.count(f"attr='{mutant.reason}'") + 1
    assert [place.name for place in changed_places(mutant)] == [mutant.name.split("/")[0]]


def test_guards_with_one_reason_are_told_apart() -> None:
    text = '''
def send(w, amount):
    """Send."""
    require(amount > 0, Reason.NO)
    if amount > 3:
        require(amount < 9, Reason.NO)
    return amount
'''
    first, second = guards_in("m", text)
    assert (first.name, second.name) == ("send/NO", "send/NO/2")
    assert first.reason == second.reason == "NO"
    # A block is never left empty
    assert second.edits[0].new.endswith("    if amount > 3:\n        pass\n")


def test_the_list_of_redundant_guards_names_guards_with_reasons() -> None:
    assert set(REDUNDANT_GUARDS) <= set(deleted_guards())
    assert all(len(reason) > 20 for reason in REDUNDANT_GUARDS.values())
