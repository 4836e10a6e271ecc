"""Sealing from data to comm_r (proofs-facts sections 4, 7, 8 and 9)."""

import re
from dataclasses import replace

from filspec.conformance.computations import Computed, computes
from filspec.conformance.field import Field, Json
from filspec.conformance.golden_topics.proof_inputs import api_version, node, node_count
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.crypto.commitment_cids import sealed_cid, unsealed_cid
from filspec.proofs.fr import NODE_BYTES
from filspec.proofs.pieces.commitments import comm_p
from filspec.proofs.porep.challenges import interactive_challenges
from filspec.proofs.porep.parameters import PorepParameters, porep_parameters
from filspec.proofs.porep.seal import SealedSector, seal
from filspec.proofs.replica_id import SectorNumber
from filspec.proofs.sector_sheet import TREE_SHAPES

SECONDS_PER_NODE = 1.2e-3
PROVED_LAYERS = (2, 11)
"""Column hashes exist for these numbers of layers only."""
_LABEL = re.compile(r"layer(\d{1,2})_node(\d{1,10})")


@computes("sector_data")
def sector_data(vector: Vector) -> Computed:
    """Commit to the data of a sector."""
    payload = vector.inputs["data_hex"].octets()
    vector.agree("unpadded_bytes", len(payload))
    commitment = comm_p(payload)
    return {"comm_d_hex": commitment.hex(), "piece_cid_v1": str(unsealed_cid(commitment))}


@computes("seal")
def sealing(vector: Vector) -> Computed:
    """Seal data and return the commitments."""
    sector = _sealed(vector)
    return {
        "comm_d_hex": sector.comm_d.hex(),
        "comm_r_hex": sector.comm_r.hex(),
        "unsealed_cid": str(unsealed_cid(sector.comm_d)),
        "sealed_cid": str(sealed_cid(sector.comm_r)),
    }


@computes("seal_intermediates")
def seal_intermediates(vector: Vector) -> Computed:
    """Seal data and return what lies between data and comm_r; labels are those that are stated."""
    sector = _sealed(vector)
    computed: dict[str, Json] = {
        "replica_id_hex": sector.replica_id.hex(),
        "comm_d_hex": sector.comm_d.hex(),
        "comm_c_hex": sector.comm_c.hex(),
        "comm_r_last_hex": sector.comm_r_last.hex(),
        "comm_r_hex": sector.comm_r.hex(),
    }
    if "seed_hex" in vector.inputs:
        computed["challenges"] = list(_first_challenges(sector, node(vector.inputs["seed_hex"])))
    for name in vector.expected:
        if (label := _stated_label(name, sector)) is not None:
            computed[name] = label.hex()
    return computed


def _sealed(vector: Vector) -> SealedSector:
    """Seal the data that a vector gives or refers to."""
    inputs = vector.inputs
    parameters = _parameters(inputs)
    vector.takes(parameters.nodes * SECONDS_PER_NODE)
    payload = inputs["data_hex"] if "data_hex" in inputs else vector.referenced("data").inputs["data_hex"]
    return seal(
        parameters,
        node(inputs["prover_id_hex"]),
        SectorNumber(inputs["sector_id"].count()),
        node(inputs["ticket_hex"]),
        payload.octets(),
    )


def _parameters(inputs: Field) -> PorepParameters:
    """Read the kind of PoRep; the number of layers may be another than the sector size has."""
    sector_size = node_count(inputs["nodes"]) * NODE_BYTES
    if sector_size not in TREE_SHAPES:
        raise UnsupportedError(f"no tree shape for sectors of {sector_size} bytes")
    layers = inputs["layers"].integer()
    if layers not in PROVED_LAYERS:
        raise UnsupportedError(f"no column hash for {layers} layers")
    known = porep_parameters(sector_size, node(inputs["porep_id_hex"]), api_version(inputs["api_version"]))
    return replace(known, layers=layers)


def _first_challenges(sector: SealedSector, seed: bytes) -> tuple[int, ...]:
    """Return the interactive challenges of the first partition."""
    parameters = sector.parameters
    return interactive_challenges(
        parameters.nodes, sector.replica_id, seed, parameters.challenges_per_partition, partition=0
    )


def _stated_label(name: str, sector: SealedSector) -> bytes | None:
    """Return the label that a field such as layer2_node63 names, or None."""
    place = _LABEL.fullmatch(name)
    if place is None:
        return None
    layer, number = map(int, place.groups())
    if not 1 <= layer <= sector.parameters.layers or number >= sector.parameters.nodes:
        return None
    return sector.labels[layer - 1][number]
