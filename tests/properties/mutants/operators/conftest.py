"""Operators at work on small texts, in the names of a module of the actors."""

from collections.abc import Callable

import pytest

from filspec.mutants.operators.generation import mutations_in
from filspec.mutants.operators.source import Source

MODULE = "filspec.actors.storage_market.balances"


@pytest.fixture
def changes() -> Callable[..., list[str]]:
    """The changed lines that one operator makes of the body of a function of the market's balances."""

    def made(operator: str, *lines: str, function: str = "lock(w: World, participant: ActorID, amount: TokenAmount)"):
        body = "".join(f"    {line}\n" for line in lines)
        text = f'@internal()\ndef {function} -> None:\n    """Do something."""\n{body}'
        found = mutations_in(Source(MODULE, text))
        return [" ".join(one.after.split()) for one in found if one.operator == operator]

    return made
