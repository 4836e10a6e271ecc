"""Verdicts."""

import pytest

from filspec.proofs.poseidon.hashing import poseidon_node
from filspec.proofs.verdict import (
    ACCEPTED,
    Refusal,
    RefusedProofError,
    Verdict,
    check_comm_r,
    check_commitment,
)


def test_a_verdict_without_a_refusal_is_accepted():
    assert ACCEPTED.accepted
    assert not Verdict(Refusal.WRONG_LABEL, "node 3").accepted


def test_a_failed_check_becomes_a_verdict():
    cause = RefusedProofError(Refusal.WRONG_LABEL, "node 3")
    assert Verdict.refused(cause) == Verdict(Refusal.WRONG_LABEL, "node 3")
    assert str(cause) == "wrong label: node 3"


@pytest.mark.parametrize(
    ("commitment", "message"),
    [(bytes(32), "comm_d is all zero"), (b"\xff" * 32, "not 32 canonical"), (b"\x01" * 31, "not 32 canonical")],
)
def test_commitments_that_cannot_be(commitment, message):
    with pytest.raises(RefusedProofError, match=message) as refused:
        check_commitment("comm_d", commitment)
    assert refused.value.refusal is Refusal.MALFORMED_PUBLIC_INPUT


def test_comm_r_ties_both_roots():
    comm_c, comm_r_last = b"\x01" * 32, b"\x02" * 32
    check_comm_r(poseidon_node((comm_c, comm_r_last)), comm_c, comm_r_last, "sector 1")
    with pytest.raises(RefusedProofError, match="sector 1: comm_c and comm_r_last hash to") as refused:
        check_comm_r(poseidon_node((comm_c, comm_r_last)), comm_r_last, comm_c, "sector 1")
    assert refused.value.refusal is Refusal.COMM_R_MISMATCH
