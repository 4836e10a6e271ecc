"""Parameters of a PoRep."""

import pytest

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.porep.parameters import porep_parameters, registered_porep_parameters
from filspec.proofs.registered_seal import ChallengeSource
from filspec.proofs.replica_id import porep_id

GIB = 1 << 30


@pytest.mark.parametrize(
    ("number", "partitions", "challenges"),
    [(0, 1, 2), (5, 1, 2), (8, 10, 18), (13, 10, 18), (15, 13, 2), (18, 126, 18)],
)
def test_challenges_are_split_evenly_over_the_partitions(number, partitions, challenges):
    parameters = registered_porep_parameters(number)
    assert (parameters.partitions, parameters.challenges_per_partition) == (partitions, challenges)
    assert parameters.porep_id == porep_id(number)


def test_sizes_follow_from_the_number_of_nodes():
    parameters = porep_parameters(32 * GIB, porep_id(8), ApiVersion.V1_1_0)
    assert parameters.sector_size == 32 * GIB
    assert len(parameters.data_tree_arities) == 30
    assert parameters.tree_arities == (8,) * 10
    assert parameters.graph.nodes == 1 << 30


def test_an_unknown_size_is_refused():
    with pytest.raises(ValueError, match="no sector has 3000 bytes"):
        porep_parameters(3000, bytes(32), ApiVersion.V1_2_0, ChallengeSource.SYNTHETIC)


def test_published_identifiers(vectors):
    published = [
        vector
        for vector in vectors("params")
        if vector["kind"] == "param_name" and "type" not in vector["inputs"]["config"]
    ]
    assert published
    for vector in published:
        inputs = vector["inputs"]
        parameters = porep_parameters(inputs["sector_size"], bytes(32), ApiVersion.V1_2_0)
        assert parameters.layers == inputs["config"]["layers"], vector["id"]
        assert parameters.challenges_per_partition == inputs["config"]["challenges_per_partition"], vector["id"]
        assert parameters.identifier() == inputs["identifier"], vector["id"]
        assert parameters.identifier_digest() == vector["expected"]["identifier_sha256"], vector["id"]
