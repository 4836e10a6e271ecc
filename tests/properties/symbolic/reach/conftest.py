"""Stories in the first world, and bugs planted in the actors."""

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from filspec.actors.reasons import Reason
from filspec.kit import linter
from filspec.kit.transitions import transition_of
from filspec.symbolic.paths import Paths
from filspec.symbolic.reach.steps import messages
from filspec.symbolic.values import deciders

Without = Callable[..., None]


@pytest.fixture(autouse=True)
def linted() -> None:
    """The actors are linted as they stand, before any bug is planted in them."""
    for transition in messages().values():
        linter.require_linted(transition_of(transition).function.__module__)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Without:
    """Plant a bug: a module forgets to refuse for some reasons."""

    def plant(module: ModuleType, *reasons: Reason) -> None:
        real = module.require
        monkeypatch.setattr(module, "require", lambda holds, why: None if why in reasons else real(holds, why))

    return plant


@pytest.fixture
def on_a_path() -> Iterator[Paths]:
    """Let decisions be made on a path where everything may be."""
    deciders.append(paths := Paths(lambda _: True))
    yield paths
    deciders.pop()
