import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from filspec.actors.ledger.transfers import send
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import ActorID, Epoch
from filspec.chain.block_semantics import validate_chain
from filspec.chain.blocks import Block, sign_header
from filspec.chain.consensus_faults import report_of
from filspec.chain.encoding import content_id
from filspec.chain.reasons import BlockReason, InvalidBlock


def check(chain, block, now=None, head=None):
    now = Epoch(block.header.epoch if now is None else now)
    validate_chain(block, chain.store, chain.transition, now, head or chain.genesis)


def refusal(chain, block, now=None, head=None):
    with pytest.raises(InvalidBlock) as refused:
        check(chain, block, now, head)
    return refused.value


def changed(chain, block, **changes):
    """The block with other header fields, signed again by its worker."""
    header = block.header.but(**changes)
    key = chain.key_of(header.miner) if header.miner in chain.workers else chain.key_of(chain.miner_a)
    return Block(header=sign_header(key, header), messages=block.messages)


@pytest.fixture
def parents(chain, accounts):
    owner, *_, client = accounts
    return chain.extend(chain.propose(chain.genesis, 1, chain.miner_b, [chain.message(client, 0, send, owner)]))


@pytest.fixture
def block(chain, parents, accounts):
    """A block two epochs after its parents, with a message."""
    owner, *_, client = accounts
    return chain.propose(parents, 3, chain.miner_a, [chain.message(client, 1, send, owner, value=5)])


def test_a_block_as_honest_miners_make_it(chain, block):
    check(chain, block)


class TestParents:
    def test_unknown(self, chain, block):
        refused = refusal(chain, changed(chain, block, parents=(content_id(1),)))
        assert refused.reason is BlockReason.UNKNOWN_PARENTS
        assert "ask a peer for it" in str(refused)

    def test_no_tipset(self, chain, parents, block):
        refused = refusal(chain, changed(chain, block, parents=(*parents.key, *chain.genesis.key)))
        assert refused.reason is BlockReason.PARENTS_NOT_A_TIPSET

    def test_in_another_order(self, chain):
        """Decision 32: a block names its parents in the order of their tickets, and is else refused."""
        both = chain.extend(*(chain.propose(chain.genesis, 1, miner) for miner in chain.workers))
        block = chain.propose(both, 2, chain.miner_a)
        check(chain, block)
        refused = refusal(chain, changed(chain, block, parents=both.key[::-1]))
        assert refused.reason is BlockReason.PARENTS_NOT_A_TIPSET


class TestTime:
    def test_a_ticket_for_each_epoch(self, chain, block):
        # Given one ticket for two epochs, or three, then the numbers are named.
        for count in (1, 3):
            spoilt = changed(chain, block, tickets=(block.header.tickets * 2)[:count])
            refused = refusal(chain, spoilt)
            assert refused.reason is BlockReason.WRONG_NUMBER_OF_TICKETS
            assert f"{count} tickets for 2 epochs" in str(refused)

    def test_not_before_the_time_of_its_epochs(self, chain, block):
        refused = refusal(chain, changed(chain, block, timestamp=89))
        assert refused.reason is BlockReason.TIMESTAMP_TOO_EARLY
        assert "89, earliest 90" in str(refused)

    def test_time_counts_from_the_earliest_of_the_parents(self, chain):
        # Given two parents of any timestamps, then a block some epochs later may say any time from the earliest
        # parent's plus one delay for each epoch.
        delay = chain.parameters.block_delay

        @settings(max_examples=10)
        @given(st.lists(st.integers(1, 60), min_size=2, max_size=2), st.integers(1, 3), st.integers(-40, 40))
        @example([30, 60], 1, 0)
        @example([60, 30], 1, -1)
        def says(timestamps, later, offset):
            siblings = zip(chain.workers, timestamps, strict=True)
            both = chain.extend(*(chain.propose(chain.genesis, 1, miner, timestamp=began) for miner, began in siblings))
            earliest = min(timestamps) + delay * later
            block = chain.propose(both, 1 + later, chain.miner_a, timestamp=earliest + offset)
            if offset >= 0:
                check(chain, block, now=100)
            else:
                refused = refusal(chain, block, now=100)
                assert refused.reason is BlockReason.TIMESTAMP_TOO_EARLY
                assert f"{earliest + offset}, earliest {earliest}" in str(refused)

        says()

    def test_not_ahead_of_the_clock(self, chain, block):
        # Given a clock that shows the round before the block's, then the block is from the future; a second of drift
        # is allowed.
        refused = refusal(chain, block, now=2)
        assert refused.reason is BlockReason.TIMESTAMP_IN_THE_FUTURE
        assert "90, latest 61" in str(refused)
        check(chain, changed(chain, block, timestamp=91))
        assert refusal(chain, changed(chain, block, timestamp=92)).reason is BlockReason.TIMESTAMP_IN_THE_FUTURE

    def test_a_late_block_is_no_invalid_block(self, chain, block):
        check(chain, block, now=50)


class TestMiner:
    def test_unknown(self, chain, block):
        assert refusal(chain, changed(chain, block, miner=ActorID(999))).reason is BlockReason.UNKNOWN_MINER

    def test_terminated(self, chain, parents, accounts):
        # Given a miner terminated in the parents (X58), then its block is refused whatever its lookback says.
        *_, client = accounts
        guilty = [chain.propose(chain.genesis, 1, chain.miner_a, timestamp=30 + place).header for place in range(2)]
        report = chain.message(client, 1, declare_consensus_fault, report_of(*guilty))
        after = chain.extend(chain.propose(parents, 2, chain.miner_b, [report]))
        refused = refusal(chain, chain.propose(after, 3, chain.miner_a))
        assert refused.reason is BlockReason.TERMINATED_MINER

    def test_signed_by_somebody_else(self, chain, block):
        header = sign_header(chain.key_of(chain.miner_b), block.header)
        refused = refusal(chain, Block(header=header, messages=block.messages))
        assert refused.reason is BlockReason.INVALID_SIGNATURE
        assert f"miner {chain.miner_a} at epoch 3" in str(refused)


@pytest.mark.parametrize(
    ("field", "reason"),
    [("state_root", BlockReason.WRONG_STATE_ROOT), ("receipts_root", BlockReason.WRONG_RECEIPTS_ROOT)],
)
def test_the_roots_are_those_of_the_parents(chain, block, field, reason):
    # Given another root, then both it and the computed one are named.
    refused = refusal(chain, changed(chain, block, **{field: content_id(1)}))
    assert refused.reason is reason
    assert content_id(1).hex() in str(refused)
    assert getattr(block.header, field).hex() in str(refused)


def test_messages_must_follow_one_another(chain, parents, accounts):
    # Given a message that the parents included already, then the block is refused and names it.
    owner, *_, client = accounts
    block = chain.propose(parents, 2, chain.miner_a, [chain.message(client, 0, send, owner)])
    refused = refusal(chain, block)
    assert refused.reason is BlockReason.UNEXPECTED_NONCE
    assert f"message 0, send of actor {client} with nonce 0" in str(refused)


class TestFinality:
    @pytest.fixture
    def head(self, chain):
        """A chain of epochs 1 to 8; finality is 4 epochs."""
        tipset = chain.genesis
        for epoch in range(1, 9):
            tipset = chain.extend(chain.propose(tipset, epoch, chain.miner_b))
        return tipset

    def test_a_fork_above_what_is_final(self, chain, head):
        for epoch in (4, 5, 8):
            block = chain.propose(chain.store.tipset_at(head, Epoch(epoch)), 9, chain.miner_a)
            check(chain, block, head=head)

    def test_a_fork_below_what_is_final(self, chain, head):
        # Given a head at epoch 8, then a block that leaves its chain before epoch 4 comes too late.
        for epoch in (0, 3):
            block = chain.propose(chain.store.tipset_at(head, Epoch(epoch)), 9, chain.miner_a)
            refused = refusal(chain, block, head=head)
            assert refused.reason is BlockReason.FORK_BELOW_FINALITY
            assert "final is " + chain.store.tipset_at(head, Epoch(4)).key[0].hex() in str(refused)

    def test_a_young_chain_has_only_genesis_final(self, chain, head):
        for epoch in (0, 2):
            block = chain.propose(chain.store.tipset_at(head, Epoch(epoch)), 4, chain.miner_a)
            check(chain, block, head=chain.store.tipset_at(head, Epoch(3)))
