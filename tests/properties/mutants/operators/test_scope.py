"""A function as operators see it."""

import ast

from filspec.actors.storage_market.state import Escrow
from filspec.actors.units import ActorID, TokenAmount
from filspec.mutants.mutant import text_of
from filspec.mutants.operators.scope import Scope, scopes_in
from filspec.mutants.operators.source import Source

BALANCES = "filspec.actors.storage_market.balances"


def scope_of(module: str, name: str) -> Scope:
    return next(scope for scope in scopes_in(Source(module, text_of(module))) if scope.name == name)


def test_functions_and_methods_are_found() -> None:
    module = "filspec.actors.interpreter"
    names = [scope.name for scope in scopes_in(Source(module, text_of(module)))]
    assert names[:3] == ["include_message", "Interpreter.__init__", "Interpreter.deliver"]


def test_types_of_parameters_and_local_names() -> None:
    types = scope_of(BALANCES, "pay_locked").types
    assert (types["payer"], types["amount"], types["owed"]) == (ActorID, TokenAmount, Escrow)


def test_docstrings_and_annotations_are_no_room_for_mistakes() -> None:
    scope = scope_of(BALANCES, "lock")
    assert not any(isinstance(node, ast.Constant) for node in scope.nodes)
    assert scope.source.text[slice(*scope.span)].startswith("@internal()\ndef lock(")


def test_names_are_known_from_the_statement_after_theirs() -> None:
    scope = scope_of(BALANCES, "pay_locked")
    assert scope.names_at(scope.body[0]) == ["w", "payer", "payee", "amount"]
    assert scope.names_at(scope.body[-1]) == ["w", "payer", "payee", "amount", "owed", "earned"]
