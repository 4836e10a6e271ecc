"""A PoSt as bytes."""

import pytest

from filspec.proofs.post.parameters import window_post_parameters
from filspec.proofs.post.proof import decode_post_proof, encode_post_proof
from filspec.proofs.post.prove import sector_proof
from filspec.proofs.verdict import RefusedProofError


def test_a_proof_survives_its_bytes(sector):
    opened = (sector_proof(sector, tuple(range(10))), sector_proof(sector, tuple(range(10, 20))))
    assert decode_post_proof(window_post_parameters(2048), 2, encode_post_proof(opened)) == opened


def test_a_proof_of_two_sectors_is_not_one_of_three(sector):
    proof = encode_post_proof((sector_proof(sector, tuple(range(10))),) * 2)
    with pytest.raises(RefusedProofError, match=f"the proof ends at byte {len(proof)}"):
        decode_post_proof(window_post_parameters(2048), 3, proof)
    with pytest.raises(RefusedProofError, match=f"{len(proof) // 2} more follow"):
        decode_post_proof(window_post_parameters(2048), 1, proof)
