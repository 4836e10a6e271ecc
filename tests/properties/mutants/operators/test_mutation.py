"""A mutation says what it changes, and changes nothing else."""

from filspec.mutants.mutant import patched, text_of
from filspec.mutants.operators.generation import mutations_of
from filspec.mutants.operators.mutation import as_mutant

MODULE = "filspec.actors.storage_miner.worker"


def test_a_mutation_says_where_it_is_and_what_it_changes() -> None:
    found = next(one for one in mutations_of(MODULE) if one.operator == "flipped" and "in w" in one.before)
    assert (found.name, found.file) == ("storage_miner.worker/change_worker/flipped/1", "storage_miner/worker.py")
    assert text_of(MODULE).splitlines()[found.line - 1] == found.before
    guard = "require(miner {} w.miner.miners, Reason.NO_SUCH_MINER)"
    assert found.diff == f"{guard.format('in')} -> {guard.format('not in')}"


def test_a_mutation_is_a_patch_that_fits() -> None:
    for mutation in mutations_of(MODULE):
        [(module, text)] = patched(as_mutant(mutation)).items()
        assert module == MODULE
        assert text == mutation.text != text_of(MODULE)
