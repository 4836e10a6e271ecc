"""What a PoRep claims."""

from dataclasses import replace

import pytest

from filspec.proofs.porep.prove import porep_statement
from filspec.proofs.porep.statement import porep_public_inputs
from filspec.proofs.verdict import Refusal, RefusedProofError

SEED = b"\x0d" * 32


def test_public_inputs_in_the_order_of_the_circuit(parameters, sector):
    statement = porep_statement(sector, SEED)
    inputs = porep_public_inputs(parameters, statement, 0)
    commitments = (statement.replica_id, statement.comm_d, statement.comm_r)
    assert inputs[:3] == tuple(int.from_bytes(commitment, "little") for commitment in commitments)
    for place, node in enumerate(statement.challenges(parameters, 0)):
        opened = inputs[3 + 18 * place : 21 + 18 * place]
        assert opened[0] == node
        assert opened[1:7] == parameters.graph.base_parents(node)
        assert opened[7:15] == parameters.graph.expander_parents(node)
        assert opened[15:] == (node, node, node)


def test_a_2_kib_circuit_has_39_inputs(parameters, sector):
    # Source: proofs-facts section 10; the published 2 KiB verifying keys have 40 ic points
    assert len(porep_public_inputs(parameters, porep_statement(sector, SEED), 0)) == 39


@pytest.mark.parametrize("name", ["replica_id", "comm_d", "comm_r"])
@pytest.mark.parametrize("wrong", [bytes(32), b"\xff" * 32, b"\x01" * 33])
def test_a_statement_that_cannot_be_is_refused(sector, name, wrong):
    statement = replace(porep_statement(sector, SEED), **{name: wrong})
    with pytest.raises(RefusedProofError, match=f"malformed public input: {name} is") as refused:
        statement.check()
    assert refused.value.refusal is Refusal.MALFORMED_PUBLIC_INPUT


def test_a_short_seed_is_refused(sector):
    with pytest.raises(RefusedProofError, match="the seed is not 32 bytes: 0d0d"):
        porep_statement(sector, SEED[:2]).check()
