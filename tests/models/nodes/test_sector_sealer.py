"""Sealing on each rung: bound to its miner, its sector and its seed."""

import pytest

from filspec.actors.units import ActorID, Randomness, SectorNumber
from filspec.chain.conversions import randomness_bytes
from filspec.nodes.sector_sealer import ReplicaConfig, SectorSealer
from filspec.proofs.ladder.rung import RUNG_NAMES, rung

SEED = Randomness(7)
REPLICA = ReplicaConfig(miner=ActorID(107), number=SectorNumber(3), pieces=((0, 128, b"some"), (256, 256, b"more")))


@pytest.fixture(scope="module", params=RUNG_NAMES)
def ladder(request):
    return rung(request.param)


@pytest.fixture(scope="module")
def sealed(ladder):
    return SectorSealer("node", ladder).seal(SEED, REPLICA)


def test_a_seal_verifies_for_its_miner_its_number_and_its_seed_and_for_no_other(ladder, sealed):
    def verifies(miner, number, seed):
        return ladder.verify_seal(
            miner, number, randomness_bytes(Randomness(seed)), sealed.comm_d, sealed.comm_r, sealed.proof
        )

    assert verifies(107, 3, 7)
    assert [verifies(108, 3, 7), verifies(107, 4, 7), verifies(107, 3, 8)] == [False, False, False]


def test_the_pieces_lie_where_the_configuration_says(ladder, sealed):
    data = ladder.unseal(107, sealed)
    assert data[:4] == b"some"
    assert data[254:258] == b"more"
    assert set(data[4:254] + data[258:]) == {0}


def test_pieces_that_overlap_are_refused(ladder):
    overlapping = REPLICA.but(pieces=((0, 256, b"some"), (128, 128, b"more")))
    with pytest.raises(ValueError, match=r"4 bytes in a piece of 128 at 128: .* behind the 256 bytes used before it"):
        SectorSealer("node", ladder).seal(SEED, overlapping)
