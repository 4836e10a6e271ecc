"""Circuits and Groth16 proofs (proofs-facts sections 10, 12 and 17), which this command does not recompute."""

from filspec.conformance.computations import Computed, computes
from filspec.conformance.vector import UnsupportedError, Vector

CIRCUIT_KINDS = (
    "por_circuit",
    "fallback_circuit",
    "stacked_circuit",
    "label_circuit",
    "sha_leaf_circuit",
    "poseidon_circuit",
    "poseidon_md_circuit",
    "insert_circuit",
    "select_circuit",
    "update_circuit",
)
GROTH16_KINDS = ("groth16_vk", "groth16_porep", "groth16_window", "groth16_record_no_vk")


def circuit(vector: Vector) -> Computed:
    """Explain why circuits are not counted."""
    raise UnsupportedError("constraint systems are not built by this command, so their constraints are not counted")


def groth16(vector: Vector) -> Computed:
    """Explain why SNARK proofs are not verified."""
    raise UnsupportedError("Groth16 proofs are not verified by this command; it covers the proofs beneath them")


for kind in CIRCUIT_KINDS:
    computes(kind)(circuit)
for kind in GROTH16_KINDS:
    computes(kind)(groth16)
