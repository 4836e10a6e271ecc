"""State of the ledger."""

from filspec.actors.ledger.state import NO_ACCOUNT, ActorKind


def test_who_is_not_there_is_nothing_and_has_nothing():
    assert (NO_ACCOUNT.kind, NO_ACCOUNT.balance, NO_ACCOUNT.nonce, NO_ACCOUNT.key) == (ActorKind.NONE, 0, 0, 0)


def test_an_account_of_a_new_chain_has_sent_nothing(chain):
    account = chain.world.ledger.accounts[chain.client]
    assert (account.kind, account.nonce) == (ActorKind.ACCOUNT, 0)
