from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.chain.consensus_faults import FaultVerdict, fault_between, judge, report_of
from filspec.chain.conversions import proof_from_bytes
from filspec.chain.encoding import encode


@pytest.fixture
def fork(chain):
    """Two blocks of one miner at epoch 1, a sibling of another, and one at epoch 2 on the same parents."""
    return {
        "first": chain.propose(chain.genesis, 1, chain.miner_a).header,
        "twin": chain.propose(chain.genesis, 1, chain.miner_a, timestamp=31).header,
        "sibling": chain.propose(chain.genesis, 1, chain.miner_b).header,
        "offset": chain.propose(chain.genesis, 2, chain.miner_a).header,
    }


@pytest.fixture
def grinding(chain, fork):
    """A block at epoch 2 that builds on the sibling and leaves the miner's own block out."""
    sibling = chain.extend(chain.propose(chain.genesis, 1, chain.miner_b))
    return chain.propose(sibling, 2, chain.miner_a).header


@pytest.fixture
def verdict(chain):
    """Judges a report with the keys of the chain's workers."""

    def of(report):
        return judge(report, lambda epoch: chain.key_of(chain.miner_a).public)

    return of


class TestKinds:
    def test_double_fork(self, fork, verdict):
        assert verdict(report_of(fork["first"], fork["twin"])) is FaultVerdict.DOUBLE_FORK

    def test_time_offset(self, fork, verdict):
        assert verdict(report_of(fork["first"], fork["offset"])) is FaultVerdict.TIME_OFFSET

    def test_parent_grinding(self, fork, grinding, verdict):
        assert verdict(report_of(fork["first"], grinding, fork["sibling"])) is FaultVerdict.PARENT_GRINDING

    def test_the_order_of_the_blocks_does_not_matter(self, fork, grinding, verdict):
        for first, second, witness in (
            (fork["first"], fork["twin"], None),
            (fork["first"], fork["offset"], None),
            (fork["first"], grinding, fork["sibling"]),
        ):
            assert verdict(report_of(first, second, witness)) is verdict(report_of(second, first, witness))

    def test_faults_are_the_first_three_verdicts(self):
        assert [verdict.name for verdict in FaultVerdict if verdict.is_fault] == [
            "DOUBLE_FORK", "TIME_OFFSET", "PARENT_GRINDING",
        ]  # fmt: skip


class TestInnocence:
    def test_a_block_and_itself(self, fork, verdict):
        # Given one block twice (X45), then it is no fault.
        assert verdict(report_of(fork["first"], fork["first"])) is FaultVerdict.SAME_BLOCK
        assert fault_between(fork["first"], fork["first"]) is FaultVerdict.SAME_BLOCK

    def test_a_chain_of_own_blocks(self, chain, fork, verdict):
        first = chain.extend(chain.propose(chain.genesis, 1, chain.miner_a))
        child = chain.propose(first, 2, chain.miner_a).header
        assert verdict(report_of(fork["first"], child)) is FaultVerdict.NO_FAULT
        assert verdict(report_of(fork["first"], child, fork["sibling"])) is FaultVerdict.NO_FAULT

    def test_left_out_parents_without_a_witness(self, fork, grinding, verdict):
        # Given the same two blocks without the witness (X57), then nothing is shown.
        assert verdict(report_of(fork["first"], grinding)) is FaultVerdict.NO_FAULT

    def test_a_witness_must_be_sibling_and_parent(self, chain, fork, grinding, verdict):
        # Given a witness at another epoch, or one that the later block does not build on, then nothing is shown.
        late = chain.propose(chain.genesis, 2, chain.miner_b).header
        other = chain.propose(chain.genesis, 1, chain.miner_b, timestamp=31).header
        for witness in (late, other, fork["first"], grinding):
            assert verdict(report_of(fork["first"], grinding, witness)) is FaultVerdict.NO_FAULT

    def test_a_witness_of_a_later_epoch(self, chain, fork, verdict):
        # Given a block that builds on another's block of epoch 2, then the miner's own block of epoch 1 on the same
        # parents could not have stood beside it.
        late = chain.extend(chain.propose(chain.genesis, 2, chain.miner_b))
        child = chain.propose(late, 3, chain.miner_a).header
        assert verdict(report_of(fork["first"], child, late.blocks[0].header)) is FaultVerdict.NO_FAULT

    def test_a_tipset_that_has_both(self, chain, fork, verdict):
        # Given a block on both siblings, then its miner's earlier block is among its parents.
        blocks = [chain.propose(chain.genesis, 1, miner) for miner in chain.workers]
        child = chain.propose(chain.extend(*blocks), 2, chain.miner_a).header
        assert verdict(report_of(fork["first"], child, fork["sibling"])) is FaultVerdict.NO_FAULT


def verdict_of_the_table(first, second, witness):
    """The first row that fits."""
    early, late = sorted((first, second), key=lambda header: header.epoch)
    if first.cid == second.cid:
        return FaultVerdict.SAME_BLOCK
    if first.epoch == second.epoch:
        return FaultVerdict.DOUBLE_FORK
    if first.parents == second.parents:
        return FaultVerdict.TIME_OFFSET
    beside = witness is not None and (witness.epoch, witness.parents) == (early.epoch, early.parents)
    if beside and witness.cid in late.parents and early.cid not in late.parents:
        return FaultVerdict.PARENT_GRINDING
    return FaultVerdict.NO_FAULT


def test_two_blocks_show_what_the_table_says_in_any_order(chain):
    # Given all pairs of blocks of a miner in few epochs, on few parents, each with any witness or none
    template = chain.propose(chain.genesis, 1, chain.miner_a).header
    roots, seen = [chain.genesis.key, (template.cid,)], set()
    witnesses = [template.but(miner=chain.miner_b, epoch=epoch, parents=own) for epoch in (1, 2) for own in roots]
    for epoch, own, witness in product((1, 2), roots, [None, *witnesses]):
        first = template.but(epoch=epoch, parents=own)
        named = [(first.cid,)] if witness is None else [(first.cid,), (witness.cid,), (first.cid, witness.cid)]
        for later, parents, timestamp in product((1, 2, 3), roots + named, (30, 31)):
            second = template.but(epoch=later, parents=parents, timestamp=timestamp)
            # When they are judged in either order, then the verdict is that of the table
            expected = verdict_of_the_table(first, second, witness)
            assert fault_between(first, second, witness) is fault_between(second, first, witness) is expected
            seen.add(expected)
    assert {verdict for verdict in FaultVerdict if verdict.is_fault} < seen


class TestRefusals:
    def test_another_miner(self, chain, fork, verdict):
        # Given blocks of two miners, or a report against somebody else (X46), then it is refused.
        report = report_of(fork["first"], fork["sibling"])
        assert verdict(report) is FaultVerdict.NOT_BY_THE_ACCUSED
        innocent = report_of(fork["first"], fork["twin"]).but(miner=chain.miner_b)
        assert verdict(innocent) is FaultVerdict.NOT_BY_THE_ACCUSED

    def test_a_forged_block(self, fork, verdict):
        # Given a block the accused never signed, first or second, then it is refused.
        forged = fork["first"].but(timestamp=99)
        assert verdict(report_of(fork["first"], forged)) is FaultVerdict.NOT_SIGNED_BY_THE_ACCUSED
        assert verdict(report_of(forged, fork["first"])) is FaultVerdict.NOT_SIGNED_BY_THE_ACCUSED

    def test_a_wrong_epoch(self, fork, verdict):
        # Given another epoch in the report, from which the reward would be computed, then it is refused.
        report = report_of(fork["first"], fork["offset"])
        assert report.epoch == 2
        assert verdict(report.but(epoch=1)) is FaultVerdict.WRONG_EPOCH

    @pytest.mark.parametrize("field", ["first", "second"])
    def test_other_identities(self, fork, verdict, field):
        report = report_of(fork["first"], fork["twin"])
        spoilt = report.but(**{field: getattr(report, field) ^ 1})
        assert verdict(spoilt) is FaultVerdict.WRONG_IDENTITY

    def test_a_witness_that_is_not_there(self, fork, grinding, verdict):
        with_witness = report_of(fork["first"], grinding, fork["sibling"])
        assert verdict(with_witness.but(witness=0)) is FaultVerdict.MALFORMED_REPORT
        assert verdict(with_witness.but(witness=5)) is FaultVerdict.WRONG_IDENTITY
        assert verdict(report_of(fork["first"], grinding).but(witness=5)) is FaultVerdict.MALFORMED_REPORT

    def test_one_block_or_four(self, fork, verdict):
        for count in (0, 1, 4):
            blocks = proof_from_bytes(encode((fork["first"],) * count))
            assert verdict(report_of(fork["first"], fork["twin"]).but(blocks=blocks)) is FaultVerdict.MALFORMED_REPORT

    def test_hostile_bytes(self, fork, verdict):
        report = report_of(fork["first"], fork["twin"])

        @given(st.integers() | st.binary(max_size=60).map(proof_from_bytes))
        @settings(max_examples=30)
        def refused(blocks):
            assert verdict(report.but(blocks=blocks)) is FaultVerdict.MALFORMED_REPORT

        refused()


def test_the_key_is_asked_for_by_epoch(chain, fork):
    # Given a worker that changed between the two blocks, then each is checked with the key of its own epoch.
    asked = []

    def key_at(epoch):
        asked.append(epoch)
        return chain.key_of(chain.miner_a).public

    assert judge(report_of(fork["first"], fork["offset"]), key_at).is_fault
    assert asked == [1, 2]
