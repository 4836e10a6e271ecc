"""Unknowns: parameters of lemmas, worlds among them."""

import pytest

from filspec.actors.ledger.state import NO_ACCOUNT, ActorKind
from filspec.actors.parameters import preset
from filspec.actors.units import ActorID, SectorID
from filspec.actors.world import World
from filspec.kit.tables import PairTable
from filspec.symbolic.paths import Paths
from filspec.symbolic.readings import reader
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import equal, less, number
from filspec.symbolic.unknowns import numbers_of, unknowns_of
from filspec.symbolic.values import OutsideTheSubset, deciders


def of_a_world(w: World, actor: ActorID, flag: bool) -> bool:
    return flag


def of_a_text(text: str) -> bool:
    return True


@pytest.fixture
def always_yes():
    paths = Paths(lambda _: True)
    deciders.append(paths)
    yield paths
    deciders.pop()


def read(unknowns, formulas):
    _verdict, model = Solver().check([*(fact for unknown in unknowns.values() for fact in unknown.facts), *formulas])
    return [unknown.read(reader(model)) for unknown in unknowns.values()]


def test_a_world_has_the_rows_that_were_looked_at(always_yes):
    # Given that a lemma has looked at the account of an actor, which is there
    unknowns = unknowns_of(of_a_world)
    world, actor = unknowns["w"].value, unknowns["actor"].value
    balance = world.ledger.accounts[actor].balance
    # When the solver finds values
    formulas = [*always_yes.conditions, equal(actor.term, number(7)), equal(balance.term, number(12))]
    ordinary, seven, flag = read(unknowns, formulas)
    # Then the world has that row, and no others
    assert (seven, type(flag)) == (7, bool)
    assert list(ordinary.ledger.accounts.keys_in_order()) == [7]
    assert ordinary.ledger.accounts[ActorID(7)].balance == 12
    assert list(ordinary.market.deals.keys_in_order()) == []


def test_tables_of_pairs_are_tables_of_pairs(always_yes):
    unknowns = unknowns_of(of_a_world)
    world = unknowns["w"].value
    assert SectorID((ActorID(1), 2)) in world.miner.sectors
    ordinary, *_ = read(unknowns, always_yes.conditions)
    assert isinstance(ordinary.miner.sectors, PairTable)
    assert list(ordinary.miner.sectors.keys_in_order()) == [(1, 2)]


def test_constants_are_within_their_bounds():
    # Given nothing but the bounds, when a sector size is to be negative, then there is no such world.
    unknowns = unknowns_of(of_a_world)
    size = unknowns["w"].value.parameters.sector_size.term
    assert Solver().check([*unknowns["w"].facts, less(size, number(0))])[1] is None
    assert Solver().check(unknowns["w"].facts)[1] is not None


def test_an_example_has_the_constants_of_the_smallest_preset():
    unknowns = unknowns_of(of_a_world)
    ordinary, *_ = read(unknowns, unknowns["w"].example)
    assert ordinary.parameters == preset("tiny")


def test_numbers_are_those_of_the_state_and_of_the_rows(always_yes):
    unknowns = unknowns_of(of_a_world)
    before = len(numbers_of(unknowns["w"]))
    assert unknowns["w"].value.ledger.accounts.get(unknowns["actor"].value, NO_ACCOUNT).kind == ActorKind.NONE
    # An account has a key and three numbers.
    assert len(numbers_of(unknowns["w"])) == before + 4
    assert len(numbers_of(unknowns["actor"])) == 1
    assert numbers_of(unknowns["flag"]) == []


def test_a_lemma_may_only_read():
    world = unknowns_of(of_a_world)["w"].value
    with pytest.raises(OutsideTheSubset, match=r"writes to ledger\.accounts"):
        world.ledger.accounts[ActorID(1)] = NO_ACCOUNT
    with pytest.raises(OutsideTheSubset, match=r"a lemma goes through all rows of ledger\.accounts: make it a law"):
        list(world.ledger.accounts.items())


def test_other_types_are_refused():
    with pytest.raises(OutsideTheSubset, match="a proof knows no values of type str"):
        unknowns_of(of_a_text)
