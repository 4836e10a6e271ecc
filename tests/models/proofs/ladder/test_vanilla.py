import pytest

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.ladder.rung import rung
from filspec.proofs.porep.parameters import registered_porep_parameters
from filspec.proofs.porep.seal import seal
from filspec.proofs.registered_seal import ChallengeSource, registered_seal
from filspec.proofs.replica_id import ActorNumber, SectorNumber, prover_id

SEED = b"\x05" * 32


def test_seals_are_of_the_registered_type():
    # Given a rung for 2 KiB, then its seals are number 5: graph 1.1.0, interactive challenges.
    on = rung("vanilla")
    registered = registered_seal(5)
    assert on.porep == registered_porep_parameters(5)
    assert (registered.sector_size, registered.api_version) == (2048, ApiVersion.V1_1_0)
    assert registered.challenge_source is ChallengeSource.INTERACTIVE
    assert on.window_post.api_version is ApiVersion.V1_2_0


def test_comm_r_is_that_of_the_proofs():
    # Given a sector sealed by the proofs themselves, then the rung gives the same commitments.
    expected = seal(registered_porep_parameters(5), prover_id(ActorNumber(1000)), SectorNumber(3), SEED, bytes(2032))
    sealed = rung("vanilla").seal(1000, 3, SEED, ())
    assert (sealed.comm_d, sealed.comm_r) == (expected.comm_d, expected.comm_r)
    assert sealed.replica.contents == expected.replica


def test_a_size_without_a_registered_seal():
    with pytest.raises(ValueError, match="no seal is registered for sectors of 4096 bytes; there are 2048"):
        rung("vanilla", 4096).seal(1000, 3, SEED, ())


def test_a_sector_of_another_rung_has_no_trees():
    sealed = rung("ideal").seal(1000, 3, SEED, ())
    with pytest.raises(TypeError, match="sector 3 was sealed on another rung"):
        rung("vanilla").prove_post(SEED, 1000, ((3, sealed.comm_r, sealed),))
