"""What accepted messages of the stories did, put to the laws of effects; and what they would have done wrongly."""

import pytest

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.kit.judging import is_kept
from filspec.kit.laws import LAWS, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.runner import Sent
from filspec.kit.transitions import transition_of
from filspec.kit.worlds import fork
from filspec.symbolic.stories.gallery import gallery

NOBODY = 10**9
"""An account that no message touches."""


def judged(law, sample, after):
    """Whether the law is kept if the sample had led to this world."""
    sent = Sent(transition=transition_of(sample.transition), arguments=sample.arguments, receipt=sample.receipt)
    with answering(sample.answers):
        try:
            return is_kept(law, sample.before, after, sent)
        except KeyError:  # it cannot even be asked of such a world
            return False


def accepted(law):
    found = [sample for sample in gallery().of(law.path) if sample.receipt.accepted]
    assert found, f"no story has an accepted {law.path}"
    return found


@pytest.fixture
def is_kept_and_can_be_broken():
    """Assert that all stories keep a law, and that it is broken by doing nothing, or something else as well."""

    def check(name):
        law = LAWS[name]
        samples = accepted(law)
        assert all(judged(law, sample, sample.after) for sample in samples)
        if law.quantifier is Quantifier.FRAME:
            assert not any(judged(law, sample, with_a_new_account(sample.after)) for sample in samples)
            assert not any(judged(law, sample, with_more_supply(sample.after)) for sample in samples)
        elif law.quantifier is Quantifier.POSTCONDITION:
            assert not all(judged(law, sample, world) for sample in samples for world in mistakes(sample))

    return check


def mistakes(sample):
    """Worlds that the sample should not lead to: nothing is done, or one row of it is wrong."""
    yield sample.before
    for path, field in (("market.deals", "slashed"), ("miner.sectors", "fault_count"), ("miner.miners", "proved")):
        after = fork(sample.after)
        for key, row in table_at(after, path).items_in_order():
            table_at(after, path)[key] = row.but(**{field: wrong(getattr(row, field))})
        yield after


def wrong(value):
    return not value if isinstance(value, bool) else value + 1


def table_at(world, path):
    actor, _, name = path.partition(".")
    return getattr(getattr(world, actor), name)


def with_a_new_account(world):
    after = fork(world)
    after.ledger.accounts[NOBODY] = NO_ACCOUNT
    return after


def with_more_supply(world):
    after = fork(world)
    after.ledger.total_supply += 1
    return after
