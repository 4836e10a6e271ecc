"""The beginning is judged: a law that every message keeps may be broken by the genesis itself."""

import pytest

from filspec.actors.parameters import PRESETS
from filspec.symbolic import beginning
from filspec.symbolic.beginning import beginnings, broken_at_the_beginning


def test_every_genesis_keeps_every_law():
    assert list(broken_at_the_beginning()) == []


def test_networks_begin_with_the_presets_and_with_what_stories_change():
    assert {*PRESETS, "failed_proofs_slash", "power_counts_at_commit"} <= {*beginnings()}
    assert len(set(beginnings().values())) == len(beginnings())


@pytest.mark.parametrize("preset", PRESETS)
def test_a_genesis_that_breaks_a_law_is_named(monkeypatch, preset):
    # Given a genesis with one token more than there are
    made = beginning.genesis

    def one_too_many(parameters, miners):
        world = made(parameters, miners)
        world.ledger.total_supply += 1
        return world

    monkeypatch.setattr(beginning, "genesis", one_too_many)
    # When the beginnings are judged, then the law and the genesis are named
    found = {entry.subject: (entry.claim, entry.role, entry.word) for entry in broken_at_the_beginning()}
    assert found[f"genesis of {preset}"] == ("supply_is_conserved", "genesis", "failed")
