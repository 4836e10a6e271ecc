import pytest

from filspec.proofs.ladder.rung import rung
from filspec.proofs.ladder.sealed import MAX_SECTOR_NUMBER, Replica, SectorUnreadable, check_owner, is_sector_id


def test_a_disk_may_forget_and_be_restored():
    replica = Replica(b"contents")
    assert replica.is_intact
    for spoil in (replica.lose, lambda: replica.damage(3)):
        spoil()
        assert not replica.is_intact
        replica.restore()
        assert replica.is_intact
    assert replica.contents == b"contents"


def test_damage_changes_one_byte():
    replica = Replica(b"contents")
    replica.damage(3)
    assert [place for place in range(8) if replica.contents[place] != b"contents"[place]] == [3]
    assert len(replica.contents) == 8


def test_unreadable_sectors_are_named():
    assert SectorUnreadable((3, 5)).numbers == (3, 5)
    assert "sectors [3, 5] cannot be read" in str(SectorUnreadable((3, 5)))
    assert "there is no sector to prove" in str(SectorUnreadable(()))


@pytest.mark.parametrize(
    ("miner", "number", "fits"),
    [(0, 0, True), (1000, MAX_SECTOR_NUMBER, True), (-1, 0, False), (0, -1, False), (0, 1 << 64, False)],
)
def test_numbers_that_fit_a_replica_id(miner, number, fits):
    assert is_sector_id(miner, number) is fits


def test_a_sector_has_one_owner():
    sealed = rung("ideal").seal(1000, 4, bytes(32), ())
    check_owner(1000, sealed)
    with pytest.raises(ValueError, match="sector 4 is sealed for miner 1000, miner 7 cannot unseal it"):
        check_owner(7, sealed)
