"""What a PoRep claims, and the field elements in which its circuit states the claim.

Source: proofs-facts section 10; rust-fil-proofs storage-proofs-porep/src/stacked/circuit/proof.rs.
"""

from dataclasses import dataclass

from filspec.proofs.fr import NODE_BYTES, Fr, decode_fr
from filspec.proofs.porep.challenges import porep_challenges
from filspec.proofs.porep.parameters import PorepParameters
from filspec.proofs.verdict import Refusal, RefusedProofError, check_commitment


@dataclass(frozen=True, slots=True)
class PorepStatement:
    """The claim that comm_r commits to a replica of the data under comm_d.

    Attributes:
        replica_id: Id of the replica; binds miner, sector, ticket, data and proof type.
        comm_d: Commitment to the data.
        comm_r: Commitment to the replica.
        seed: 32 bytes of chain randomness; a non-interactive proof does not use them.
    """

    replica_id: bytes
    comm_d: bytes
    comm_r: bytes
    seed: bytes

    def check(self) -> None:
        """Check that the statement can be true of any sector.

        Raises:
            RefusedProofError: If an id or commitment is not canonical or zero, or the seed not 32 bytes.
        """
        check_commitment("replica_id", self.replica_id)
        check_commitment("comm_d", self.comm_d)
        check_commitment("comm_r", self.comm_r)
        if len(self.seed) != NODE_BYTES:
            raise RefusedProofError(Refusal.MALFORMED_PUBLIC_INPUT, f"the seed is not 32 bytes: {self.seed.hex()}")

    def challenges(self, parameters: PorepParameters, partition: int) -> tuple[int, ...]:
        """Return the nodes that one partition must open."""
        return porep_challenges(parameters, self.replica_id, self.comm_r, self.seed, partition)


def porep_public_inputs(parameters: PorepParameters, statement: PorepStatement, partition: int) -> tuple[Fr, ...]:
    """Return the public inputs of one partition's circuit.

    After replica_id, comm_d and comm_r follow for each challenge the leaf indices of the paths in the order
    of the circuit: data, six base parents, eight expander parents, the challenge itself, replica, column.
    """
    graph = parameters.graph
    commitments = (statement.replica_id, statement.comm_d, statement.comm_r)
    inputs = [decode_fr(commitment) for commitment in commitments]
    for node in statement.challenges(parameters, partition):
        parents = (*graph.base_parents(node), *graph.expander_parents(node))
        inputs += map(Fr, (node, *parents, node, node, node))
    return tuple(inputs)
