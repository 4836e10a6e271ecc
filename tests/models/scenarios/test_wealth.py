"""Who paid and got what."""

import pytest

from filspec.actors.units import BURNT_FUNDS, REWARD
from filspec.scenarios.cast import CLIENT, OWNER_A, PARTIES, Cast
from filspec.scenarios.story import Story
from filspec.scenarios.wealth import WealthObserver, wealth_of


@pytest.fixture(scope="module")
def played():
    """A story, and who was followed through it."""
    wealth, steps = WealthObserver(PARTIES), []
    cast = Cast(0, "tiny", "ideal", (wealth, steps.append))
    wealth.begin(cast.client.chain.world)
    Story(cast, b"wealth" * 500, lambda _phase, _done, _total: None).play()
    return cast, wealth, steps


def test_paid_and_received_make_the_difference_and_the_end_is_what_the_chain_says(played):
    cast, wealth, _ = played
    for balance in wealth.balances():
        assert balance.before - balance.paid + balance.received == balance.after
        assert balance.after == wealth_of(cast.client.chain.world, PARTIES[balance.party])


def test_the_wealth_of_all_with_what_is_not_issued_and_what_is_burnt_is_the_supply(played):
    cast, wealth, _ = played
    ledger = cast.client.chain.world.ledger
    everybody = sum(balance.after for balance in wealth.balances())
    others = ledger.accounts[REWARD].balance + ledger.accounts[BURNT_FUNDS].balance
    assert everybody + others == ledger.total_supply


def test_the_parties_are_followed_in_the_order_given(played):
    assert [balance.party for balance in played[1].balances()] == list(PARTIES)


def test_storing_costs_the_client_and_pays_the_providers_owner(played):
    balances = {balance.party: balance for balance in played[1].balances()}
    assert balances["client"].received < balances["client"].paid
    assert balances["provider A, owner"].after > balances["provider A, owner"].before


def test_moving_ones_own_tokens_between_pockets_is_neither_paid_nor_received():
    # Given a client that does nothing but put tokens into the market
    wealth = WealthObserver({"client": CLIENT})
    cast = Cast(0, "tiny", "ideal", (wealth,))
    wealth.begin(cast.client.chain.world)
    # When
    cast.client.market.join_market(1_000, 500, 100)
    while CLIENT not in cast.client.chain.world.market.escrow:
        cast.play_round()
    # Then only the fees are gone
    [balance] = wealth.balances()
    assert (balance.paid, balance.received) == (3, 0)


def test_a_channel_belongs_to_its_payer_but_for_what_its_vouchers_promise():
    # Given
    wealth = WealthObserver({"client": CLIENT, "owner": OWNER_A})
    cast = Cast(0, "tiny", "ideal", (wealth,))
    wealth.begin(cast.client.chain.world)
    opened = []
    cast.client.payments.open_channel(OWNER_A, 900, opened.append)
    while not opened:
        cast.play_round()
    # When the payee redeems a voucher of 300
    assert cast.provider_a.payments.accept(cast.client.payments.promise(opened[0], 0, 300))
    cast.provider_a.payments.redeem(opened[0])
    while cast.client.chain.world.channel.channels[opened[0]].to_send == 0:
        cast.play_round()
    # Then it has changed hands, before anybody collects it; fees are paid for one and for two messages
    client, owner = wealth.balances()
    assert (client.paid, client.received) == (300 + 1, 0)
    assert (owner.paid, owner.received) == (2, 300)


def test_a_refused_transition_changes_nobodys_wealth(played):
    _, wealth, steps = played
    refused = [step for step in steps if not step.receipt.accepted]
    before = wealth.balances()
    for step in refused:
        wealth(step)
    assert wealth.balances() == before
