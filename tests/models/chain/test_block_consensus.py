from fractions import Fraction
from hashlib import blake2b

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from filspec.actors.units import Bytes
from filspec.chain.block_consensus import validate_consensus, weight_after
from filspec.chain.blocks import Block, sign_header
from filspec.chain.reasons import BlockReason, InvalidBlock


@pytest.fixture
def check(chain):
    def run(block):
        validate_consensus(block, chain.store, chain.transition, chain.parameters)

    return run


@pytest.fixture
def refusal(check):
    def of(block):
        with pytest.raises(InvalidBlock) as refused:
            check(block)
        return refused.value

    return of


@pytest.fixture
def block(chain):
    """A winning block with at least one null epoch before it."""
    return chain.win(chain.grow(chain.genesis, 1)[0], after=2)


def changed(chain, block, **changes):
    header = block.header.but(**changes)
    return Block(header=sign_header(chain.key_of(block.header.miner), header), messages=())


def test_elected_blocks_are_accepted(chain, check):
    # Given a chain of winners with null epochs between them, then every block passes.
    for tipset in chain.grow(chain.genesis, 6):
        check(tipset.blocks[0])


def test_without_power_nobody_makes_blocks(chain):
    # Given a miner whose power is gone in the parents' state, then its block is refused before anything else.
    chain.world.power.claims[chain.miner_a] = chain.world.power.claims[chain.miner_a].but(active_power=Bytes(0))
    with pytest.raises(InvalidBlock, match=f"NO_POWER: the miner has no power: miner {chain.miner_a}"):
        validate_consensus(
            chain.propose(chain.genesis, 1, chain.miner_a, parent_weight=77), chain.store, chain.transition,
            chain.parameters,
        )  # fmt: skip


def test_the_weight_is_computed(chain, block, refusal):
    right = block.header.parent_weight
    refused = refusal(changed(chain, block, parent_weight=right + 1))
    assert refused.reason is BlockReason.WRONG_PARENT_WEIGHT
    assert f"{right + 1}, not {right}" in str(refused)


def test_weight_after_a_tipset(chain):
    # Given two miners of 2 KiB each, then a tipset of one block adds 12 * 256 + 12 * 256 // 10.
    tipset = chain.extend(chain.propose(chain.genesis, 1, chain.miner_a))
    assert weight_after(chain.genesis, chain.transition) == 0
    assert weight_after(tipset, chain.transition) == 3379
    child = chain.extend(chain.propose(tipset, 2, chain.miner_a))
    assert weight_after(child, chain.transition) == 2 * 3379


def test_every_ticket_follows_from_the_one_before(chain, block, refusal):
    # Given any one ticket replaced, then it, or the one after it, is refused by its number.
    tickets = block.header.tickets
    assert len(tickets) >= 2
    for place in range(len(tickets)):
        spoilt = (*tickets[:place], block.header.election_proof, *tickets[place + 1 :])
        refused = refusal(changed(chain, block, tickets=spoilt))
        assert refused.reason is BlockReason.INVALID_TICKET
        assert f"ticket {place} of {len(tickets)}" in str(refused)


def test_the_election_proof_is_for_this_epoch(chain, block, refusal):
    # Given the proof of another epoch, even a winning one, then it is invalid.
    header = block.header
    parents = chain.store.tipset(header.parents)
    for proof in (chain.election_proof(parents, header.epoch + 1, header.miner), header.tickets[0]):
        refused = refusal(changed(chain, block, election_proof=proof))
        assert refused.reason is BlockReason.INVALID_ELECTION_PROOF


def test_a_miner_wins_with_its_share_of_the_active_power(chain_on):
    @settings(max_examples=20)
    @given(
        st.tuples(*[st.integers(0, 5_000)] * 2),
        st.tuples(*[st.sampled_from([0, 1, 2_048, 1 << 40])] * 2),
        st.integers(1, 10),
    )
    @example((1, 4_095), (1 << 40, 0), 1)
    def decided(active, inactive, epoch):
        # Given two miners of any active and inactive power
        chain = chain_on()
        for miner, counts, waits in zip(chain.workers, active, inactive, strict=True):
            claim = chain.world.power.claims[miner].but(active_power=Bytes(counts), inactive_power=Bytes(waits))
            chain.world.power.claims[miner] = claim
        chain.world.power.total_power = Bytes(sum(active))
        # When the first says that it won an epoch
        block = chain.propose(chain.genesis, epoch, chain.miner_a)
        output = int.from_bytes(blake2b(block.header.election_proof, digest_size=32).digest(), "big")
        reason = None
        try:
            validate_consensus(block, chain.store, chain.transition, chain.parameters)
        except InvalidBlock as refused:
            reason = refused.reason
        # Then it has if its output, as a fraction, is within its share of what is active
        if active[0] == 0:
            assert reason is BlockReason.NO_POWER
        elif Fraction(output, 2**256) <= Fraction(active[0], sum(active)):
            assert reason is None
        else:
            assert reason is BlockReason.LOSING_ELECTION_PROOF

    decided()


def test_a_loser_makes_no_block(chain, refusal):
    # Given an epoch that the miner did not win, then its honest proof is valid and does not win.
    epoch = next(epoch for epoch in range(1, 100) if not chain.has_won(chain.genesis, epoch, chain.miner_a))
    refused = refusal(chain.propose(chain.genesis, epoch, chain.miner_a))
    assert refused.reason is BlockReason.LOSING_ELECTION_PROOF
    assert f"miner {chain.miner_a} at epoch {epoch} with 2048 of 4096 bytes" in str(refused)
