"""Checking a PoRep: honest proofs pass, everything else is refused with its reason."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import MODULUS, decode_fr, encode_fr
from filspec.proofs.merkle.hashers import poseidon_node
from filspec.proofs.merkle.tree import build_tree
from filspec.proofs.porep.parameters import porep_parameters
from filspec.proofs.porep.proof import encode_porep_proof
from filspec.proofs.porep.prove import porep_proof, porep_statement, prove_porep
from filspec.proofs.porep.seal import seal
from filspec.proofs.porep.statement import PorepStatement
from filspec.proofs.porep.verify import verify_porep
from filspec.proofs.registered_seal import ChallengeSource
from filspec.proofs.verdict import ACCEPTED, Refusal

SEED = b"\x0d" * 32


def flipped(text: bytes, place: int, flip: int) -> bytes:
    return text[:place] + bytes([text[place] ^ flip]) + text[place + 1 :]


def verdict_of(sector, statement=None):
    """Prove with a sector, whose trees may be forged, and check against a statement."""
    proof = encode_porep_proof(porep_proof(sector, SEED))
    return verify_porep(sector.parameters, statement or porep_statement(sector, SEED), proof)


@pytest.fixture(scope="module")
def proof(sector):
    return prove_porep(sector, SEED)


@given(st.sampled_from(ChallengeSource), st.sampled_from(ApiVersion), st.binary(min_size=32, max_size=32))
def test_an_honest_proof_is_accepted(payload, source, api_version, seed):
    parameters = porep_parameters(2048, b"\x05" + bytes(31), api_version, source)
    sector = seal(parameters, bytes(32), 1, bytes(32), payload)
    assert verify_porep(parameters, porep_statement(sector, seed), prove_porep(sector, seed)) == ACCEPTED


@given(st.integers(0, 16831), st.integers(1, 255))
def test_every_byte_of_a_proof_counts(parameters, sector, proof, place, flip):
    verdict = verify_porep(parameters, porep_statement(sector, SEED), flipped(proof, place, flip))
    assert not verdict.accepted
    assert verdict.details


@given(st.sampled_from(["replica_id", "comm_d", "comm_r"]), st.integers(0, 31), st.integers(1, 255))
def test_every_byte_of_the_statement_counts(parameters, sector, proof, name, place, flip):
    statement = porep_statement(sector, SEED)
    other = replace(statement, **{name: flipped(getattr(statement, name), place, flip)})
    assert not verify_porep(parameters, other, proof).accepted


@given(st.binary(min_size=32, max_size=32))
def test_a_proof_for_other_challenges_is_refused(parameters, sector, proof, seed):
    asked, answered = porep_statement(sector, seed), porep_statement(sector, SEED)
    same_challenges = asked.challenges(parameters, 0) == answered.challenges(parameters, 0)
    assert verify_porep(parameters, asked, proof).accepted is same_challenges


@given(st.binary(max_size=2000))
def test_arbitrary_bytes_are_refused(parameters, sector, hostile):
    verdict = verify_porep(parameters, porep_statement(sector, SEED), hostile)
    assert verdict.refusal is Refusal.MALFORMED_PROOF


@given(*[st.binary(max_size=40)] * 4)
def test_an_arbitrary_statement_is_refused(parameters, proof, replica_id, comm_d, comm_r, seed):
    verdict = verify_porep(parameters, PorepStatement(replica_id, comm_d, comm_r, seed), proof)
    assert not verdict.accepted


def test_another_graph_is_refused(parameters, sector, proof):
    other = replace(parameters, porep_id=b"\x01" + bytes(31))
    verdict = verify_porep(other, porep_statement(sector, SEED), proof)
    assert verdict.refusal is Refusal.COLUMN_NOT_IN_COMM_C


def test_a_statement_that_cannot_be_is_refused(parameters, sector, proof):
    statement = replace(porep_statement(sector, SEED), comm_r=bytes(32))
    verdict = verify_porep(parameters, statement, proof)
    assert (verdict.refusal, verdict.details) == (Refusal.MALFORMED_PUBLIC_INPUT, "comm_r is all zero")


def test_a_proof_of_a_tampered_replica_over_new_trees_is_refused(sector):
    # Given a miner that kept something else than the replica and built tree_r_last over that
    nodes = [b"\x01" * 32] * len(sector.tree_r_last.leaves)
    forged = replace(
        sector,
        replica=b"".join(nodes),
        tree_r_last=build_tree(nodes, sector.parameters.tree_arities, poseidon_node),
    )
    # Then the chain's comm_r gives it away
    assert verdict_of(forged, porep_statement(sector, SEED)).refusal is Refusal.COMM_R_MISMATCH
    # And committing to the forgery from the start does not help, as the replica is not the data plus the labels
    verdict = verdict_of(forged)
    assert verdict.refusal is Refusal.WRONG_ENCODING
    assert "data and last label add up to" in verdict.details


def test_labels_that_do_not_follow_from_their_parents_are_refused(sector):
    # Given a miner that made up the labels of the first layer and hashed the columns honestly
    made_up = (tuple(encode_fr(node + 1) for node in range(64)), sector.labels[1])
    columns = tuple(map(poseidon_node, zip(*made_up, strict=True)))
    tree_c = build_tree(columns, sector.parameters.tree_arities, poseidon_node)
    verdict = verdict_of(replace(sector, labels=made_up, tree_c=tree_c))
    assert verdict.refusal is Refusal.WRONG_LABEL
    assert verdict.details.startswith("layer 1, node ")


def test_other_data_than_the_deal_s_is_refused(parameters, sector, payload):
    other = seal(parameters, bytes(32), 1, bytes(32), flipped(payload, 0, 1))
    statement = replace(porep_statement(other, SEED), comm_d=sector.comm_d)
    verdict = verdict_of(other, statement)
    assert verdict.refusal is Refusal.DATA_NOT_IN_COMM_D


def test_a_replica_node_from_elsewhere_is_refused(sector):
    partition = porep_proof(sector, SEED)[0]
    first, *others = partition.challenges
    element = encode_fr((decode_fr(first.replica.leaf) + 1) % MODULUS)
    swapped = replace(first, replica=replace(first.replica, leaf=element))
    forged = encode_porep_proof((replace(partition, challenges=(swapped, *others)),))
    verdict = verify_porep(sector.parameters, porep_statement(sector, SEED), forged)
    assert verdict.refusal is Refusal.REPLICA_NOT_IN_COMM_R_LAST
