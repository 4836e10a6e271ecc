"""Sealed sectors, kept and proved: what is damaged cannot be proved or read."""

import pytest

from filspec.actors.units import ActorID, Bytes, Randomness, SectorNumber
from filspec.chain.conversions import proof_bytes, randomness_bytes
from filspec.nodes.sector_sealer import ReplicaConfig, SectorSealer
from filspec.nodes.storage_proving_subsystem import StorageProvingSubsystem
from filspec.proofs.ladder.rung import RUNG_NAMES, SectorUnreadable, rung

MINER = ActorID(107)
CHALLENGE = Randomness(99)
PIECES = ((0, 128, b"some"), (1024, 1024, b"more"))


@pytest.fixture(params=RUNG_NAMES)
def ladder(request):
    return rung(request.param)


@pytest.fixture
def proving(ladder):
    """Two sealed sectors."""
    subsystem = StorageProvingSubsystem("node", ladder, SectorSealer("node", ladder))
    for number in range(2):
        subsystem.seal_sector(Randomness(7), ReplicaConfig(miner=MINER, number=SectorNumber(number), pieces=PIECES))
    return subsystem


def is_proved(ladder, proving, proof, numbers):
    sectors = tuple((number, proving.sealed[number].comm_r) for number in numbers)
    return ladder.verify_post(randomness_bytes(CHALLENGE), MINER, sectors, proof_bytes(proof))


def test_a_proof_covers_the_sectors_it_was_asked_for(ladder, proving):
    proof = proving.generate_post(CHALLENGE, MINER, (0, 1))
    assert is_proved(ladder, proving, proof, (0, 1))
    assert not is_proved(ladder, proving, proof, (0,))


def test_a_damaged_sector_cannot_be_proved_until_it_is_restored(ladder, proving):
    # Given
    proving.sealed[1].replica.damage(5)
    assert [proving.is_intact(number) for number in (0, 1)] == [True, False]
    # When, then
    with pytest.raises(SectorUnreadable, match=r"sectors \[1\] cannot be read; declare lost sectors faulty"):
        proving.generate_post(CHALLENGE, MINER, (0, 1))
    assert is_proved(ladder, proving, proving.generate_post(CHALLENGE, MINER, (0,)), (0,))
    proving.sealed[1].replica.restore()
    assert is_proved(ladder, proving, proving.generate_post(CHALLENGE, MINER, (0, 1)), (0, 1))


def test_a_sector_that_is_not_here_is_as_unreadable_as_a_damaged_one(proving):
    assert not proving.is_intact(SectorNumber(7))
    with pytest.raises(SectorUnreadable, match=r"sectors \[7\] cannot be read"):
        proving.generate_post(CHALLENGE, MINER, (0, 7))


def test_every_byte_of_a_replica_counts(proving):
    replica = proving.sealed[0].replica
    for position in (0, 1, 1000, 2030):
        replica.damage(position)
        assert not proving.is_intact(0), position
        replica.restore()
        assert proving.is_intact(0)


def test_a_lost_sector_is_not_intact(proving):
    proving.sealed[0].replica.lose()
    assert not proving.is_intact(0)


def test_a_piece_is_proved_to_lie_where_it_lies(ladder, proving):
    sealed = proving.sealed[0]
    proof = proof_bytes(proving.prove_piece(SectorNumber(0), Bytes(1024), Bytes(1024)))
    piece = ladder.commit_piece(b"more" + bytes(1012))
    assert ladder.verify_piece_inclusion(sealed.comm_d, piece, 1024, 1024, proof)
    assert not ladder.verify_piece_inclusion(sealed.comm_d, piece, 1024, 0, proof)


def test_a_piece_comes_back_with_the_zeros_that_pad_it(proving):
    content = proving.unseal(MINER, SectorNumber(1), Bytes(1024), Bytes(1024))
    assert content == b"more" + bytes(1012)


def test_a_piece_of_a_damaged_sector_does_not_come_back(proving):
    proving.sealed[1].replica.damage(5)
    with pytest.raises(SectorUnreadable, match=r"sectors \[1\] cannot be read"):
        proving.unseal(MINER, SectorNumber(1), Bytes(1024), Bytes(1024))
