"""All mutations of the actors: there are many, each compiles, and each says something else."""

import ast
from collections import Counter

import pytest

from filspec.kit.constructs import lint
from filspec.mutants.definitions import actor_modules
from filspec.mutants.mutant import text_of
from filspec.mutants.operators.catalogue import OPERATORS
from filspec.mutants.operators.generation import mutations_in, mutations_of, sampled
from filspec.mutants.operators.source import Source

LEDGER = "filspec.actors.ledger.transfers"
PLEDGE = "filspec.actors.storage_power.pledge"


@pytest.mark.parametrize("module", [LEDGER, "filspec.actors.storage_miner.sectors", "filspec.actors.interpreter"])
def test_each_mutation_compiles_and_says_what_no_other_says(module: str) -> None:
    trees = [ast.dump(ast.parse(one.text)) for one in mutations_of(module)]
    assert len(set(trees)) == len(trees) > 30
    assert ast.dump(ast.parse(text_of(module))) not in trees
    assert len({one.name for one in mutations_of(module)}) == len(trees)


def test_no_mutation_leaves_the_provable_subset() -> None:
    assert not any(lint(one.text) for one in mutations_of(LEDGER))


def test_what_says_the_same_is_left_out() -> None:
    # Given a sum of one amount and itself, of which either term can be dropped
    text = "@pure\ndef twice(w: World, amount: TokenAmount) -> TokenAmount:\n    return amount + amount\n"
    dropped = [one for one in mutations_in(Source(PLEDGE, text)) if one.operator == "term_dropped"]
    # Then there is one mutation, for both say the same
    assert [one.name for one in dropped] == ["storage_power.pledge/twice/term_dropped/1"]


def test_a_change_in_one_function_renames_no_mutation_of_another() -> None:
    text = text_of(LEDGER)
    longer = text.replace("    transfer(w, sender, BURNT_FUNDS, amount)\n", "    transfer(w, sender, BURNT_FUNDS, 0)\n")
    names = [{one.name for one in mutations_in(Source(LEDGER, one))} for one in (text, longer)]
    assert {name for name in names[0] ^ names[1] if "/burn/" not in name} == set() != names[0] ^ names[1]


@pytest.mark.slow
def test_every_operator_finds_room_in_the_actors() -> None:
    found = Counter(one.operator for module in actor_modules() for one in mutations_of(module))
    assert set(found) == {operator.name for operator in OPERATORS}
    assert sum(found.values()) > 2_000


def test_a_sample_is_the_same_each_time_and_depends_on_the_seed() -> None:
    everything = [*mutations_of(LEDGER), *mutations_of(PLEDGE)]
    first = sampled(everything, 5, seed=0)
    assert first == sampled(list(everything), 5, seed=0) != sampled(everything, 5, seed=1)
    assert Counter(one.module for one in first) == {LEDGER: 5, PLEDGE: 5}
    assert {one.name for one in first} < {one.name for one in sampled(everything, 9, seed=0)}
    assert sampled(everything, 10_000, seed=0) == everything
