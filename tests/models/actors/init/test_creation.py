"""Creation of actors."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.init.creation import new_actor
from filspec.actors.ledger.state import ActorKind
from filspec.machines.small_chain import SmallChain


@given(kinds=st.lists(st.sampled_from([ActorKind.ACCOUNT, ActorKind.MINER, ActorKind.PAYMENT_CHANNEL]), max_size=5))
def test_new_actors_are_numbered_one_after_the_other_and_begin_with_nothing(kinds):
    chain = SmallChain()
    numbers = [chain.apply(new_actor, kind).answer for kind in kinds]
    assert numbers == [104 + place for place in range(len(kinds))]
    for number, kind in zip(numbers, kinds, strict=True):
        account = chain.world.ledger.accounts[number]
        assert (account.kind, account.balance, account.nonce, account.key) == (kind, 0, 0, 0)
