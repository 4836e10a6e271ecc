import pytest

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.storage_miner.worker import change_worker
from filspec.actors.units import ActorID, Epoch
from filspec.chain.keys import verify
from filspec.chain.lookback import NO_KEY, worker_key

CHANGED_AT = 3


@pytest.fixture
def grown(chain, accounts):
    """A chain whose tipset of epoch 3 gives the first miner another worker."""
    owner, _, _, client = accounts
    tipset = chain.genesis
    for epoch in range(1, 8):
        messages = [chain.message(owner, 0, change_worker, chain.miner_a, client)] if epoch == CHANGED_AT else []
        tipset = chain.extend(chain.propose(tipset, epoch, chain.miner_b, messages))
    assert chain.transition.result(tipset).world.miner.miners[chain.miner_a].worker == client
    return tipset


def test_a_new_worker_signs_only_after_the_lookback(chain, grown, accounts):
    # Given a change in the tipset of epoch 3, then the old key speaks as long as the ticket an election is drawn from
    # (K epochs back) was not yet unknown when the change was made: up to epoch 3 + K.
    _, worker_a, _, client = accounts
    old, new = chain.keys[worker_a].public, chain.keys[client].public
    lookback = chain.parameters.election_lookback
    for epoch in range(1, 9):
        expected = new if epoch > CHANGED_AT + lookback else old
        assert worker_key(chain.store, chain.transition, grown, Epoch(epoch), chain.miner_a) == expected


def test_the_key_was_fixed_before_the_ticket_was_known(chain, grown):
    # Given an election at any epoch, then no message of the tipset that holds TK, or of a later one, moves its key.
    lookback = chain.parameters.election_lookback
    for epoch in range(1, 9):
        holds_tk = chain.store.tipset_at(grown, Epoch(epoch - lookback))
        world = chain.transition.world_before(holds_tk)
        account = world.ledger.accounts[world.miner.miners[chain.miner_a].worker]
        assert worker_key(chain.store, chain.transition, grown, Epoch(epoch), chain.miner_a) == account.key


def test_nobody_has_no_key(chain, grown):
    assert worker_key(chain.store, chain.transition, grown, Epoch(5), ActorID(999)) == NO_KEY


def test_the_key_of_nobody_is_that_of_no_account_and_verifies_nothing(chain, accounts):
    *_, client = accounts
    assert NO_ACCOUNT.key == NO_KEY
    for signature in (0, 1, chain.keys[client].sign(b"message")):
        assert verify(NO_KEY, b"message", signature) is False
