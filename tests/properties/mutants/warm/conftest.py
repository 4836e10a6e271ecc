"""Mutations by name."""

from collections.abc import Callable

import pytest

from filspec.mutants.operators.generation import mutations_of
from filspec.mutants.operators.mutation import Mutation


@pytest.fixture
def mutation() -> Callable[[str, str], Mutation]:
    """The first mutation of a module of the actors whose changed lines hold a text."""

    def find(module: str, after: str) -> Mutation:
        return next(one for one in mutations_of(f"filspec.actors.{module}") if after in one.after)

    return find
