"""How fast the storage proofs are. Remembered node hashes are forgotten before each round."""

import pytest

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr32 import pad
from filspec.proofs.graph.parent_table import parent_cache_digest
from filspec.proofs.graph.stacked_graph import StackedGraph
from filspec.proofs.pieces.commitments import comm_p
from filspec.proofs.porep.parameters import porep_parameters
from filspec.proofs.porep.prove import porep_statement, prove_porep
from filspec.proofs.porep.seal import seal, unseal
from filspec.proofs.porep.verify import verify_porep
from filspec.proofs.poseidon.grain import round_constants
from filspec.proofs.poseidon.hashing import poseidon_merkle, poseidon_node
from filspec.proofs.poseidon.instance import poseidon_instance
from filspec.proofs.poseidon.permutation import factorise
from filspec.proofs.poseidon.round_numbers import round_numbers
from filspec.proofs.post.parameters import window_post_parameters, winning_post_parameters
from filspec.proofs.post.prove import prove_post
from filspec.proofs.post.statement import PostSector, window_statement, winning_statement
from filspec.proofs.post.verify import verify_post

SEED = b"\x0d" * 32
PARAMETERS = porep_parameters(2048, bytes(32), ApiVersion.V1_2_0)
PAYLOAD = bytes(2032)


@pytest.fixture(scope="module")
def sector():
    return seal(PARAMETERS, bytes(32), 7, bytes(32), PAYLOAD)


def measure_cold(benchmark, call, rounds=20):
    """Measure a call that starts without remembered hashes."""
    return benchmark.pedantic(call, setup=poseidon_node.cache_clear, rounds=rounds, warmup_rounds=1)


@pytest.mark.parametrize("arity", [2, 8, 11])
def test_poseidon(benchmark, arity):
    assert benchmark(poseidon_merkle, tuple(range(1, arity + 1))) > 0


@pytest.mark.parametrize("arity", [2, 8])
def test_poseidon_constants(benchmark, arity):
    assert len(benchmark(round_constants, arity + 1, round_numbers(arity + 1))) > 0


@pytest.mark.parametrize("arity", [2, 8])
def test_poseidon_factorisation(benchmark, arity):
    instance = poseidon_instance(arity)
    assert benchmark(factorise, instance).corner == instance.mds[0][0]


def test_fr32_of_a_mebibyte(benchmark):
    assert len(benchmark(pad, bytes(127 << 13))) == 1 << 20


def test_comm_p_of_a_mebibyte(benchmark):
    assert len(benchmark(comm_p, bytes(range(127)) * (1 << 13))) == 32


def test_parent_cache_of_8_mib(benchmark):
    graph = StackedGraph(1 << 18, b"\x06" + bytes(31), ApiVersion.V1_1_0)
    digest = benchmark.pedantic(parent_cache_digest, (graph,), rounds=2)
    assert digest == "03cd13565ded97c240a5f52e54295ad127bd0461b57904cb3a4d79b097bbecab"


def test_seal_2_kib(benchmark):
    sector = measure_cold(benchmark, lambda: seal(PARAMETERS, bytes(32), 7, bytes(32), PAYLOAD))
    assert sector.is_intact()


def test_unseal_2_kib(benchmark, sector):
    assert benchmark(unseal, PARAMETERS, sector.replica_id, sector.replica) == PAYLOAD


def test_prove_porep(benchmark, sector):
    assert len(measure_cold(benchmark, lambda: prove_porep(sector, SEED))) == 16832


def test_verify_porep(benchmark, sector):
    statement, proof = porep_statement(sector, SEED), prove_porep(sector, SEED)
    assert measure_cold(benchmark, lambda: verify_porep(PARAMETERS, statement, proof)).accepted


@pytest.mark.parametrize("kind", ["window", "winning"])
def test_prove_and_verify_post(benchmark, sector, kind):
    shown = PostSector(7, sector.comm_r)
    if kind == "window":
        parameters, statement = window_post_parameters(2048), window_statement(SEED, [shown])
    else:
        parameters, statement = winning_post_parameters(2048), winning_statement(SEED, shown)
    verdict = measure_cold(
        benchmark,
        lambda: verify_post(parameters, statement, prove_post(parameters, statement, {7: sector})),
    )
    assert verdict.accepted
