"""Making a PoRep."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.proofs.porep.proof import encode_porep_proof
from filspec.proofs.porep.prove import challenge_proof, porep_proof, porep_statement, prove_porep
from filspec.proofs.porep.seal import DamagedReplicaError


def test_a_challenge_opens_the_columns_of_the_node_and_of_all_its_parents(parameters, sector):
    opened = challenge_proof(sector, 9)
    assert opened.column.labels == sector.column(9)
    for parent, column in zip(parameters.graph.base_parents(9), opened.base_parents, strict=True):
        assert column.labels == sector.column(parent)
    for parent, column in zip(parameters.graph.expander_parents(9), opened.expander_parents, strict=True):
        assert column.labels == sector.column(parent)


@settings(max_examples=5)
@given(st.binary(min_size=32, max_size=32))
def test_a_proof_opens_what_its_statement_challenges(parameters, sector, seed):
    [partition] = porep_proof(sector, seed)
    challenged = porep_statement(sector, seed).challenges(parameters, 0)
    assert (partition.comm_c, partition.comm_r_last) == (sector.comm_c, sector.comm_r_last)
    assert partition.challenges == tuple(challenge_proof(sector, node) for node in challenged)
    assert prove_porep(sector, seed) == encode_porep_proof((partition,))


def test_the_statement_is_that_of_the_sector(sector):
    statement = porep_statement(sector, bytes(32))
    assert (statement.replica_id, statement.comm_d, statement.comm_r) == (
        sector.replica_id,
        sector.comm_d,
        sector.comm_r,
    )


def test_a_damaged_replica_cannot_be_proved(sector):
    damaged = replace(sector, replica=sector.replica[:-1] + bytes([sector.replica[-1] ^ 1]))
    with pytest.raises(DamagedReplicaError, match=r"nodes \[63\] of 64 differ from tree_r_last"):
        prove_porep(damaged, bytes(32))
