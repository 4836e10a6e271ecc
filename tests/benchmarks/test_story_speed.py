"""How long the story takes on each rung, and a round of a network at rest."""

from importlib.resources import files

import pytest

from filspec.kit.trace import Recorder
from filspec.proofs.ladder.rung import RUNG_NAMES
from filspec.proofs.poseidon.hashing import poseidon_node
from filspec.scenarios.cast import Cast
from filspec.scenarios.story import run_story

SAMPLE = files("filspec.scenarios").joinpath("sample.txt").read_bytes()


@pytest.mark.parametrize("proofs", RUNG_NAMES)
def test_the_sample_story(benchmark, proofs):
    """The keys of each round are new, so no signature is remembered; hashes of proofs are forgotten before it."""
    seeds = iter(range(1_000))

    def play():
        return run_story(SAMPLE, next(seeds), "2k", proofs)

    report = benchmark.pedantic(play, setup=poseidon_node.cache_clear, rounds=3)
    assert report.sha256_in == report.sha256_out


@pytest.mark.parametrize("proofs", RUNG_NAMES)
def test_the_sample_story_recorded(benchmark, proofs):
    seeds = iter(range(1_000, 2_000))

    def play():
        return run_story(SAMPLE, next(seeds), "2k", proofs, Recorder())

    report = benchmark.pedantic(play, setup=poseidon_node.cache_clear, rounds=3)
    assert report.sha256_in == report.sha256_out


def test_a_round_of_a_network_at_rest(benchmark):
    cast = Cast(0, "2k", "ideal")
    benchmark.pedantic(cast.play_round, rounds=20, warmup_rounds=2)
