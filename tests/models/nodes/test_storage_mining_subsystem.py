"""A node's miner: its registration, its elections, its seals and its proofs."""

import pytest

from filspec.actors.interpreter import Envelope
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.storage_market.state import DealState
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_miner.state import SectorState
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.units import Epoch, SectorNumber, TokenAmount
from filspec.chain.encoding import digest
from filspec.chain.tickets import is_next_ticket
from filspec.kit.runner import Receipt
from filspec.kit.trace import Crossing, Recorder, recording
from filspec.nodes.storage_mining_subsystem import StorageMinerSubsystem, StorageMiningSubsystem, awaits_sector

CONTENT = b"piece" * 30


@pytest.fixture
def stocked(network):
    """The provider has a miner, and all have funds with the market."""
    network.register_miner()
    network.join_market()
    return network


def sent(network, method) -> list[Envelope]:
    """What the provider's worker has sent by this method and no block has included."""
    waiting = network.provider.pool.get_most_profitable_messages(network.provider.mining.miners[0])
    worker = network.provider.worker
    return [
        message.envelope
        for message in waiting
        if message.envelope.method == method.__name__ and message.envelope.sender == worker
    ]


def receipts_of(network, method) -> list[Receipt]:
    """The receipts of all messages of this method on the chain, oldest first."""
    store, transition = network.cast.network.store, network.cast.network.transition
    found = []
    for tipset in [*store.ancestry(network.client.chain.head)][::-1]:
        receipts = dict(transition.result(tipset).receipts)
        for block in tipset.blocks:
            found += [
                receipts.pop(message.identity)
                for message in block.messages
                if message.envelope.method == method.__name__ and message.identity in receipts
            ]
    return found


def test_the_drawing_has_two_names_for_it():
    assert StorageMinerSubsystem is StorageMiningSubsystem


def test_joining_registers_a_miner_of_owner_and_worker_with_the_pledge(network):
    miner = network.register_miner()
    record = network.world.miner.miners[miner]
    assert (record.owner, record.worker) == (network.provider.owner, network.provider.worker)
    assert network.world.power.claims[miner].pledge == network.cast.purse.pledge


def test_a_refused_registration_makes_no_miner(network_on):
    network = network_on(preset="2k")
    network.provider.mining.join_network(network.provider.owner, 0)
    network.play(4)
    assert [receipt.reason for receipt in receipts_of(network, create_storage_miner)] == [Reason.PLEDGE_TOO_SMALL]
    assert network.provider.mining.miners == []


def test_n5_a_block_is_made_only_by_a_winner_and_only_one_of_a_miner_in_an_epoch(stocked):
    # Given a provider with power
    stocked.store(CONTENT)
    # When rounds are played
    with recording(Recorder()) as recorder:
        stocked.play(12)
    # Then each block follows a won election of its miner in its epoch
    blocks = [event for event in recorder.events if event.label.startswith("GenerateBlock(")]
    elections = [event for event in recorder.events if event.label == "{1, 0}"]
    won = [(event.node, event.epoch) for event in elections if dict(event.arguments)["answer"]]
    assert len(blocks) >= 8
    assert [(event.node, event.epoch) for event in blocks] == won
    assert len(set(won)) == len(won)


def test_after_null_rounds_a_block_carries_one_ticket_for_each_of_them(network):
    # Given a head, then epochs in which the miner draws and its blocks are lost
    network.play()
    head, node = network.client.chain.head, network.genesis_miner
    for epoch in (2, 3, 4):
        node.clock.begin_round(Epoch(epoch))
    # When a block is made in the last of them
    [block] = [block for block in node.blockchain._received if block.header.epoch == 4]
    # Then its tickets follow one another from the head's
    previous = head.min_ticket
    for ticket in block.header.tickets:
        assert is_next_ticket(network.key_of(node.worker).public, previous, ticket)
        previous = ticket
    assert len(block.header.tickets) == 3


def test_every_winning_block_carries_a_proof_of_spacetime(network):
    network.play(5)
    for tipset in network.cast.network.store.ancestry(network.client.chain.head):
        for block in tipset.blocks:
            proofs = [message for message in block.messages if message.envelope.method == submit_post.__name__]
            assert len(proofs) == (1 if tipset.epoch else 0)
    assert all(receipt.accepted for receipt in receipts_of(network, submit_post))


def test_n4_a_sector_is_sealed_with_the_seed_of_the_chain_and_the_pieces_of_its_deals(stocked):
    # Given
    deal = stocked.agree(CONTENT)
    stocked.provider.market.stage_unpublished(deal)
    [miner], epoch = stocked.provider.mining.miners, stocked.world.epoch
    # When
    with recording(Recorder()) as recorder:
        stocked.provider.scheduler.resume_seals(miner, epoch)
    # Then the seal is asked for with what the chain answered
    seed = next(event for event in recorder.events if event.label == "Seed" and event.crossing is Crossing.REPLY)
    asked = next(event for event in recorder.events if event.label == "SealSector(Seed, SectorID, ReplicaCfg)")
    assert dict(asked.arguments)["seed"] == dict(seed.arguments)["answer"]
    replica = dict(asked.arguments)["replica"]
    assert (replica.miner, replica.number) == (miner, 0)
    assert replica.pieces == ((0, deal.proposal.piece_size, CONTENT),)
    [commit] = sent(stocked, commit_sector)
    parameters = stocked.cast.parameters
    assert commit.arguments[0].seal_epoch == epoch - parameters.sealing_time - parameters.finality


def test_a_published_deal_is_committed_by_its_number_and_a_pending_one_is_published_with_the_commit(stocked):
    # Given a deal that only the client published, and one that nobody did
    published, pending = stocked.agree(CONTENT), stocked.agree(b"other")
    stocked.client.market.publish(published)
    stocked.play_until(lambda: stocked.state_of(published) is DealState.PUBLISHED)
    # When both are staged and sealed
    for deal in (published, pending):
        stocked.provider.market.stage_unpublished(deal)
    [miner] = stocked.provider.mining.miners
    stocked.provider.scheduler.resume_seals(miner, stocked.world.epoch)
    # Then
    [commit] = sent(stocked, commit_sector)
    assert [piece.deal for piece in commit.arguments[2]] == [stocked.provider.mining.deal_id(published)]
    assert [piece.deal for piece in commit.arguments[3]] == [pending]
    stocked.play_until(lambda: stocked.state_of(pending) is DealState.ACTIVE)
    assert stocked.state_of(published) is DealState.ACTIVE


def test_a_refused_commit_is_tried_again_without_sealing_anew(stocked):
    # Given a pending deal whose client takes its money out before the commit, and brings it back later
    deal = stocked.agree(CONTENT)
    stocked.client.market.leave_market()
    stocked.play_until(lambda: stocked.world.market.escrow[deal.proposal.client].available == 0)
    stocked.provider.market.stage_unpublished(deal)
    # When the commit is refused
    with recording(Recorder()) as recorder:
        stocked.play_until(lambda: bool(receipts_of(stocked, commit_sector)))
        assert receipts_of(stocked, commit_sector)[0].reason is Reason.CLIENT_BALANCE_TOO_SMALL
        stocked.client.market.join_market(0, 10_000, 0)
        stocked.play_until(lambda: stocked.state_of(deal) is DealState.COMMITTED)
    # Then the error was heard, and the sector was sealed once
    errors = [event for event in recorder.events if event.crossing is Crossing.ERROR]
    assert {(event.sender, event.receiver, event.label) for event in errors} == {
        ("StorageMinerActor", "StorageMiningSubsystem", "CommitSectorError")
    }
    seals = [event for event in recorder.events if event.label == "Seal(Seed, SectorID, ReplicaCfg)"]
    assert len(seals) == 1


def test_a_seal_whose_seed_became_stale_is_made_anew(stocked):
    # Given a sector sealed long ago, whose commit got lost
    deal = stocked.agree(CONTENT, proposal_expiry=Epoch(10_000))
    stocked.provider.market.stage_unpublished(deal)
    mining, [miner], epoch = stocked.provider.mining, stocked.provider.mining.miners, stocked.world.epoch
    stocked.provider.indexer.close_staged()
    mining.seal_and_commit(miner, SectorNumber(0), epoch)
    first = mining._seals[SectorNumber(0)]
    mining.seal_and_commit(miner, SectorNumber(0), epoch)
    assert mining._seals[SectorNumber(0)] is first
    # When it is committed again behind the window of its seed
    later = Epoch(epoch + stocked.cast.parameters.sealing_slack + 1)
    mining.seal_and_commit(miner, SectorNumber(0), later)
    # Then
    assert mining._seals[SectorNumber(0)].seal_epoch == first.seal_epoch + stocked.cast.parameters.sealing_slack + 1


def test_a_commit_is_not_retried_for_deals_that_came_to_nothing(stocked):
    # Given a pending deal that its client cannot pay, now or ever
    deal = stocked.agree(CONTENT)
    stocked.client.market.leave_market()
    stocked.play_until(lambda: stocked.world.market.escrow[deal.proposal.client].available == 0)
    stocked.provider.market.stage_unpublished(deal)
    # When its proposal has expired
    stocked.play_until(lambda: stocked.world.epoch > deal.proposal.proposal_expiry + 1)
    tried = len(receipts_of(stocked, commit_sector))
    assert 0 < tried <= stocked.cast.parameters.finality + 2
    # Then nobody pays for it any more
    stocked.play(5)
    assert len(receipts_of(stocked, commit_sector)) == tried
    assert stocked.provider.mining.retry == []


def test_a_deal_awaits_a_sector_until_it_is_bound_or_too_late(stocked):
    def awaits(epoch):
        return awaits_sector(stocked.provider.chain.world_in(Epoch(epoch)), deal)

    deal = stocked.agree(CONTENT)
    expiry = deal.proposal.proposal_expiry
    assert [awaits(epoch) for epoch in (stocked.world.epoch, expiry, expiry + 1)] == [True, True, False]
    stocked.client.market.publish(deal)
    stocked.play_until(lambda: stocked.state_of(deal) is DealState.PUBLISHED)
    activate_by = stocked.world.market.deals[stocked.provider.mining.deal_id(deal)].activate_by
    assert activate_by > expiry
    assert [awaits(epoch) for epoch in (expiry + 1, activate_by, activate_by + 1)] == [True, True, False]


def test_a_deal_in_a_sector_awaits_none(stocked):
    deal = stocked.store(CONTENT)
    assert not awaits_sector(stocked.world, deal)


def test_a_sector_that_cannot_be_read_is_not_proved_and_nothing_is_sent(stocked):
    # Given
    stocked.store(CONTENT)
    [miner] = stocked.provider.mining.miners
    stocked.play_until(lambda: not sent(stocked, submit_post))
    stocked.provider.proving.sealed[SectorNumber(0)].replica.damage(0)
    # When
    epoch = stocked.world.epoch
    challenge = stocked.provider.consensus.get_post_challenge(stocked.provider.chain.head, Epoch(epoch - 1), miner)
    stocked.provider.mining.answer_challenge(miner, epoch, Epoch(epoch - 1), challenge)
    # Then
    assert sent(stocked, submit_post) == []
    assert not stocked.provider.mining.awaits_post_receipt(miner)


def test_a_miner_without_sectors_proves_nothing(stocked):
    [miner], epoch = stocked.provider.mining.miners, stocked.world.epoch
    challenge = stocked.provider.consensus.get_post_challenge(stocked.provider.chain.head, Epoch(epoch - 1), miner)
    stocked.provider.mining.answer_challenge(miner, epoch, Epoch(epoch - 1), challenge)
    assert sent(stocked, submit_post) == []


def test_a_refused_proof_is_heard_of_and_no_longer_awaited(stocked):
    # Given a proof for the challenge of another epoch
    stocked.store(CONTENT)
    [miner], mining = stocked.provider.mining.miners, stocked.provider.mining
    stocked.play_until(lambda: not mining.awaits_post_receipt(miner))
    epoch = stocked.world.epoch
    wrong = stocked.provider.consensus.get_post_challenge(stocked.provider.chain.head, Epoch(epoch - 2), miner)
    # When
    with recording(Recorder()) as recorder:
        mining.answer_challenge(miner, epoch, Epoch(epoch - 1), wrong)
        assert mining.awaits_post_receipt(miner)
        stocked.cast.network.gossip.deliver()
        stocked.play_until(lambda: not mining.awaits_post_receipt(miner))
    # Then
    refused = [receipt for receipt in receipts_of(stocked, submit_post) if not receipt.accepted]
    assert [receipt.reason for receipt in refused] == [Reason.INVALID_POST]
    errors = [event.label for event in recorder.events if event.crossing is Crossing.ERROR]
    assert errors == ["PoStError"]
    assert stocked.sector(0).state is SectorState.ACTIVE


def test_each_deal_that_has_ended_is_closed_once(stocked):
    # Given two deals of one sector that end at different times
    end = stocked.world.epoch + stocked.cast.parameters.deal_activation_limit + 4
    deals = [stocked.agree(CONTENT, deal_expiry=Epoch(end + later), storage_price=TokenAmount(500)) for later in (0, 4)]
    for deal in deals:
        stocked.provider.market.publish(deal)
    stocked.play_until(lambda: all(stocked.state_of(deal) is DealState.ACTIVE for deal in deals))
    assert len(stocked.provider.indexer.pieces) == 1
    # When both have ended
    stocked.play_until(lambda: all(stocked.state_of(deal) is DealState.EXPIRED for deal in deals))
    stocked.play(3)
    # Then nobody tried to close a deal that was closed before
    reasons = {receipt.reason for receipt in receipts_of(stocked, close_expired_storage_deal)}
    assert Reason.DEAL_ALREADY_CLOSED not in reasons
    assert 1 <= len(receipts_of(stocked, close_expired_storage_deal)) <= 2
    assert {digest(deal.proposal) for deal in deals} == set(stocked.world.market.published.keys_in_order())
