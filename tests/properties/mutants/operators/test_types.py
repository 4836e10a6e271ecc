"""Types of expressions are read from annotations, units included."""

import ast

import pytest

from filspec.actors.parameters import Fraction
from filspec.actors.storage_market.state import Deal, DealState, Escrow
from filspec.actors.units import ActorID, DealID, Epoch, SectorNumber, TokenAmount
from filspec.actors.world import World
from filspec.mutants.operators.types import type_of, unit_named

MODULE = "filspec.actors.storage_market.failure"
KNOWN = {"w": World, "deal": Deal, "number": DealID, "place": tuple[tuple[ActorID, SectorNumber], DealID]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w.epoch", Epoch),
        ("deal.proposal.client", ActorID),
        ("w.market.deals[number]", Deal),
        ("w.market.deals[number].but(paid=1)", Deal),
        ("w.market.escrow.get(number, 0)", Escrow),
        ("w.parameters.declared_fault_slash", Fraction),
        ("place[0][1]", SectorNumber),
        ("TokenAmount(deal.paid + 1)", TokenAmount),
        ("deal.paid + 1", int),
        ("max(deal.paid, 0)", TokenAmount),
        ("is_over(w, deal)", bool),
        ("not deal", bool),
        ("DealState.ACTIVE", DealState),
        ("deal if number else 0", Deal),
        ("unheard_of.field", None),
    ],
)
def test_the_type_of_an_expression(text: str, expected: object) -> None:
    assert type_of(ast.parse(text, mode="eval").body, KNOWN, MODULE) == expected


def test_the_unit_of_a_constant_is_read_from_the_module_that_makes_it() -> None:
    node = ast.parse("MARKET", mode="eval").body
    assert type_of(node, {}, "filspec.actors.storage_market.balances") is ActorID


def test_a_module_wraps_a_number_only_in_a_unit_that_it_imports() -> None:
    assert unit_named(TokenAmount, MODULE) == "TokenAmount"
    assert unit_named(Epoch, MODULE) == "" and unit_named(int, MODULE) == ""
