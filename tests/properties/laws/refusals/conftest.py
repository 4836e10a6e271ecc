"""Refusals and acceptances from the stories, put to the laws that say when a message is refused."""

import pytest

from filspec.kit.judging import is_kept
from filspec.kit.laws import ACCEPTED, LAWS
from filspec.kit.oracles import answering
from filspec.kit.runner import Receipt, Sent
from filspec.kit.transitions import transition_of
from filspec.symbolic.stories.gallery import gallery

NEVER = {
    "award_block_reward/INSUFFICIENT_FUNDS",
    "award_block_reward/NEGATIVE_AMOUNT",
    "create_storage_miner/NEGATIVE_AMOUNT",
    "declare_consensus_fault/INSUFFICIENT_FUNDS",
}
"""Refusals that no lawful world comes to: their laws say under which condition they would be right."""


def judged(law, sample, reason):
    """Whether the law is kept if the sample had been refused for this reason, or (None) accepted."""
    answer = sample.receipt.answer if sample.receipt.accepted else True
    receipt = Receipt(accepted=reason is None, reason=reason, answer=answer if reason is None else None)
    sent = Sent(transition=transition_of(sample.transition), arguments=sample.arguments, receipt=receipt)
    with answering(sample.answers):
        try:
            return is_kept(law, sample.before, sample.before, sent)
        except KeyError:  # it cannot even be asked of what was refused for another reason
            return False


@pytest.fixture
def is_exact():
    """Assert that stories are refused for the law's reason where it says so, and nowhere else."""

    def check(name):
        law = LAWS[name]
        samples = gallery().of(law.path)
        refused = [sample for sample in samples if sample.receipt.reason is law.reason and not sample.in_turn]
        accepted = [sample for sample in samples if sample.receipt.accepted]
        assert accepted and (refused or name in NEVER)
        # Given what was refused for the reason, and what was accepted: then the law is kept
        assert all(judged(law, sample, law.reason) for sample in refused)
        assert all(judged(law, sample, None) for sample in accepted)
        # Given that each had been decided the other way: then the law is broken, if it speaks of both ways alike
        if ACCEPTED in law.takes:
            return
        assert not any(judged(law, sample, None) for sample in refused)
        assert not any(judged(law, sample, law.reason) for sample in accepted)

    return check
