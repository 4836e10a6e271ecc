"""Patches fit today's source, or say that they do not."""

import pytest

from filspec.mutants.mutant import StalePatchError, patched, path_of, text_of


def test_a_patch_changes_its_text_and_nothing_else(plant) -> None:
    # Given a patch of one comparison
    mutant = plant("ledger.transfers", "require(amount >= 0,", "require(amount >= 1,")
    # When it is applied
    [(module, text)] = patched(mutant).items()
    # Then that text is replaced, and all else is as it was
    assert text.replace("require(amount >= 1,", "require(amount >= 0,") == text_of(module)
    assert text != text_of(module)


@pytest.mark.parametrize(
    ("old", "occurrences"), [("a text that nobody wrote", 0), ("require(", "[0-9]+"), ("in w.ledger.accounts, Reas", 2)]
)
def test_a_stale_patch_says_so(plant, old: str, occurrences: object) -> None:
    mutant = plant("ledger.transfers", old, "")
    expected = f"the patch of Y01 is stale: the text it replaces occurs {occurrences} times in filspec.actors.ledger"
    with pytest.raises(StalePatchError, match=expected):
        patched(mutant)


def test_edits_of_one_module_follow_each_other(plant) -> None:
    # Given an edit whose text is there only after the edit before it
    first = plant("ledger.transfers", "require(amount >= 0,", "require(amount >= 1,")
    second = plant("ledger.transfers", "require(amount >= 1,", "require(amount >= 2,")
    # When both are applied
    [text] = patched(first.but(edits=first.edits + second.edits)).values()
    # Then the second has seen the first
    assert text.count("require(amount >= 2,") == 1


def test_only_actors_are_a_matter_of_the_prover(plant) -> None:
    of_actors = plant("ledger.transfers", "", "")
    [edit] = of_actors.edits
    of_chain = of_actors.but(edits=(edit.but(module="filspec.chain.weight"),))
    assert of_actors.is_of_actors and not of_chain.is_of_actors


def test_a_module_without_source_is_refused() -> None:
    with pytest.raises(ModuleNotFoundError, match="there is no source of"):
        path_of("filspec.actors.nothing")
