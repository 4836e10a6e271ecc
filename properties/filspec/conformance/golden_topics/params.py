"""The parameter sheet and the names of keys (proofs-facts sections 4, 8, 10 and 17).

A key's digest and content id belong to a file that a ceremony made; they are no function of the parameters.
"""

from hashlib import sha256

from filspec.conformance.computations import Computed, computes
from filspec.conformance.field import Json
from filspec.conformance.vector import UnsupportedError, Vector
from filspec.proofs.api_version import ApiVersion
from filspec.proofs.porep.parameters import porep_parameters
from filspec.proofs.post.parameters import PostParameters
from filspec.proofs.registered_seal import MAX_LEGACY_NUMBER, REGISTERED_SIZES, ChallengeSource, registered_seal
from filspec.proofs.replica_id import porep_id
from filspec.proofs.sector_sheet import GROTH16_PROOF_BYTES, TREE_SHAPES, SectorSheet, sector_sheet

TEST_SIZE, NETWORK_SIZES = REGISTERED_SIZES[0], REGISTERED_SIZES[-2:]
_FAMILY_NAMES = {
    (ApiVersion.V1_0_0, ChallengeSource.INTERACTIVE): "2KiB/8MiB/512MiB/32GiB/64GiB V1",
    (ApiVersion.V1_1_0, ChallengeSource.INTERACTIVE): "V1_1",
    (ApiVersion.V1_2_0, ChallengeSource.SYNTHETIC): "Synthetic",
    (ApiVersion.V1_2_0, ChallengeSource.NON_INTERACTIVE): "NonInteractive",
}
_POST_TYPES = ("window", "winning")


@computes("param_name")
def parameter_name(vector: Vector) -> Computed:
    """Describe the circuit of a configuration and hash the text."""
    identifier = _post_identifier(vector) if "type" in vector.inputs["config"] else _porep_identifier(vector)
    vector.agree("identifier", identifier)
    return {"identifier_sha256": sha256(identifier.encode()).hexdigest()}


@computes("tree_shape")
def tree_shape(vector: Vector) -> Computed:
    """Look up the shape of the replica's trees."""
    shape = _sheet(vector).tree_shape
    return {"base": shape.base, "sub": shape.sub, "top": shape.top}


@computes("proof_sizes")
def proof_sizes(vector: Vector) -> Computed:
    """Return the bytes of each kind of proof."""
    vector.agree("unit", "bytes")
    test, (network, _) = sector_sheet(TEST_SIZE), map(sector_sheet, NETWORK_SIZES)
    return {
        "porep_test_sizes": test.porep_proof_bytes,
        "porep_32_64gib": network.porep_proof_bytes,
        "ni_porep_test": test.non_interactive_proof_bytes,
        "ni_porep_32_64gib": network.non_interactive_proof_bytes,
        "post_per_partition": GROTH16_PROOF_BYTES,
    }


@computes("porep_id")
def porep_ids(vector: Vector) -> Computed:
    """Return the registered numbers of each family of seal proofs."""
    vector.agree("layout", "u64 LE registered proof id | u64 LE nonce (0) | 16 zero bytes")
    assert porep_id(1, 2) == bytes([1, *bytes(7), 2, *bytes(7)]) + bytes(16), "porep_id has another layout"
    ids: dict[str, Json] = {}
    for family, name in _FAMILY_NAMES.items():
        seals = map(registered_seal, range(len(_FAMILY_NAMES) * len(REGISTERED_SIZES)))
        ids[name] = [seal.number for seal in seals if (seal.api_version, seal.challenge_source) == family]
    return {"ids": ids, "max_legacy": MAX_LEGACY_NUMBER}


def _sheet(vector: Vector) -> SectorSheet:
    """Look up the sheet of a sector size."""
    sector_size = vector.inputs["sector_size"].integer()
    if sector_size not in TREE_SHAPES:
        raise UnsupportedError(f"no parameters for sectors of {sector_size} bytes")
    return sector_sheet(sector_size)


def _post_identifier(vector: Vector) -> str:
    """Describe the circuit of a PoSt."""
    config, sheet = vector.inputs["config"], _sheet(vector)
    if config["type"].text() not in _POST_TYPES:
        raise UnsupportedError(f"no parameters of the type {config['type'].text()!r}")
    return PostParameters(
        nodes=sheet.nodes,
        tree_shape=sheet.tree_shape,
        sectors_per_partition=config["sector_count"].count(),
        challenges_per_sector=config["challenge_count"].count(),
        api_version=ApiVersion.V1_2_0,
    ).identifier()


def _porep_identifier(vector: Vector) -> str:
    """Describe the circuit of a PoRep; neither porep_id nor API version enter it."""
    config, sheet = vector.inputs["config"], _sheet(vector)
    parameters = porep_parameters(sheet.sector_size, porep_id(0), ApiVersion.V1_1_0)
    stated = (config["layers"].integer(), config["challenges_per_partition"].integer())
    if stated != (parameters.layers, parameters.challenges_per_partition):
        raise UnsupportedError(f"no PoRep of this size has layers and challenges {stated}")
    return parameters.identifier()
