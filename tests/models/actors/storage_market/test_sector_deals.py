"""Binding deals to sectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import register_participant
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.sector_deals import (
    PublishedPiece,
    add_pending_deal,
    add_published_deal,
    holds_live_deals,
)
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import Bytes
from filspec.machines.outside_world import inclusion_proof
from filspec.machines.small_chain import CLIENT, OWNER, WORKER, SmallChain


@pytest.fixture
def market(chain):
    """A chain with both sides registered."""
    chain.register()
    return chain


@given(sizes=st.lists(st.sampled_from([128, 256, 512, 1024]), min_size=1, max_size=6))
def test_pieces_lie_one_behind_the_other_until_the_sector_is_full(sizes):
    chain = SmallChain()
    for who in (CLIENT, OWNER):
        chain.apply(register_participant, who, 100_000)
    miner = chain.apply(create_storage_miner, OWNER, 100, WORKER, 2048).answer
    info, offset, pieces = chain.sealed(miner, 0), 0, []
    for place, size in enumerate(sizes):
        deal = chain.signed(chain.proposal(piece_size=size, piece_cid=place))
        number = chain.apply(publish_storage_deal, CLIENT, deal).answer
        pieces.append(chain.published_piece(number, info, offset))
        offset += size
    receipt = chain.apply(commit_sector, WORKER, info, 1000, tuple(pieces), ())
    assert receipt.accepted == (sum(sizes) <= 2048)
    assert receipt.accepted or receipt.reason is Reason.PIECE_DOES_NOT_FIT
    if receipt.accepted:
        assert chain.world.miner.sectors[miner, 0].used == sum(sizes)
        assert chain.world.market.live_deals[miner, 0] == len(sizes)


def test_a_published_deal_is_bound_to_its_sector(market):
    miner = market.create_miner()
    deal = market.publish()
    assert not holds_live_deals(market.world, (miner, 0))
    market.commit(miner, deals=(deal,))
    assert (market.deal(deal).state, market.deal(deal).sector) == (DealState.COMMITTED, (miner, 0))
    assert ((miner, 0), deal) in market.world.market.deals_in_sector
    assert holds_live_deals(market.world, (miner, 0))


def test_a_pending_deal_is_published_and_bound_in_one_transaction(market):
    """Decision 5: the publication checks run at the commit."""
    miner = market.create_miner()
    info = market.sealed(miner, 0)
    piece = market.pending_piece(market.signed(market.proposal()), info)
    market.accepts(commit_sector, market.worker, info, 1000, (), (piece,))
    assert market.deal(0).state == DealState.COMMITTED
    assert market.escrow(market.client).locked == 110


def test_a_pending_deal_that_is_published_already_is_refused(market):
    miner = market.create_miner()
    market.publish()
    info = market.sealed(miner, 0)
    piece = market.pending_piece(market.signed(market.proposal()), info)
    market.refuses(Reason.DEAL_NOT_AWAITING_SECTOR, commit_sector, market.worker, info, 1000, (), (piece,))


def test_only_a_miner_binds_deals_and_only_to_its_sectors(market):
    miner = market.create_miner()
    published = market.published_piece(market.publish(), market.sealed(miner, 0))
    pending = market.pending_piece(market.signed(market.proposal(storage_price=9)), market.sealed(miner, 0))
    for message, piece in ((add_published_deal, published), (add_pending_deal, pending)):
        market.refuses(Reason.CALLER_IS_NOT_A_MINER, message, market.owner, 0, piece)
        market.refuses(Reason.NO_SUCH_SECTOR, message, miner, 0, piece)


def test_a_bound_deal_must_be_known_and_free(market):
    miner = market.create_miner()
    deal = market.publish()
    unknown = PublishedPiece(deal=deal + 1, offset=Bytes(0), inclusion=0)
    info = market.sealed(miner, 1)
    market.refuses(Reason.NO_SUCH_DEAL, commit_sector, market.worker, info, 1000, (unknown,), ())
    market.commit(miner, deals=(deal,))
    again = market.published_piece(deal, info)
    market.refuses(Reason.DEAL_NOT_AWAITING_SECTOR, commit_sector, market.worker, info, 1000, (again,), ())


def commit_it(market, miner, deal):
    market.commit(miner, deals=(deal,))


def activate_it(market, miner, deal):
    commit_it(market, miner, deal)
    market.end_epochs()
    market.prove(miner)


def let_it_fail_for_a_while(market, miner, deal):
    activate_it(market, miner, deal)
    market.pass_to(9)


def lose_it(market, miner, deal):
    activate_it(market, miner, deal)
    market.accepts(declare_consensus_fault, market.stranger, market.fault_of(miner))


def complete_it(market, miner, deal):
    commit_it(market, miner, deal)
    market.prove_to(miner, market.deal(deal).proposal.deal_expiry + 1)


def let_it_time_out(market, miner, deal):
    market.pass_to(market.deal(deal).activate_by + 1)
    market.accepts(close_expired_storage_deal, market.client, deal)


@pytest.mark.parametrize(
    ("lead_to", "state"),
    [
        (commit_it, DealState.COMMITTED),
        (activate_it, DealState.ACTIVE),
        (let_it_fail_for_a_while, DealState.FAILING),
        (lose_it, DealState.FAILED),
        (complete_it, DealState.EXPIRED),
        (let_it_time_out, DealState.TIMED_OUT),
    ],
)
def test_a_deal_is_bound_once_and_never_again_to_its_own_sector_or_another(market, lead_to, state):
    """Only a published deal that is in no sector and not closed awaits one, behind its own piece as well."""
    # Given a deal in each state but the first, and a second miner of its provider that goes on
    miner, other, deal = market.create_miner(), market.create_miner(), market.publish()
    market.commit(other, 5)
    lead_to(market, miner, deal)
    assert market.deal(deal).state == state
    # Then no live sector of the provider takes it, at any place, and no new one
    for sector_id in market.world.miner.sectors.keys_in_order():
        sector = market.sector(*sector_id)
        terms, offset = market.deal(deal).proposal, sector.used
        inclusion = inclusion_proof(sector.comm_d, terms.piece_cid, terms.piece_size, offset)
        piece = PublishedPiece(deal=deal, offset=offset, inclusion=inclusion)
        market.refuses(Reason.DEAL_NOT_AWAITING_SECTOR, add_published_deal, *sector_id, piece)
    info = market.sealed(other, 6)
    again = (market.published_piece(deal, info),)
    market.refuses(Reason.DEAL_NOT_AWAITING_SECTOR, commit_sector, market.worker, info, 1000, again, ())
    # And its proposal is not published once more with a commit
    pending = (market.pending_piece(market.signed(market.deal(deal).proposal), info),)
    market.refuses(Reason.DEAL_NOT_AWAITING_SECTOR, commit_sector, market.worker, info, 1000, (), pending)


def test_one_place_in_a_sector_serves_one_deal(market):
    """Given two deals about one piece, whose proof of inclusion is one and the same."""
    miner = market.create_miner()
    first, second = market.publish(), market.publish(storage_price=9)
    info = market.sealed(miner, 0)
    pieces = tuple(market.published_piece(deal, info) for deal in (first, second))
    assert pieces[0].inclusion == pieces[1].inclusion
    market.refuses(Reason.PIECE_OVERLAPS, commit_sector, market.worker, info, 1000, pieces, ())
    # When the first one has ended, then its place stays used
    market.commit(miner, 0, (first,))
    market.prove_to(miner, market.deal(first).proposal.deal_expiry + 1)
    third = market.publish(storage_price=8)
    market.refuses(Reason.PIECE_OVERLAPS, add_published_deal, miner, 0, market.published_piece(third, info))


def test_a_proof_of_inclusion_serves_a_deal_in_one_of_two_sectors_of_equal_content(market):
    """It shows what is in the data, and the sectors are two replicas of the same data: the deal chooses one."""
    miner, deal = market.create_miner(), market.publish()
    first, second = (market.sealed(miner, number, comm_d=500) for number in (0, 1))
    piece = market.published_piece(deal, first)
    assert piece == market.published_piece(deal, second)
    market.accepts(commit_sector, market.worker, first, 1000, (piece,), ())
    market.refuses(Reason.DEAL_NOT_AWAITING_SECTOR, commit_sector, market.worker, second, 1000, (piece,), ())
    market.accepts(commit_sector, market.worker, second, 1000, (), ())


def refuses_commit(chain, reason, miner, deal, offset=0, expiration=1000, **tampered):
    info = chain.sealed(miner, 0)
    piece = chain.published_piece(deal, info, offset).but(**tampered)
    chain.refuses(reason, commit_sector, chain.worker, info, expiration, (piece,), ())


def test_a_miner_stores_the_deals_of_its_owner_only(market):
    market.register(market.stranger)
    miner = market.create_miner()
    refuses_commit(market, Reason.DEAL_OF_ANOTHER_PROVIDER, miner, market.publish(provider=market.stranger))


def test_a_deal_is_bound_in_its_last_epoch_and_not_after(market):
    miner = market.create_miner()
    deal, late = market.publish(), market.publish(storage_price=9)
    market.pass_to(16)
    market.commit(miner, 1, (deal,))
    market.pass_to(17)
    refuses_commit(market, Reason.DEAL_TIMED_OUT, miner, late)


def test_a_sector_lasts_as_long_as_its_deals(market):
    miner = market.create_miner()
    deal = market.publish(deal_expiry=40)
    refuses_commit(market, Reason.DEAL_OUTLIVES_SECTOR, miner, deal, expiration=39)
    market.commit(miner, 0, (deal,), expiration=40)


def test_pieces_may_leave_a_gap_and_may_not_overlap(market):
    miner = market.create_miner()
    first, second = market.publish(), market.publish(storage_price=9)
    info = market.sealed(miner, 0)
    pieces = (market.published_piece(first, info, 512), market.published_piece(second, info, 1023))
    market.refuses(Reason.PIECE_OVERLAPS, commit_sector, market.worker, info, 1000, pieces, ())
    pieces = (market.published_piece(first, info, 512), market.published_piece(second, info, 1536))
    market.accepts(commit_sector, market.worker, info, 1000, pieces, ())
    assert market.sector(miner).used == 2048


def test_a_piece_ends_inside_the_sector(market):
    miner = market.create_miner()
    refuses_commit(market, Reason.PIECE_DOES_NOT_FIT, miner, market.publish(), offset=1537)


def test_a_piece_must_be_where_it_is_said_to_be(market):
    miner = market.create_miner()
    deal = market.publish()
    refuses_commit(market, Reason.PIECE_NOT_IN_SECTOR, miner, deal, inclusion=1)
    elsewhere = market.published_piece(deal, market.sealed(miner, 0), 512)
    refuses_commit(market, Reason.PIECE_NOT_IN_SECTOR, miner, deal, inclusion=elsewhere.inclusion)


@pytest.mark.parametrize(
    ("unsigned", "reason"),
    [("client_signature", Reason.INVALID_CLIENT_SIGNATURE), ("provider_signature", Reason.INVALID_PROVIDER_SIGNATURE)],
)
def test_a_commit_is_refused_for_any_deal_that_one_side_did_not_sign(market, unsigned, reason):
    """Given a commit of two deals to publish, the second of which lacks a signature."""
    miner = market.create_miner()
    info = market.sealed(miner, 0)
    signed, forged = market.signed(market.proposal()), market.signed(market.proposal(storage_price=500))
    pieces = (market.pending_piece(signed, info), market.pending_piece(forged.but(**{unsigned: 0}), info, 512))
    market.refuses(reason, commit_sector, market.worker, info, 1000, (), pieces)
    assert 0 not in market.world.market.deals
