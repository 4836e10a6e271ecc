"""Every defect of history is planted, or it is said why not."""

import pytest

from filspec.mutants.catalogue import mutants
from filspec.mutants.definitions import changed_places
from filspec.mutants.mutant import Mutant, patched
from filspec.mutants.no_counterpart import NO_COUNTERPART

MARKET = "X01 X02 X03 X06 X07 X09 X10 X11 X12 X14 X15 X16"
POWER_MINER_PLEDGE = "X18 X19 X20 X21 X23 X24 X25 X26 X27 X29 X31 X32 X34 X36 X37 X39 X40 X41 X43 X43b X43c"
SLASHING_ON_CHAIN = "X45 X46 X48 X49 X50 X60 X63"
PAYMENT_CHANNELS = "X66 X68 X70 X71 X72"
HISTORY = f"{MARKET} {POWER_MINER_PLEDGE} {SLASHING_ON_CHAIN} {PAYMENT_CHANNELS}".split()
"""Ids of protocol-facts 9.1, 9.2, 9.4, and those of 9.3 that touch an actor on chain."""

OUTSIDE_THE_ACTORS = {"X25", "X46"}
"""Null epochs and the blocks of a fault proof belong to the chain; actors see what it decides."""


def test_every_defect_is_planted_or_has_a_reason() -> None:
    planted, told = set(mutants()), set(NO_COUNTERPART)
    assert planted | told == set(HISTORY)
    assert not planted & told
    assert all(len(reason) > 20 for reason in NO_COUNTERPART.values())


@pytest.mark.parametrize("mutant", mutants().values(), ids=lambda mutant: mutant.name)
def test_every_patch_fits_todays_source_and_is_python(mutant: Mutant) -> None:
    # When it is applied
    texts = patched(mutant)
    # Then what comes out is another text, and Python
    for module, text in texts.items():
        compile(text, module, "exec")
    assert changed_places(mutant)
    assert mutant.breaks and mutant.source


def test_defects_are_of_the_actors_but_for_those_of_the_chain() -> None:
    assert {name for name, mutant in mutants().items() if not mutant.is_of_actors} == OUTSIDE_THE_ACTORS
