"""Checking a PoSt: honest proofs pass, everything else is refused with its reason."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import MODULUS, encode_fr
from filspec.proofs.merkle.hashers import poseidon_node
from filspec.proofs.merkle.tree import build_tree
from filspec.proofs.post.parameters import window_post_parameters, winning_post_parameters
from filspec.proofs.post.proof import encode_post_proof
from filspec.proofs.post.prove import post_proof, prove_post, sector_proof
from filspec.proofs.post.statement import PostSector, PostStatement, window_statement, winning_statement
from filspec.proofs.post.verify import verify_post
from filspec.proofs.verdict import ACCEPTED, Refusal

RANDOMNESS = b"\x01" * 32
WINDOW = window_post_parameters(2048)
randomness = st.integers(0, MODULUS - 1).map(encode_fr)


def flipped(text: bytes, place: int, flip: int) -> bytes:
    return text[:place] + bytes([text[place] ^ flip]) + text[place + 1 :]


@pytest.fixture(scope="module")
def statement(sector):
    return window_statement(RANDOMNESS, [PostSector(7, sector.comm_r)])


@pytest.fixture(scope="module")
def proof(sector, statement):
    return prove_post(WINDOW, statement, {7: sector})


@given(randomness, st.sampled_from(ApiVersion), st.sets(st.integers(0, 100), min_size=1, max_size=5))
def test_an_honest_window_post_is_accepted(sector, random, api_version, numbers):
    parameters = window_post_parameters(2048, api_version)
    claimed = window_statement(random, [PostSector(number, sector.comm_r) for number in sorted(numbers)])
    proof = prove_post(parameters, claimed, dict.fromkeys(sorted(numbers), sector))
    assert verify_post(parameters, claimed, proof) == ACCEPTED


@given(randomness)
def test_an_honest_winning_post_is_accepted(sector, random):
    parameters = winning_post_parameters(2048)
    claimed = winning_statement(random, PostSector(7, sector.comm_r))
    assert verify_post(parameters, claimed, prove_post(parameters, claimed, {7: sector})) == ACCEPTED


@given(st.integers(0, 4863), st.integers(1, 255))
def test_every_byte_of_a_proof_counts(statement, proof, place, flip):
    assert len(proof) == 4864
    verdict = verify_post(WINDOW, statement, flipped(proof, place, flip))
    assert not verdict.accepted
    assert verdict.details


@given(st.integers(0, 31), st.integers(1, 255))
def test_every_byte_of_comm_r_counts(sector, proof, place, flip):
    other = window_statement(RANDOMNESS, [PostSector(7, flipped(sector.comm_r, place, flip))])
    assert not verify_post(WINDOW, other, proof).accepted


@given(randomness, st.integers(0, 2**64 - 1))
def test_a_proof_for_other_challenges_is_refused(sector, statement, proof, random, number):
    asked = window_statement(random, [PostSector(number, sector.comm_r)])
    same_challenges = asked.challenges(WINDOW) == statement.challenges(WINDOW)
    assert verify_post(WINDOW, asked, proof).accepted is same_challenges


@given(st.binary(max_size=2000))
def test_arbitrary_bytes_are_refused(statement, hostile):
    assert verify_post(WINDOW, statement, hostile).refusal is Refusal.MALFORMED_PROOF


@given(st.binary(max_size=40), st.integers(), st.binary(max_size=40))
def test_an_arbitrary_statement_is_refused(proof, random, number, comm_r):
    assert not verify_post(WINDOW, PostStatement(random, (PostSector(number, comm_r),)), proof).accepted


def test_a_statement_that_cannot_be_is_refused(proof):
    verdict = verify_post(WINDOW, window_statement(RANDOMNESS, []), proof)
    assert verdict.refusal is Refusal.MALFORMED_PUBLIC_INPUT


def test_new_trees_over_a_tampered_replica_do_not_help(sector, statement):
    # Given a miner that lost the replica and built a tree over zeros
    nodes = [bytes(32)] * 64
    forged = replace(
        sector,
        replica=b"".join(nodes),
        tree_r_last=build_tree(nodes, WINDOW.tree_arities, poseidon_node),
    )
    opened = (sector_proof(forged, statement.challenges(WINDOW)[0]),)
    # Then its root is not the one under comm_r
    verdict = verify_post(WINDOW, statement, encode_post_proof(opened))
    assert verdict.refusal is Refusal.COMM_R_MISMATCH
    # And claiming the right roots leaves the paths without them
    claimed = (replace(opened[0], comm_r_last=sector.comm_r_last),)
    verdict = verify_post(WINDOW, statement, encode_post_proof(claimed))
    assert verdict.refusal is Refusal.REPLICA_NOT_IN_COMM_R_LAST
    assert verdict.details.startswith("sector 7: the path of leaf ")


def test_one_good_leaf_cannot_stand_for_all(sector, statement):
    (opened,) = post_proof(WINDOW, statement, {7: sector})
    repeated = replace(opened, inclusions=opened.inclusions[:1] * 10)
    verdict = verify_post(WINDOW, statement, encode_post_proof((repeated,)))
    assert verdict.refusal is Refusal.REPLICA_NOT_IN_COMM_R_LAST
