"""Parameters of the PoSts."""

import pytest

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.post.parameters import window_post_parameters, winning_post_parameters


@pytest.mark.parametrize(("size", "sectors"), [(2048, 2), (32 << 30, 2349), (64 << 30, 2300)])
def test_a_window_partition(size, sectors):
    parameters = window_post_parameters(size)
    assert parameters.sector_size == size
    assert (parameters.sectors_per_partition, parameters.challenges_per_sector) == (sectors, 10)


def test_a_winning_post_opens_66_copies_under_the_first_version():
    parameters = winning_post_parameters(2048)
    assert (parameters.sectors_per_partition, parameters.challenges_per_sector) == (66, 1)
    assert parameters.api_version is ApiVersion.V1_0_0


def test_published_winning_parameters(vectors):
    published = [vector for vector in vectors("post_challenges") if vector["kind"] == "winning_params"]
    assert published
    for vector in published:
        parameters, expected = winning_post_parameters(vector["inputs"]["sector_size"]), vector["expected"]
        assert parameters.sectors_per_partition == expected["param_sector_count"]
        assert parameters.challenges_per_sector == expected["param_challenge_count"]


def test_published_identifiers(vectors):
    published = [
        vector
        for vector in vectors("params")
        if vector["kind"] == "param_name" and "type" in vector["inputs"]["config"]
    ]
    assert published
    parameters_of = {"window": window_post_parameters, "winning": winning_post_parameters}
    for vector in published:
        inputs = vector["inputs"]
        parameters = parameters_of[inputs["config"]["type"]](inputs["sector_size"])
        assert parameters.identifier() == inputs["identifier"], vector["id"]
        assert parameters.identifier_digest() == vector["expected"]["identifier_sha256"], vector["id"]
