"""A sealed 2 KiB sector, made once."""

import pytest

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.porep.parameters import porep_parameters
from filspec.proofs.porep.seal import seal
from filspec.proofs.replica_id import ActorNumber, SectorNumber, prover_id


@pytest.fixture(scope="session")
def parameters():
    return porep_parameters(2048, bytes(32), ApiVersion.V1_2_0)


@pytest.fixture(scope="session")
def payload():
    return bytes(byte * 7 % 251 for byte in range(2032))


@pytest.fixture(scope="session")
def sector(parameters, payload):
    return seal(parameters, prover_id(ActorNumber(1000)), SectorNumber(7), b"\x0c" * 32, payload)
