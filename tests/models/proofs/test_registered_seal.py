"""The registry of seal proofs."""

import pytest

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.registered_seal import MAX_LEGACY_NUMBER, ChallengeSource, registered_seal
from filspec.proofs.replica_id import porep_id

FAMILIES = {
    "2KiB/8MiB/512MiB/32GiB/64GiB V1": (ApiVersion.V1_0_0, ChallengeSource.INTERACTIVE),
    "V1_1": (ApiVersion.V1_1_0, ChallengeSource.INTERACTIVE),
    "Synthetic": (ApiVersion.V1_2_0, ChallengeSource.SYNTHETIC),
    "NonInteractive": (ApiVersion.V1_2_0, ChallengeSource.NON_INTERACTIVE),
}


@pytest.mark.parametrize("number", range(20))
def test_every_number_has_a_graph_of_its_own(number):
    seal = registered_seal(number)
    assert seal.porep_id == porep_id(number)
    assert (seal.api_version is ApiVersion.V1_0_0) is (number <= MAX_LEGACY_NUMBER)


@pytest.mark.parametrize("number", [-1, 20])
def test_other_numbers_are_refused(number):
    with pytest.raises(ValueError, match=rf"registered under 0 .. 19, got {number}"):
        registered_seal(number)


def test_published_families(vectors):
    published = [vector for vector in vectors("params") if vector["kind"] == "porep_id"]
    assert published
    for name, numbers in published[0]["expected"]["ids"].items():
        seals = [registered_seal(number) for number in numbers]
        assert [seal.sector_size for seal in seals] == [2 << 10, 8 << 20, 512 << 20, 32 << 30, 64 << 30]
        assert {(seal.api_version, seal.challenge_source) for seal in seals} == {FAMILIES[name]}
    assert published[0]["expected"]["max_legacy"] == MAX_LEGACY_NUMBER
