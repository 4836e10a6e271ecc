"""Computations, summands and oracles of generated programs."""

import ast

import pytest

from filspec.fuzz.dice import Dice
from filspec.fuzz.fields import fields
from filspec.fuzz.words import GROUPS, PAIR_SHARES, ROW_SHARES, TYPES, Words, summands_of_laws, words


def spoken(seed: int) -> Words:
    dice = Dice(str(seed))
    return words(dice, fields(dice))


SEVERAL = [spoken(seed) for seed in range(400)]
MANY = 1000


def test_words_are_defined_under_their_names() -> None:
    for found in SEVERAL:
        defined = {
            name
            for node in ast.parse(found.text).body
            for name in ([node.name] if isinstance(node, ast.FunctionDef) else [ast.unparse(node).split(" = ")[0]])
        }
        assert {summand.name for summand in found.summands} <= defined
        assert {oracle.name for oracle in found.oracles} <= defined
        assert {name for name, _ in found.numbers} <= defined


def test_oracles_of_all_kinds_occur() -> None:
    oracles = [oracle for found in SEVERAL for oracle in found.oracles]
    assert {oracle.with_world for oracle in oracles} == {True, False}
    assert {"product", "quotient", "item", "m"} <= {oracle.name for oracle in oracles}
    assert {(), ("int", "int"), ("part", "int"), ("pair", "int")} <= {oracle.asked for oracle in oracles}


def test_summands_are_kept_under_another_name_and_defined_again() -> None:
    assert any(
        found.text.count("def amount_t(") == 2 and "plain_amount_t = amount_t" in found.text for found in SEVERAL
    )


@pytest.mark.parametrize("share", [*ROW_SHARES, *PAIR_SHARES])
def test_kind_of_every_group_is_known(share: str) -> None:
    assert any(share.startswith(start) for start in GROUPS)
    assert set(GROUPS.values()) <= set(TYPES)


def test_shares_have_the_type_of_their_groups() -> None:
    heads = {line for found in SEVERAL for line in found.text.splitlines() if line.startswith("def by_")}
    found = {head.partition("-> ")[2] for head in heads}
    assert {
        "tuple[tuple[int, int]]:",
        "tuple[tuple[int, int], tuple[int, int]]:",
        "tuple[tuple[tuple[int, int], int]]:",
        "tuple[tuple[Part, int]]:",
    } <= found


def test_laws_have_summands_of_their_own_some_from_a_factory() -> None:
    texts = [summands_of_laws(Dice(str(seed)), fields(Dice(str(seed))))[0] for seed in range(MANY)]
    assert any("twice = times(2)" in text for text in texts) and not all("times" in text for text in texts)
    assert all("@pure" not in text for text in texts)
