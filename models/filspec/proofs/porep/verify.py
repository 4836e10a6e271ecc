"""Checking a PoRep against its statement.

Nothing in the proof is believed: challenges and parents are derived anew, every opened node is followed to a
root, both roots are tied to comm_r, and the labels and the encoding of each challenged node are computed
again.

Source: proofs-facts sections 7 to 10; rust-fil-proofs
storage-proofs-porep/src/stacked/vanilla/{params,proof}.rs.
"""

from filspec.proofs.labels import label
from filspec.proofs.merkle.hashers import poseidon_node, sha256_node
from filspec.proofs.porep.encoding import encode_node
from filspec.proofs.porep.parameters import PorepParameters
from filspec.proofs.porep.proof import ChallengeProof, ColumnProof, PartitionProof, decode_porep_proof
from filspec.proofs.porep.statement import PorepStatement
from filspec.proofs.verdict import ACCEPTED, Refusal, RefusedProofError, Verdict, check_comm_r


def verify_porep(parameters: PorepParameters, statement: PorepStatement, proof: bytes) -> Verdict:
    """Check the vanilla proof of all partitions.

    Args:
        parameters: Kind of PoRep.
        statement: The claim.
        proof: Bytes from anyone.

    Returns:
        Accepted, or the first rule broken; never an exception, whatever the bytes are.
    """
    try:
        statement.check()
        for partition, opened in enumerate(decode_porep_proof(parameters, proof)):
            _check_partition(parameters, statement, partition, opened)
    except RefusedProofError as cause:
        return Verdict.refused(cause)
    return ACCEPTED


def _check_partition(
    parameters: PorepParameters, statement: PorepStatement, partition: int, opened: PartitionProof
) -> None:
    check_comm_r(statement.comm_r, opened.comm_c, opened.comm_r_last, f"partition {partition}")
    challenges = statement.challenges(parameters, partition)
    for node, challenge in zip(challenges, opened.challenges, strict=True):
        _check_roots(statement, opened, node, challenge)
        _check_columns(parameters, opened.comm_c, node, challenge)
        _check_labels(parameters, statement.replica_id, node, challenge)
        _check_encoding(node, challenge)


def _check_roots(statement: PorepStatement, opened: PartitionProof, node: int, challenge: ChallengeProof) -> None:
    """Follow the data node to comm_d and the replica node to comm_r_last."""
    root = challenge.data.root(node, sha256_node)
    if root != statement.comm_d:
        raise RefusedProofError(
            Refusal.DATA_NOT_IN_COMM_D,
            f"the path of data node {node} ends in {root.hex()}, comm_d is {statement.comm_d.hex()}",
        )
    root = challenge.replica.root(node, poseidon_node)
    if root != opened.comm_r_last:
        raise RefusedProofError(
            Refusal.REPLICA_NOT_IN_COMM_R_LAST,
            f"the path of replica node {node} ends in {root.hex()}, comm_r_last is {opened.comm_r_last.hex()}",
        )


def _check_columns(parameters: PorepParameters, comm_c: bytes, node: int, challenge: ChallengeProof) -> None:
    """Follow the columns of the node and of all its parents to comm_c."""
    graph = parameters.graph
    columns: list[tuple[int, ColumnProof]] = [
        (node, challenge.column),
        *zip(graph.base_parents(node), challenge.base_parents, strict=True),
        *zip(graph.expander_parents(node), challenge.expander_parents, strict=True),
    ]
    for column_node, column in columns:
        root = column.root(column_node)
        if root != comm_c:
            raise RefusedProofError(
                Refusal.COLUMN_NOT_IN_COMM_C,
                f"challenge {node}: the path of column {column_node} ends in {root.hex()}, comm_c is {comm_c.hex()}",
            )


def _check_labels(parameters: PorepParameters, replica_id: bytes, node: int, challenge: ChallengeProof) -> None:
    """Compute the label of the node in every layer from its parents' labels."""
    for layer in range(1, parameters.layers + 1):
        parent_labels = [parent.labels[layer - 1] for parent in challenge.base_parents]
        if layer > 1:
            parent_labels += [parent.labels[layer - 2] for parent in challenge.expander_parents]
        expected, shown = label(replica_id, layer, node, parent_labels), challenge.column.labels[layer - 1]
        if shown != expected:
            raise RefusedProofError(
                Refusal.WRONG_LABEL,
                f"layer {layer}, node {node}: the label is {shown.hex()}, its parents give {expected.hex()}",
            )


def _check_encoding(node: int, challenge: ChallengeProof) -> None:
    """Add the last label to the data node."""
    expected = encode_node(challenge.column.labels[-1], challenge.data.leaf)
    if challenge.replica.leaf != expected:
        raise RefusedProofError(
            Refusal.WRONG_ENCODING,
            f"node {node}: data and last label add up to {expected.hex()}, the replica has "
            f"{challenge.replica.leaf.hex()}",
        )
