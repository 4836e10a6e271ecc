import pytest

from filspec.chain.conversions import NO_PROOF, commitment_from_bytes, proof_from_bytes
from filspec.chain.encoding import MalformedError, digest
from filspec.chain.piece_condition import PieceCondition, condition_proof, is_condition_met
from filspec.proofs.ladder.rung import rung

RUNG = rung("ideal")
CONTENT = b"a piece" * 20
SEALED = RUNG.seal(1000, 0, bytes(32), ((256, 256, CONTENT),))
INCLUSION = RUNG.prove_piece_inclusion(SEALED, 256, 256)
CONDITION = PieceCondition(
    comm_d=commitment_from_bytes(SEALED.comm_d),
    piece_cid=commitment_from_bytes(RUNG.commit_piece(CONTENT)),
    piece_size=256,
    offset=256,
)


def test_a_condition_is_met_by_its_proof():
    assert is_condition_met(RUNG, digest(CONDITION), condition_proof(CONDITION, INCLUSION))


@pytest.mark.parametrize("field", PieceCondition.__struct_fields__)
def test_a_proof_is_for_one_condition(field):
    # Given a condition with another value, then neither its own digest nor the voucher's accepts the proof.
    other = CONDITION.but(**{field: getattr(CONDITION, field) + 1})
    proof = condition_proof(other, INCLUSION)
    assert not is_condition_met(RUNG, digest(other), proof)
    assert not is_condition_met(RUNG, digest(CONDITION), proof)


def test_what_is_no_proof_is_malformed():
    for proof in (NO_PROOF, proof_from_bytes(b""), proof_from_bytes(b"\x80")):
        with pytest.raises(MalformedError):
            is_condition_met(RUNG, digest(CONDITION), proof)
