"""Nodes: wired, following the chain, and giving back what they sealed."""

import pytest

from filspec.actors.ledger.transfers import send
from filspec.actors.storage_market.state import DealState
from filspec.kit.trace import Recorder, recording

PIECES = (b"first piece", b"second piece" * 20)


@pytest.fixture
def stored(network):
    """Two pieces of the provider's, sealed and proved."""
    network.register_miner()
    network.join_market()
    deals = [network.agree(piece) for piece in PIECES]
    for deal in deals:
        network.provider.market.publish(deal)
    network.play_until(lambda: all(network.state_of(deal) is DealState.ACTIVE for deal in deals))
    return [deal.proposal for deal in deals]


def test_a_sealed_piece_comes_back_with_its_padding(network, stored):
    for piece, proposal in zip(PIECES, stored, strict=True):
        assert network.provider.holds(proposal.piece_cid)
        content = network.provider.unseal(proposal.piece_cid)
        assert content == piece + bytes(proposal.piece_size // 128 * 127 - len(piece))


def test_pieces_of_one_sector_have_different_places(network, stored):
    places = [network.provider.place_of(proposal.piece_cid) for proposal in stored]
    assert [size for _, _, size in places] == [proposal.piece_size for proposal in stored]
    assert len({(number, offset) for number, offset, _ in places}) == 2


def test_a_piece_that_is_not_sealed_here_is_not_here(network, stored):
    piece = stored[0].piece_cid
    assert not network.other_provider.holds(piece)
    assert network.other_provider.place_of(piece) is None
    with pytest.raises(LookupError, match=f"no sector of provider B holds piece {piece:#x}"):
        network.other_provider.unseal(piece)


def test_a_piece_that_is_staged_and_not_sealed_is_not_here_yet(network):
    network.join_market()
    deal = network.agree(PIECES[0])
    network.provider.market.stage_unpublished(deal)
    assert not network.provider.holds(deal.proposal.piece_cid)


def test_following_forgets_included_messages_before_receipts_make_new_ones(network):
    # Given a client that joins the market as soon as it hears of its first receipt
    heard = []

    def join(receipt):
        heard.append(network.client.pool.next_nonce(network.client.market.account))
        network.client.market.join_market(10, 1, 0)

    network.client.wallet.send(network.client.market.account, send, network.provider.owner, on_receipt=join)
    # When
    network.play_until(lambda: network.client.market.account in network.world.market.escrow)
    # Then its next message had the next nonce
    assert heard == [1]


def test_each_tipset_is_followed_once(network):
    receipts = []
    network.client.wallet.see = lambda applied: receipts.extend(applied.receipts)
    network.play(5)
    network.client.follow()
    store, transition = network.cast.network.store, network.cast.network.transition
    chain = [*reversed(list(store.ancestry(network.client.chain.head)))][1:]
    assert receipts == [receipt for tipset in chain for receipt in transition.result(tipset).receipts]


def test_a_node_that_does_not_mine_has_nothing_to_prepare(network):
    with recording(Recorder()) as recorder:
        network.client.prepare_round(1)
    assert recorder.events == []


@pytest.mark.parametrize("role", ["client", "provider", "genesis_miner"])
def test_every_participant_of_a_node_knows_its_node(network, role):
    node = getattr(network, role)
    participants = [part for part in vars(node).values() if hasattr(part, "drawn_name")]
    assert len(participants) >= 7
    assert {part.node for part in participants} == {node.name}
