"""Where pieces lie and when their deals end: N1 to N3 of protocol-facts section 8."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.storage_market.state import StorageDeal, StorageDealProposal
from filspec.actors.units import ActorID, Bytes, Commitment, Epoch, Signature, TokenAmount
from filspec.nodes.sector_indexer_subsystem import SectorIndexerSubsystem

CAPACITY = Bytes(2048)


def deal_of(size: int, deal_expiry: int = 10, number: int = 0) -> StorageDeal:
    proposal = StorageDealProposal(
        piece_cid=Commitment(number),
        piece_size=Bytes(size),
        client=ActorID(100),
        provider=ActorID(101),
        proposal_expiry=Epoch(5),
        deal_expiry=Epoch(deal_expiry),
        storage_price=TokenAmount(1),
        client_collateral=TokenAmount(1),
        storage_collateral=TokenAmount(1),
    )
    return StorageDeal(proposal=proposal, client_signature=Signature(1), provider_signature=Signature(2))


SIZES = st.sampled_from([128, 256, 512, 1024, 2048])
DEALS = st.lists(st.tuples(SIZES, st.integers(0, 12)), max_size=20).map(
    lambda terms: [deal_of(size, expiry, number) for number, (size, expiry) in enumerate(terms)]
)
CLOSINGS = st.sets(st.integers(0, 19))


@pytest.fixture
def indexer():
    return SectorIndexerSubsystem("node", CAPACITY)


def filled(deals, closings=()):
    """An indexer with these deals; before some of them its staged sectors were closed."""
    indexer, places = SectorIndexerSubsystem("node", CAPACITY), []
    for place, deal in enumerate(deals):
        if place in closings:
            indexer.close_staged()
        places.append(indexer.add_deal_to_sector(deal, b""))
    return indexer, places


@given(DEALS, CLOSINGS)
def test_n1_a_deal_is_in_one_sector_and_pieces_are_aligned_and_never_overlap(deals, closings):
    indexer, places = filled(deals, closings)
    lying = [(number, piece.deal) for number, pieces in indexer.pieces.items() for piece in pieces]
    assert sorted(lying, key=lambda place: place[1].proposal.piece_cid) == list(zip(places, deals, strict=True))
    for number, pieces in indexer.pieces.items():
        end = 0
        for piece in pieces:
            size = piece.deal.proposal.piece_size
            assert piece.offset % size == 0
            assert piece.offset >= end
            end = piece.offset + size
        assert indexer.used(number) == end <= CAPACITY


@given(DEALS, CLOSINGS)
def test_n1_a_new_sector_is_opened_only_for_a_piece_that_fits_into_no_staged_one(deals, closings):
    indexer, opened = SectorIndexerSubsystem("node", CAPACITY), []
    for place, deal in enumerate(deals):
        if place in closings:
            indexer.close_staged()
            opened = []
        size = deal.proposal.piece_size
        fits = [number for number in opened if -(-indexer.used(number) // size) * size + size <= CAPACITY]
        number = indexer.add_deal_to_sector(deal, b"")
        assert number == (fits[0] if fits else len(indexer.pieces) - 1)
        opened = opened if number in opened else [*opened, number]


@given(DEALS)
def test_n2_the_expiry_index_matches_the_deals_of_the_sectors(deals):
    indexer, places = filled(deals)
    for epoch in range(13):
        ending = {place for place, deal in zip(places, deals, strict=True) if deal.proposal.deal_expiry == epoch}
        assert indexer.lookup_sector_by_deal_expiry(Epoch(epoch)) == sorted(ending)


@given(DEALS, st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_n3_purging_removes_only_sectors_whose_deals_have_all_ended(deals, rounds):
    # Given
    indexer, places = filled(deals)
    epoch = 0
    for passed in rounds:
        # When rounds pass, some of them null
        epoch += passed
        indexer.on_new_tipset(None, Epoch(epoch))
        # Then the index knows every deal of a sector in which one is still running
        running = {place for place, deal in zip(places, deals, strict=True) if deal.proposal.deal_expiry >= epoch}
        for place, deal in zip(places, deals, strict=True):
            found = indexer.lookup_sector_by_deal_expiry(deal.proposal.deal_expiry)
            assert (place in found) == (place in running)


@given(DEALS, st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_every_deal_that_ends_is_handed_on_once_null_rounds_or_not(deals, rounds):
    # Given
    indexer, places = filled(deals)
    handed: list[tuple[int, ...]] = []
    indexer.handle_expired = handed.append
    epoch = 0
    for passed in rounds:
        handed.clear()
        # When
        before, epoch = epoch, epoch + passed
        indexer.on_new_tipset(None, Epoch(epoch))
        # Then
        ended = {
            (deal.proposal.deal_expiry, place)
            for place, deal in zip(places, deals, strict=True)
            if before <= deal.proposal.deal_expiry < epoch
        }
        assert [number for group in handed for number in group] == [place for _, place in sorted(ended)]


def test_a_deal_has_ended_only_behind_its_last_epoch(indexer):
    number = indexer.add_deal_to_sector(deal_of(128, deal_expiry=10), b"")
    assert indexer.deals_ended(number, Epoch(10)) == ()
    assert indexer.deals_ended(number, Epoch(11)) == (deal_of(128, deal_expiry=10),)


def test_closing_hands_out_each_staged_sector_once(indexer):
    numbers = {indexer.add_deal_to_sector(deal_of(2048, number=number), b"") for number in range(3)}
    assert set(indexer.close_staged()) == numbers
    assert indexer.close_staged() == ()
    assert indexer.add_deal_to_sector(deal_of(128), b"") == 3


@pytest.mark.parametrize("size", [4096, 2049])
def test_a_piece_that_fits_into_no_sector_is_refused_and_leaves_no_trace(indexer, size):
    with pytest.raises(ValueError, match=f"a piece of {size} bytes fits into no sector of 2048 bytes"):
        indexer.add_deal_to_sector(deal_of(size), b"")
    assert indexer.pieces == {}
    assert indexer.close_staged() == ()
    assert indexer.lookup_sector_by_deal_expiry(Epoch(10)) == []
