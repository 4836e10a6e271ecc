"""The smallest honest world outside the chain."""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors import oracles
from filspec.actors.oracles import ConsensusFaultProof, OnChainSealVerifyInfo
from filspec.kit.transitions import transition_of
from filspec.machines.outside_world import (
    ANSWERS,
    condition_proof,
    digest_of,
    fault_evidence,
    inclusion_proof,
    post_proof,
    seal_proof,
    signature_of,
)

numbers = st.integers(0, 2**64)
seals = st.builds(
    OnChainSealVerifyInfo,
    miner=numbers,
    number=numbers,
    seed=numbers,
    seal_epoch=numbers,
    comm_d=numbers,
    comm_r=numbers,
    proof=st.just(0),
)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_takes_what_its_oracle_is_asked(name):
    asked = inspect.signature(inspect.unwrap(getattr(oracles, name))).parameters
    answers = inspect.signature(ANSWERS[name]).parameters
    assert transition_of(getattr(oracles, name)).name == name
    assert [parameter.lstrip("_") for parameter in answers] == list(asked)


@given(values=st.lists(numbers, min_size=1), place=st.integers(0, 10))
def test_a_digest_depends_on_every_value_and_has_32_bytes(values, place):
    changed = list(values)
    changed[place % len(values)] += 1
    assert 0 <= digest_of(*values) < 2**256
    assert digest_of(*values) == digest_of(*values) != digest_of(*changed)


@given(key=numbers, digest=numbers)
def test_a_signature_is_of_one_key_under_one_digest(key, digest):
    verify, signature = ANSWERS["verify_signature"], signature_of(key, digest)
    assert verify(key, digest, signature)
    assert not verify(key + 1, digest, signature)
    assert not verify(key, digest + 1, signature)


@given(info=seals, field=st.sampled_from(["miner", "number", "seed", "seal_epoch", "comm_d", "comm_r"]))
def test_a_seal_is_bound_to_all_its_public_inputs(info, field):
    verify = ANSWERS["verify_seal"]
    sealed = info.but(proof=seal_proof(info))
    assert verify(sealed)
    assert not verify(sealed.but(**{field: getattr(sealed, field) + 1}))


@given(miner=numbers, epoch=numbers)
def test_a_proof_of_spacetime_is_of_one_miner_at_one_challenge(miner, epoch):
    verify, proof = ANSWERS["verify_post"], post_proof(miner, epoch)
    assert verify(None, miner, epoch, proof)
    assert not verify(None, miner + 1, epoch, proof)
    assert not verify(None, miner, epoch + 1, proof)


@given(comm_d=numbers, piece=numbers, size=numbers, offset=numbers)
def test_an_inclusion_is_of_one_piece_at_one_place(comm_d, piece, size, offset):
    verify, proof = ANSWERS["verify_piece_inclusion"], inclusion_proof(comm_d, piece, size, offset)
    assert verify(comm_d, piece, size, offset, proof)
    assert not verify(comm_d, piece, size, offset + 1, proof)
    assert not verify(comm_d + 1, piece, size, offset, proof)


@given(miner=numbers, first=numbers, second=numbers)
def test_evidence_accuses_one_miner_of_two_blocks(miner, first, second):
    proof = ConsensusFaultProof(
        miner=miner, epoch=0, first=first, second=second, witness=0, blocks=fault_evidence(miner, first, second)
    )
    assert ANSWERS["valid_consensus_fault"](proof)
    assert not ANSWERS["valid_consensus_fault"](proof.but(miner=miner + 1))


@given(extra=numbers)
def test_a_condition_has_one_proof(extra):
    assert ANSWERS["condition_holds"](extra, condition_proof(extra))
    assert not ANSWERS["condition_holds"](extra, condition_proof(extra + 1))
