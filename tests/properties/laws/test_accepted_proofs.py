"""Laws of accepted proofs, each kept and broken: in the life, sector 1 is proved up to epoch 22, and so is its deal."""

from types import SimpleNamespace

import pytest

from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.units import Epoch
from filspec.kit.worlds import fork
from filspec.laws import accepted_proofs

ACTIVE_SECTOR, COMMITTED_SECTOR = 1, 4


@pytest.fixture
def proof(life):
    """The worlds before and after a proof that has nothing left to do, and the places of the life."""
    before = fork(life.world)
    return SimpleNamespace(
        before=before,
        after=fork(before),
        miner=life.miner,
        deal=life.deals.active,
        sector=(life.miner, ACTIVE_SECTOR),
        place=((life.miner, ACTIVE_SECTOR), life.deals.active),
        waiting=((life.miner, COMMITTED_SECTOR), life.deals.committed),
    )


def change_deal(w, number, **fields):
    w.market.deals[number] = w.market.deals[number].but(**fields)


def change_sector(w, sector_id, **fields):
    w.miner.sectors[sector_id] = w.miner.sectors[sector_id].but(**fields)


def test_every_law_of_this_file_is_tested(laws_of):
    assert laws_of(accepted_proofs) == {
        "deal_of_a_proved_sector_is_settled",
        "deal_in_its_term_is_left_alone",
        "covered_sector_is_active",
        "covered_sector_has_deals_that_run",
        "covered_deal_is_settled_before_it_ends",
        "proof_covers_every_sector",
        "proof_settles_every_deal",
        "proof_gives_up_no_live_deal",
    }


@pytest.mark.parametrize("wrong", [{"state": DealState.FAILING}, {"paid_until": 21}, {"state": DealState.COMMITTED}])
def test_a_deal_of_a_proved_sector_is_settled(proof, wrong):
    law = accepted_proofs.deal_of_a_proved_sector_is_settled
    assert law(proof.before, proof.after, proof.place)
    change_deal(proof.after, proof.deal, **wrong)
    assert not law(proof.before, proof.after, proof.place)


def test_a_deal_that_was_proved_too_late_need_not_run(proof):
    law, limit = accepted_proofs.deal_of_a_proved_sector_is_settled, proof.after.market.deals[proof.waiting[1]]
    proof.after.epoch = limit.activate_by
    assert not law(proof.before, proof.after, proof.waiting)
    proof.after.epoch = Epoch(limit.activate_by + 1)
    assert law(proof.before, proof.after, proof.waiting)


def test_a_deal_in_its_term_is_left_alone(proof):
    law, ends = accepted_proofs.deal_in_its_term_is_left_alone, proof.before.market.deals[proof.deal].proposal
    assert law(proof.before, proof.after, proof.place)
    change_deal(proof.after, proof.deal, state=DealState.EXPIRED)
    assert not law(proof.before, proof.after, proof.place)
    proof.before.epoch = Epoch(ends.deal_expiry + 1)
    assert law(proof.before, proof.after, proof.place)


def test_a_deal_in_its_term_stays_listed(proof):
    del proof.after.market.deals_in_sector[proof.place]
    assert not accepted_proofs.deal_in_its_term_is_left_alone(proof.before, proof.after, proof.place)


@pytest.mark.parametrize("state", [SectorState.COMMITTED, SectorState.RECOVERING])
def test_a_covered_sector_is_active(proof, state):
    change_sector(proof.after, proof.sector, state=state)
    assert not accepted_proofs.covered_sector_is_active(proof.before, proof.after, proof.sector)
    assert not accepted_proofs.proof_covers_every_sector(proof.before, proof.after, proof.miner, True)
    assert accepted_proofs.proof_covers_every_sector(proof.before, proof.after, proof.miner, False)
    assert accepted_proofs.proof_covers_every_sector(proof.before, proof.after, proof.miner + 1, True)
    change_sector(proof.after, proof.sector, proving=False)
    assert accepted_proofs.covered_sector_is_active(proof.before, proof.after, proof.sector)
    assert accepted_proofs.proof_covers_every_sector(proof.before, proof.after, proof.miner, True)


def test_a_covered_sector_stays(proof):
    del proof.after.miner.sectors[proof.sector]
    assert not accepted_proofs.covered_sector_is_active(proof.before, proof.after, proof.sector)


@pytest.mark.parametrize("wrong", [{"paid_until": 21}, {"state": DealState.COMMITTED}])
def test_deals_in_a_covered_sector_run(proof, wrong):
    assert accepted_proofs.covered_sector_has_deals_that_run(proof.before, proof.after, proof.sector)
    assert accepted_proofs.proof_settles_every_deal(proof.before, proof.after, proof.miner, True)
    change_deal(proof.after, proof.deal, **wrong)
    assert not accepted_proofs.covered_sector_has_deals_that_run(proof.before, proof.after, proof.sector)
    assert not accepted_proofs.proof_settles_every_deal(proof.before, proof.after, proof.miner, True)
    assert accepted_proofs.proof_settles_every_deal(proof.before, proof.after, proof.miner, False)
    change_deal(proof.after, proof.deal, state=DealState.EXPIRED)
    assert accepted_proofs.covered_sector_has_deals_that_run(proof.before, proof.after, proof.sector)
    assert accepted_proofs.proof_settles_every_deal(proof.before, proof.after, proof.miner, True)


def test_a_deal_that_is_closed_by_a_proof_was_settled_to_its_end(proof):
    law, ends = accepted_proofs.covered_deal_is_settled_before_it_ends, proof.before.market.deals[proof.deal].proposal
    proof.before.epoch = proof.after.epoch = Epoch(ends.deal_expiry + 1)
    change_deal(proof.after, proof.deal, state=DealState.EXPIRED)
    assert not law(proof.before, proof.after, proof.sector)
    change_deal(proof.after, proof.deal, paid_until=ends.deal_expiry)
    assert law(proof.before, proof.after, proof.sector)


def test_a_sector_with_a_live_deal_does_not_leave(proof):
    law = accepted_proofs.proof_gives_up_no_live_deal
    assert law(proof.before, proof.after, proof.miner)
    del proof.after.miner.sectors[proof.sector]
    assert not law(proof.before, proof.after, proof.miner)
    change_deal(proof.before, proof.deal, state=DealState.EXPIRED)
    assert law(proof.before, proof.after, proof.miner)
