"""Chain weight and ties (proofs-facts section 15)."""

from filspec.chain.weight import WeightRatio, early_tipset_weight, tipset_weight, wins_tie
from filspec.conformance.computations import Computed, computes
from filspec.conformance.vector import Vector
from filspec.crypto.blake2b import blake2b_256


@computes("weight")
def weight(vector: Vector) -> Computed:
    """Compute the weight of a tipset."""
    inputs = vector.inputs
    ratio = WeightRatio(
        numerator=inputs["wratio_num"].integer(),
        denominator=inputs["wratio_den"].integer(),
        expected_leaders=inputs["blocks_per_epoch"].integer(),
    )
    parent_weight, total_power = inputs["parent_weight"].integer(), inputs["total_qa_power"].integer()
    return {"weight": tipset_weight(parent_weight, total_power, inputs["win_counts"].integers(), ratio)}


@computes("weight_v0")
def weight_v0(vector: Vector) -> Computed:
    """Compute the weight of a tipset before mainnet."""
    inputs = vector.inputs
    parent_weight, total_power = inputs["parent_weight"].integer(), inputs["total_power"].integer()
    return {
        "weight": early_tipset_weight(parent_weight, total_power, inputs["blocks"].integer(), inputs["ecv"].integer())
    }


@computes("weight_tie")
def weight_tie(vector: Vector) -> Computed:
    """Decide between two tipsets of equal weight."""
    return {
        "a_wins": wins_tie(
            vector.inputs["a_vrf"].octet_strings(),
            vector.inputs["b_vrf"].octet_strings(),
        )
    }


@computes("blake_first_byte")
def blake_first_byte(vector: Vector) -> Computed:
    """Hash a ticket as ties compare it."""
    return {"first_byte": blake2b_256(vector.inputs["vrf_hex"].octets())[0]}
