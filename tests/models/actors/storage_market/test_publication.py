"""Publication of deals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import register_participant
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.state import NO_SECTOR, DealState
from filspec.machines.outside_world import proposal_digest
from filspec.machines.small_chain import CLIENT, OWNER, SmallChain


def refuses_to_publish(chain, reason, **changes):
    deal = chain.signed(chain.proposal(**changes))
    chain.refuses(reason, publish_storage_deal, deal.proposal.client, deal)


@given(
    client_has=st.integers(0, 400),
    provider_has=st.integers(0, 400),
    price=st.integers(1, 300),
    client_collateral=st.integers(0, 100),
    storage_collateral=st.integers(1, 300),
    provider=st.sampled_from([CLIENT, OWNER]),
)
def test_a_deal_is_published_exactly_when_both_sides_can_cover_it(
    client_has, provider_has, price, client_collateral, storage_collateral, provider
):
    chain = SmallChain()
    chain.apply(register_participant, CLIENT, client_has)
    chain.apply(register_participant, OWNER, provider_has)
    deal = chain.signed(
        chain.proposal(
            storage_price=price,
            client_collateral=client_collateral,
            storage_collateral=storage_collateral,
            provider=provider,
        )
    )
    asked = price + client_collateral + (storage_collateral if provider == CLIENT else 0)
    covered = asked <= client_has and (provider == CLIENT or storage_collateral <= provider_has)
    assert chain.apply(publish_storage_deal, CLIENT, deal).accepted == covered
    assert chain.world.market.escrow[CLIENT].locked == (asked if covered else 0)


def test_a_published_deal_waits_for_its_sector(chain):
    chain.register()
    number = chain.publish()
    deal = chain.deal(number)
    assert (deal.state, deal.sector, deal.activate_by) == (DealState.PUBLISHED, NO_SECTOR, 16)
    assert (chain.escrow(chain.client).locked, chain.escrow(chain.owner).locked) == (110, 205)
    assert chain.world.market.published[proposal_digest(deal.proposal)] == number


def test_the_second_publication_answers_the_same_number_and_locks_nothing(chain):
    """Decision 4: client and provider may both publish (A018, A019)."""
    chain.register()
    deal = chain.signed(chain.proposal())
    number = chain.accepts(publish_storage_deal, chain.client, deal)
    before = chain.leaves
    assert chain.accepts(publish_storage_deal, chain.owner, deal) == number
    assert all(old is new for old, new in zip(before, chain.leaves, strict=True))


def test_different_terms_are_different_deals(chain):
    chain.register()
    assert [chain.publish(storage_price=price) for price in (10, 11, 12)] == [0, 1, 2]


def test_only_a_party_publishes(chain):
    chain.register()
    deal = chain.signed(chain.proposal())
    chain.refuses(Reason.CALLER_IS_NOT_A_PARTY, publish_storage_deal, chain.stranger, deal)


def test_a_proposal_is_published_in_its_last_epoch_and_not_after(chain):
    chain.register()
    deal = chain.signed(chain.proposal(proposal_expiry=3))
    late = chain.signed(chain.proposal(proposal_expiry=3, storage_price=9))
    chain.pass_to(3)
    chain.accepts(publish_storage_deal, chain.client, deal)
    chain.pass_to(4)
    chain.refuses(Reason.PROPOSAL_EXPIRED, publish_storage_deal, chain.client, late)


def test_a_deal_outlasts_its_activation(chain):
    chain.register()
    refuses_to_publish(chain, Reason.DEAL_ENDS_TOO_SOON, deal_expiry=16)
    chain.publish(deal_expiry=17)


@pytest.mark.parametrize("size", [-128, 0, 64, 127, 129, 384, 4096])
def test_a_piece_is_a_power_of_two_that_fits(chain, size):
    chain.register()
    refuses_to_publish(chain, Reason.PIECE_SIZE_INVALID, piece_size=size)


@pytest.mark.parametrize("size", [128, 256, 512, 1024, 2048])
def test_every_power_of_two_up_to_the_sector_is_a_piece_size(chain, size):
    chain.register()
    assert chain.publish(piece_size=size) == 0


def test_price_and_collaterals_reach_their_minima(chain):
    chain.register()
    refuses_to_publish(chain, Reason.PRICE_TOO_LOW, storage_price=0)
    refuses_to_publish(chain, Reason.COLLATERAL_TOO_LOW, storage_collateral=0)
    refuses_to_publish(chain, Reason.COLLATERAL_TOO_LOW, client_collateral=-1)


def test_both_sides_must_have_signed_these_terms(chain):
    chain.register()
    deal, other = chain.signed(chain.proposal()), chain.signed(chain.proposal(storage_price=1))
    forged = deal.but(client_signature=other.client_signature)
    chain.refuses(Reason.INVALID_CLIENT_SIGNATURE, publish_storage_deal, chain.owner, forged)
    forged = deal.but(provider_signature=deal.client_signature)
    chain.refuses(Reason.INVALID_PROVIDER_SIGNATURE, publish_storage_deal, chain.client, forged)


def test_both_sides_must_be_registered(chain):
    refuses_to_publish(chain, Reason.NOT_REGISTERED)
    chain.register(chain.client)
    refuses_to_publish(chain, Reason.NOT_REGISTERED)


def test_both_sides_must_cover_their_part(chain):
    chain.register(chain.client, value=109)
    chain.register(chain.owner, value=204)
    refuses_to_publish(chain, Reason.CLIENT_BALANCE_TOO_SMALL)
    refuses_to_publish(chain, Reason.PROVIDER_BALANCE_TOO_SMALL, client_collateral=6)


def test_who_is_both_sides_is_asked_for_both_parts(chain):
    """Testing both balances before locking either would let half of the money pass (protocol-facts 9.1, X16)."""
    chain.register(chain.client, value=314)
    refuses_to_publish(chain, Reason.PROVIDER_BALANCE_TOO_SMALL, provider=chain.client)
    chain.publish(provider=chain.client, storage_collateral=204)
    assert (chain.escrow(chain.client).available, chain.escrow(chain.client).locked) == (0, 314)
