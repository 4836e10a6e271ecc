"""Which leaves a law can read."""

from types import SimpleNamespace

import pytest

from filspec.actors.world import World
from filspec.kit.laws import LAWS, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.worlds import fork, shape_of
from filspec.laws import reads
from filspec.laws.catalogue import catalogue
from filspec.laws.reads import leaves_read, reads_parameter
from filspec.laws.sector_life import meets_its_fate
from filspec.machines.outside_world import ANSWERS

SHAPE = shape_of(World)


def read_by(function):
    return leaves_read(function, SHAPE.paths)


def reads_a_leaf(w):
    return w.market.next_deal


def reads_through_another(w):
    return reads_a_leaf(w) + 1


def reads_in_a_generator(w):
    return all(w.market.escrow[who].locked == 0 for who in ())


def reads_nothing(deal):
    return deal.proposal.piece_size


@pytest.mark.parametrize(
    ("function", "leaves"),
    [
        (reads_a_leaf, {"market.next_deal"}),
        (reads_through_another, {"market.next_deal"}),
        (reads_in_a_generator, {"market.escrow"}),
        (reads_nothing, set()),
    ],
)
def test_a_function_reads_the_leaves_it_names(function, leaves):
    assert read_by(function) == leaves


def test_a_parameter_is_read_also_by_an_instruction_that_loads_two(monkeypatch):
    # Given Python 3.13, where one instruction loads two names
    loads_two = SimpleNamespace(opname="LOAD_FAST_LOAD_FAST", argval=("before", "after"))
    monkeypatch.setattr(reads.dis, "get_instructions", lambda _: [loads_two])
    # Then both of them are read, and no other
    assert [reads_parameter(meets_its_fate, place) for place in range(3)] == [True, True, False]


def test_a_law_reads_what_its_helpers_read():
    assert read_by(LAWS["power_is_that_of_the_counts"].holds) >= {"miner.miners", "parameters"}
    assert "ledger.accounts" in read_by(LAWS["escrow_is_backed"].holds)


def test_an_attribute_is_no_function_of_the_same_name():
    """``account.balance`` does not call the function ``balance`` of the same module."""
    assert read_by(LAWS["no_balance_is_negative"].holds) == set()


OF_WORLDS = [law for law in catalogue() if law.quantifier in (Quantifier.WORLD, Quantifier.ROW, Quantifier.KEY)]


@pytest.mark.parametrize("law", OF_WORLDS, ids=lambda law: law.name)
def test_a_law_touches_no_leaf_that_it_is_not_said_to_read(life, law):
    """Given a world in which every other leaf is something that nothing can be done with."""
    world = fork(life.world)
    for path in set(SHAPE.paths) - read_by(law.holds):
        *owner, name = path.split(".")
        setattr(getattr(world, owner[0]) if owner else world, name, object())
    with answering(ANSWERS):
        for arguments in cases(law, life.world):
            assert law.holds(world, *arguments)


def cases(law, world):
    if law.quantifier is Quantifier.WORLD:
        return [()]
    actor, _, name = law.path.partition(".")
    table = getattr(getattr(world, actor), name)
    if law.quantifier is Quantifier.KEY:
        return [(key,) for key in table.keys_in_order()]
    return list(table.items_in_order())


def test_no_law_of_worlds_reads_more_than_a_few_leaves():
    assert max(len(read_by(law.holds)) for law in OF_WORLDS) <= 4
