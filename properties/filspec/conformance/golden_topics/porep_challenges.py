"""Challenges of PoRep and sector update (proofs-facts section 9)."""

from filspec.conformance.computations import Computed, computes
from filspec.conformance.field import Field, Json
from filspec.conformance.golden_topics.proof_inputs import element, node, node_count
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.conformance.xorshift import XorShift128
from filspec.proofs.fr import encode_fr
from filspec.proofs.porep.challenges import interactive_challenges, synthetic_challenges
from filspec.proofs.sector_update import update_challenges

FIRST_DRAW = "first Fr drawn from XorShift TEST_SEED"
SECONDS_PER_CHALLENGE = 1e-3


@computes("interactive")
def interactive(vector: Vector) -> Computed:
    """Derive the challenges of a partition from a seed."""
    inputs = vector.inputs
    replica_id, seed = node(inputs["replica_id_hex"]), node(inputs["seed_hex"])
    return _list(
        interactive_challenges(_nodes(inputs), replica_id, seed, _count(vector, "per_partition"), inputs["k"].count())
    )


@computes("synth_generate")
def synthetic_generation(vector: Vector) -> Computed:
    """Generate the first synthetic challenges."""
    inputs = vector.inputs
    replica_id, comm_r = encode_fr(element(inputs["replica_id_fr"])), encode_fr(element(inputs["comm_r_fr"]))
    return _list(synthetic_challenges(_nodes(inputs), replica_id, comm_r, _count(vector, "count")))


@computes("snap_challenges")
def update(vector: Vector) -> Computed:
    """Derive the first challenges of a partition of a sector update."""
    inputs = vector.inputs
    nodes = _nodes(inputs)
    if nodes.bit_count() != 1:
        raise inputs["nodes"].wrong("a power of two")
    challenges = update_challenges(nodes, _comm_r_new(inputs), inputs["partition"].count(), _count(vector, "take"))
    return _list(challenges)


def _list(challenges: tuple[int, ...]) -> dict[str, Json]:
    """Return challenges as they are written."""
    return {"challenges": list(challenges)}


def _nodes(inputs: Field) -> int:
    """Read a number of nodes among which something can be challenged."""
    nodes = node_count(inputs["nodes"])
    if nodes < 2:
        raise inputs["nodes"].wrong("two nodes or more, since node 0 is not challenged")
    return nodes


def _count(vector: Vector, name: str) -> int:
    """Read how many challenges are wanted."""
    count = vector.inputs[name].count()
    vector.takes(count * SECONDS_PER_CHALLENGE)
    return count


def _comm_r_new(inputs: Field) -> bytes:
    """Read comm_r of an updated replica, given in hexadecimal or as a draw of the test generator."""
    if inputs["comm_r_new"].text() == FIRST_DRAW:
        return encode_fr(XorShift128(inputs["seed_hex"].octets()).field_element())
    if len(inputs["comm_r_new"].text()) != 64:
        raise UnsupportedError(f"no rule for making comm_r_new {inputs['comm_r_new'].text()!r}")
    return node(inputs["comm_r_new"])
