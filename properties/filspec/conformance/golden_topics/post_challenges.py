"""Challenges of PoSt (proofs-facts section 11)."""

from filspec.conformance.computations import Computed, computes
from filspec.conformance.golden_topics.proof_inputs import api_version, node
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.post.challenges import challenge_index, leaf_challenge
from filspec.proofs.post.parameters import winning_post_parameters
from filspec.proofs.replica_id import SectorNumber
from filspec.proofs.sector_sheet import TREE_SHAPES, WINNING_CHALLENGES

_INDEX_RULES = {
    ApiVersion.V1_0_0: "sector_index*challenge_count+n",
    ApiVersion.V1_1_0: "sector_index*challenge_count+n",
    ApiVersion.V1_2_0: "n",
}


@computes("post_leaf")
def post_leaf(vector: Vector) -> Computed:
    """Derive a challenged leaf."""
    inputs = vector.inputs
    sector_size = inputs["sector_size"].count()
    if sector_size < NODE_BYTES or sector_size % NODE_BYTES:
        raise inputs["sector_size"].wrong(f"a multiple of {NODE_BYTES} bytes")
    leaf = leaf_challenge(
        node(inputs["randomness_hex"]),
        SectorNumber(inputs["sector_id"].count()),
        inputs["challenge_index"].count(),
        sector_size // NODE_BYTES,
    )
    return {"leaf": leaf}


@computes("challenge_index")
def index_of_challenge(vector: Vector) -> Computed:
    """Derive the index of a challenge, and write the rule of the version."""
    inputs = vector.inputs
    version = api_version(inputs["api_version"])
    sector_index, challenges, number = (inputs[name].count() for name in ("sector_index", "challenge_count", "n"))
    return {"index": challenge_index(version, sector_index, challenges, number), "rule": _INDEX_RULES[version]}


@computes("winning_params")
def winning_parameters(vector: Vector) -> Computed:
    """Turn 66 challenges of one sector into one challenge of 66 sectors."""
    inputs = vector.inputs
    sector_size = inputs["sector_size"].count()
    asked = (inputs["challenge_count"].count(), inputs["sector_count"].count())
    if sector_size not in TREE_SHAPES or asked != (WINNING_CHALLENGES, 1):
        raise UnsupportedError(f"winning PoSt opens {WINNING_CHALLENGES} leaves of one sector of a registered size")
    parameters = winning_post_parameters(sector_size)
    return {
        "param_sector_count": parameters.sectors_per_partition,
        "param_challenge_count": parameters.challenges_per_sector,
    }
