"""Laws of held funds, each broken once. In the life it is epoch 22; the client has tokens free and owed."""

import pytest

from filspec.actors.units import Epoch
from filspec.kit.worlds import fork
from filspec.laws import held_funds
from filspec.machines.small_chain import CLIENT, OWNER


def hold(w, amount, until):
    w.market.escrow[CLIENT] = w.market.escrow[CLIENT].but(held=amount, held_until=until)


def ten_are_held(w, life):
    hold(w, 10, 24)


def release(amount, held, until=26):
    """A deal gives so much back, and so much is held now."""

    def give_back(w, life):
        escrow = w.market.escrow[CLIENT]
        w.market.escrow[CLIENT] = escrow.but(
            locked=escrow.locked - amount, available=escrow.available + amount, held=held, held_until=until
        )

    return give_back


TAMPERINGS = {
    "held_funds_wait_for_their_time": release(5, held=5),
    "released_funds_are_held": release(5, held=5),
}


@pytest.mark.parametrize("law", TAMPERINGS)
def test_a_second_release_that_frees_the_first_breaks_the_law(breaks, holds, law):
    """Given 10 tokens held until epoch 24, and 5 more that come back."""
    breaks(law, TAMPERINGS[law], given=ten_are_held)
    holds(law, release(5, held=15), given=ten_are_held)


def test_every_law_of_this_file_is_broken_once(laws_of):
    assert laws_of(held_funds) == {*TAMPERINGS, "only_what_comes_back_is_held"}


def test_what_is_earned_is_not_held(breaks, holds):
    """Given 10 tokens held until epoch 24, and 5 that a deal pays."""

    def earn(held):
        def pay(w, life):
            escrow = w.market.escrow[CLIENT]
            w.market.escrow[CLIENT] = escrow.but(available=escrow.available + 5, held=held)

        return pay

    breaks("only_what_comes_back_is_held", earn(11), given=ten_are_held)
    holds("only_what_comes_back_is_held", earn(10), given=ten_are_held)


def test_what_is_final_stays_so(breaks, holds):
    """Given 10 tokens that were held until epoch 22, which is now, and 5 that a deal gives back."""

    def refund(held):
        def give_back(w, life):
            release(5, held)(w, life)
            deal = w.market.deals[life.deals.active]
            w.market.deals[life.deals.active] = deal.but(refunded=deal.refunded + 5)

        return give_back

    def ten_are_final(w, life):
        hold(w, 10, 22)

    breaks("only_what_comes_back_is_held", refund(15), given=ten_are_final)
    holds("only_what_comes_back_is_held", refund(5), given=ten_are_final)


@pytest.mark.parametrize(("held", "until"), [(4, 26), (5, 25), (5, 22), (0, 26)])
def test_what_comes_back_is_held_whole_and_for_the_whole_delay(breaks, held, until):
    breaks("released_funds_are_held", release(5, held=held, until=until))


def test_a_network_without_a_release_delay_holds_nothing(holds):
    def forget_the_delay(w, life):
        w.parameters = w.parameters.but(release_delay=0)

    holds("released_funds_are_held", release(5, held=0, until=22), given=forget_the_delay)


@pytest.mark.parametrize("law", TAMPERINGS)
def test_what_is_held_may_be_owed_to_a_new_deal(holds, breaks, law):
    """Given that the held tokens are all that is left, a lock takes of them; the same loss without a lock is none."""

    def only_ten_are_left(w, life):
        ten_are_held(w, life)
        w.market.escrow[CLIENT] = w.market.escrow[CLIENT].but(available=10)

    def lock(w, life):
        escrow = w.market.escrow[CLIENT]
        w.market.escrow[CLIENT] = escrow.but(available=4, held=4, locked=escrow.locked + 6)

    def lose(w, life):
        w.market.escrow[CLIENT] = w.market.escrow[CLIENT].but(available=4, held=4)

    holds(law, lock, given=only_ten_are_left)
    breaks(law, lose, given=only_ten_are_left)


@pytest.mark.parametrize("law", TAMPERINGS)
def test_what_is_owed_is_paid_by_the_client_and_burnt_of_the_provider(holds, breaks, law):
    def settle(w, life, paid):
        client, provider = w.market.escrow[CLIENT], w.market.escrow[OWNER]
        w.market.escrow[CLIENT] = client.but(locked=client.locked - 3)
        w.market.escrow[OWNER] = provider.but(locked=provider.locked - 2)
        deal = w.market.deals[life.deals.active]
        w.market.deals[life.deals.active] = deal.but(paid=deal.paid + paid, slashed=deal.slashed + 2)

    holds(law, lambda w, life: settle(w, life, 3), given=ten_are_held)
    breaks(law, lambda w, life: settle(w, life, 2), given=ten_are_held)


@pytest.mark.parametrize(("epoch", "lawful"), [(23, False), (24, True)])
def test_what_is_held_is_free_at_its_time(life, epoch, lawful):
    before = fork(life.world)
    hold(before, 10, 24)
    after = fork(before)
    after.epoch = Epoch(epoch)
    hold(after, 0, 24)
    assert held_funds.held_funds_wait_for_their_time(before, after, CLIENT) is lawful


def test_the_time_is_never_brought_forward(breaks):
    breaks("held_funds_wait_for_their_time", lambda w, life: hold(w, 10, 23), given=ten_are_held)
