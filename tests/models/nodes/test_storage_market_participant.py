"""Both sides of a storage deal: what is proposed, signed, published and staged, and what is refused."""

import pytest

from filspec.actors.storage_market.state import DealState
from filspec.actors.units import ActorID, Bytes, Commitment, Epoch, TokenAmount
from filspec.chain.conversions import digest_bytes
from filspec.chain.encoding import digest
from filspec.chain.keys import verify
from filspec.kit.trace import Recorder, recording
from filspec.nodes.storage_market_participant import STATUS_OF_DEAL, ProposalStatus
from filspec.scenarios.cast import CLIENT, OWNER_A, OWNER_B

CONTENT = b"what the client wants to keep" * 9


@pytest.fixture
def market(network):
    """Client and provider have funds with the market."""
    network.join_market()
    return network


def test_joining_deposits_adds_and_takes_back(network):
    network.client.market.join_market(100, 50, 30)
    network.play_until(lambda: CLIENT in network.world.market.escrow)
    assert network.world.market.escrow[CLIENT].available == 120


def test_a_deal_is_signed_by_both_sides(market):
    deal = market.agree(CONTENT)
    signed = digest_bytes(digest(deal.proposal))
    for party, signature in ((CLIENT, deal.client_signature), (OWNER_A, deal.provider_signature)):
        assert verify(market.key_of(party).public, signed, signature)
    assert market.client.market.deals == market.provider.market.deals == {digest(deal.proposal): deal}


UNACCEPTABLE = {
    "of another provider": {"provider": OWNER_B},
    "expired": {"proposal_expiry": Epoch(0)},
    "too cheap": {"storage_price": TokenAmount(0)},
    "too dear for the client": {"storage_price": TokenAmount(10**9)},
    "of another client": {"client": OWNER_B},
    "of a client that does not exist": {"client": ActorID(4_000)},
    "about another piece": {"piece_cid": Commitment(7)},
    "about a piece of another size": {"piece_size": Bytes(128)},
}


@pytest.mark.parametrize("changes", UNACCEPTABLE.values(), ids=UNACCEPTABLE)
def test_an_unacceptable_proposal_is_refused_and_its_status_says_so(market, changes):
    # Given
    proposal = market.proposal(CONTENT, **changes)
    # When
    deal = market.client.market.propose(market.provider.market, proposal, CONTENT)
    # Then
    assert deal is None
    assert market.client.market.deals == market.provider.market.deals == {}
    status = market.provider.market.query_storage_deal_proposal_status(digest(proposal))
    assert status is ProposalStatus.PROPOSAL_REJECTED


def test_terms_are_taken_up_to_their_limits_and_no_further(network):
    # Given a client with a balance of its own
    network.join_market()
    world, balance = network.world, network.world.market.escrow[CLIENT].available
    minimum, collateral = world.parameters.minimum_storage_price, network.proposal(CONTENT).client_collateral
    limits = {
        "proposal_expiry": (world.epoch, -1),
        "storage_price": (minimum, -1),
        "client_collateral": (balance - network.proposal(CONTENT).storage_price, 1),
    }
    assert 0 < minimum <= balance - collateral
    for term, (limit, beyond) in limits.items():
        # When a term is beyond its limit, then the proposal is refused; at the limit it is taken
        for value in (limit + beyond, limit):
            proposal = network.proposal(CONTENT, **{term: value})
            deal = network.client.market.propose(network.provider.market, proposal, CONTENT)
            assert (deal is not None) == (value == limit), term


def test_a_proposal_the_client_did_not_sign_is_refused(market):
    proposal = market.proposal(CONTENT)
    forged = market.key_of(OWNER_B).sign(digest_bytes(digest(proposal)))
    assert market.provider.market.new_storage_deal_proposal(proposal, forged, CONTENT) is None


def test_content_that_is_not_the_piece_is_refused(market):
    proposal = market.proposal(CONTENT)
    assert market.client.market.propose(market.provider.market, proposal, CONTENT[:-1]) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda deal: deal.but(provider_signature=deal.client_signature),
        lambda deal: deal.but(proposal=deal.proposal.but(storage_price=TokenAmount(1_000))),
    ],
    ids=["another signature", "another price"],
)
def test_a_deal_that_is_not_what_the_client_proposed_is_not_taken(market, change, monkeypatch):
    # Given a provider that answers with something else
    honest = market.provider.market.new_storage_deal_proposal
    monkeypatch.setattr(
        market.provider.market, "new_storage_deal_proposal", lambda *proposed: change(honest(*proposed))
    )
    # When, then
    assert market.client.market.propose(market.provider.market, market.proposal(CONTENT), CONTENT) is None
    assert market.client.market.deals == {}


def staged_pieces(network):
    return [piece.content for pieces in network.provider.indexer.pieces.values() for piece in pieces]


@pytest.mark.parametrize("publishers", [["client", "provider"], ["provider", "client"], ["provider", "provider"]])
def test_d20_publishing_twice_is_publishing_once(market, publishers):
    # Given
    deal = market.agree(CONTENT)
    locked = market.world.market.escrow[CLIENT].locked
    # When both sides publish, or one side does so twice
    for publisher in publishers:
        getattr(market, publisher).market.publish(deal)
    market.play_until(lambda: market.state_of(deal) is not None)
    market.play(2)
    # Then there is one deal, locked once, and staged once
    assert len(market.world.market.deals.keys_in_order()) == 1
    cost = deal.proposal.storage_price + deal.proposal.client_collateral
    assert market.world.market.escrow[CLIENT].locked == locked + cost
    assert market.client.market.locked_balance() == locked + cost
    assert staged_pieces(market) == [CONTENT]


def test_a_deal_that_only_the_client_published_is_not_staged(market):
    deal = market.agree(CONTENT)
    market.client.market.publish(deal)
    market.play_until(lambda: market.state_of(deal) is not None)
    assert staged_pieces(market) == []


def test_a_deal_whose_publication_is_refused_is_not_staged(market):
    # Given a deal that ends before it could become active
    deal = market.agree(CONTENT, deal_expiry=Epoch(market.world.epoch + 2))
    # When
    market.provider.market.publish(deal)
    market.play(5)
    # Then
    assert market.state_of(deal) is None
    assert staged_pieces(market) == []


def test_the_participant_hears_where_the_miner_staged_its_deal(market):
    deal = market.agree(CONTENT)
    market.provider.market.stage_unpublished(deal)
    assert market.provider.market.staged == {digest(deal.proposal): 0}
    assert staged_pieces(market) == [CONTENT]


def test_queries_follow_the_life_of_a_deal(network):
    # Given
    network.register_miner()
    network.join_market()
    client, provider = network.client.market, network.provider.market
    unknown = digest(network.proposal(b"never proposed"))
    assert provider.query_storage_deal_proposal_status(unknown) is ProposalStatus.PROPOSAL_NOT_FOUND
    assert client.ask_about(provider, unknown) is ProposalStatus.DEAL_NOT_FOUND
    # When a deal is signed
    deal = network.agree(CONTENT)
    identity = digest(deal.proposal)
    assert provider.query_storage_deal_proposal_status(identity) is ProposalStatus.PROPOSAL_SIGNED
    assert client.ask_about(provider, identity) is ProposalStatus.DEAL_NOT_FOUND
    # Then its status is that of the chain from then on
    provider.publish(deal)
    seen = []
    while network.state_of(deal) is not DealState.EXPIRED:
        network.play()
        status = client.ask_about(provider, identity)
        if not seen or seen[-1] is not status:
            seen.append(status)
    assert seen[-4:] == [
        ProposalStatus.PUBLISHED,
        ProposalStatus.COMMITTED,
        ProposalStatus.ACTIVE,
        ProposalStatus.EXPIRED,
    ]


def test_statuses_have_the_numbers_of_the_source():
    # specs v1.1, storage market; the last two are those of the model.
    assert [status.value for status in ProposalStatus] == list(range(13))
    assert (ProposalStatus.PROPOSAL_SIGNED.value, ProposalStatus.DEAL_NOT_FOUND.value) == (3, 10)


def test_every_state_of_a_deal_has_a_status():
    assert {state.name: status.name for state, status in STATUS_OF_DEAL.items()} == {
        state.name: state.name for state in DealState
    }


def test_leaving_withdraws_what_is_available_and_nothing_from_an_empty_balance(market):
    # Given
    before = market.world.ledger.accounts[CLIENT].balance
    available = market.world.market.escrow[CLIENT].available
    # When
    market.client.market.leave_market()
    market.play_until(lambda: market.world.market.escrow[CLIENT].available == 0)
    # Then
    assert market.world.ledger.accounts[CLIENT].balance == before + available - 1
    nonce = market.world.ledger.accounts[CLIENT].nonce
    market.client.market.leave_market()
    market.play(2)
    assert market.world.ledger.accounts[CLIENT].nonce == nonce


def test_proposer_and_counter_signer_have_the_names_of_the_drawing(market):
    with recording(Recorder()) as recorder:
        market.agree(CONTENT)
    crossings = [(event.sender, event.receiver, event.label) for event in recorder.events]
    one, two = "StorageMarketParticipant1", "StorageMarketParticipant2"
    assert (one, two, "NewStorageDealProposal(StorageDealProposal)") in crossings
    assert (two, two, "SignStorageDealProposal(StorageDealProposal)") in crossings
    assert (two, one, "NewStorageDeal(StorageDeal)") in crossings
