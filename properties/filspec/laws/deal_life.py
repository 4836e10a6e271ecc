"""Laws of a deal's life: what a step may do to it. Conservation alone would let a deal go anywhere."""

from __future__ import annotations

from filspec.actors.parameters import FailedPoSt
from filspec.actors.storage_market.state import Deal, DealState
from filspec.actors.units import DealID
from filspec.actors.world import World
from filspec.kit.laws import formula, step_law, step_law_for_each
from filspec.laws.formulas.deals import is_open, is_running, is_waiting
from filspec.laws.proving_period import fault_can_take_effect, is_one_epoch, is_proved_between
from filspec.laws.sector_life import is_healthy


@step_law("D5")
def deal_numbers_only_rise(before: World, after: World) -> bool:
    """No deal number is given out twice."""
    return after.market.next_deal >= before.market.next_deal


@step_law_for_each("market.deals", "D5")
def deal_terms_are_for_ever(before: World, after: World, number: DealID) -> bool:
    """A deal stays in the registry, under the terms both sides signed."""
    old, new = before.market.deals[number], after.market.deals[number]
    return new.proposal == old.proposal and new.activate_by == old.activate_by


@step_law_for_each("market.deals", "D9")
def settlement_is_never_taken_back(before: World, after: World, number: DealID) -> bool:
    """What a deal paid, refunded and slashed never falls, and its epochs are settled in order."""
    old, new = before.market.deals[number], after.market.deals[number]
    return (
        new.paid >= old.paid
        and new.refunded >= old.refunded
        and new.slashed >= old.slashed
        and new.paid_until >= old.paid_until
    )


@step_law_for_each("market.deals", "D9")
def epoch_price_is_fixed(before: World, after: World, number: DealID) -> bool:
    """The price of an epoch is fixed when the payment clock starts."""
    old, new = before.market.deals[number], after.market.deals[number]
    return is_waiting(old) or new.epoch_price == old.epoch_price


@step_law_for_each("market.deals", "D13")
def closed_deal_is_final(before: World, after: World, number: DealID) -> bool:
    """Nothing is paid, refunded or slashed after a deal is closed."""
    old, new = before.market.deals[number], after.market.deals[number]
    return is_open(old) or new == old


@step_law_for_each("market.deals", "D13")
def deal_never_goes_back(before: World, after: World, number: DealID) -> bool:
    """A deal is published once and committed once, and times out only before its first proof."""
    old, new = before.market.deals[number], after.market.deals[number]
    again_published = new.state == DealState.PUBLISHED and old.state != DealState.PUBLISHED
    again_waiting = is_waiting(new) and not is_waiting(old)
    late_time_out = new.state == DealState.TIMED_OUT and is_running(old)
    return not again_published and not again_waiting and not late_time_out


@step_law_for_each("market.deals", "D8")
def deal_becomes_active_in_time(before: World, after: World, number: DealID) -> bool:
    """A deal that missed its activation never becomes active."""
    old, new = before.market.deals[number], after.market.deals[number]
    was_active = is_running(new) or new.state == DealState.EXPIRED
    return not is_waiting(old) or not was_active or before.epoch <= old.activate_by


@step_law_for_each("market.deals", "D12")
def ended_deal_is_not_slashed(before: World, after: World, number: DealID) -> bool:
    """A deal is slashed in its term only; one that timed out lost its collateral for that, and never had a term."""
    old, new = before.market.deals[number], after.market.deals[number]
    in_term = before.epoch <= old.proposal.deal_expiry
    return new.slashed == old.slashed or new.state == DealState.TIMED_OUT or in_term


@step_law_for_each("market.deals", "D12")
def ended_deal_does_not_fail(before: World, after: World, number: DealID) -> bool:
    """A deal whose sector is lost after the deal's end expires; only a deal in its term fails."""
    old, new = before.market.deals[number], after.market.deals[number]
    fails = new.state == DealState.FAILED and old.state != DealState.FAILED
    return not fails or before.epoch <= old.proposal.deal_expiry


@step_law_for_each("market.deals", "D14")
def deal_keeps_its_sector(before: World, after: World, number: DealID) -> bool:
    """A deal is bound to one sector, once."""
    old, new = before.market.deals[number], after.market.deals[number]
    return old.state == DealState.PUBLISHED or new.sector == old.sector


@step_law_for_each("market.deals", "D17")
def only_proved_epochs_are_paid(before: World, after: World, number: DealID) -> bool:
    """A provider is paid by an accepted proof, or what division left over once all epochs are paid."""
    old, new = before.market.deals[number], after.market.deals[number]
    settled = new.paid_until == old.paid_until
    nothing_paid = settled and (new.paid == old.paid or old.paid_until == old.proposal.deal_expiry)
    return nothing_paid or (not is_waiting(new) and is_proved_between(before, after, new.sector[0]))


@step_law_for_each("market.deals", "D17")
def failing_deal_is_not_paid(before: World, after: World, number: DealID) -> bool:
    """Within one epoch a deal that is failing, or settled up to now, is paid nothing more before its end.

    So what nobody proved is given back and never paid: a proof settles the epochs of a failing deal up to now.
    """
    old, new = before.market.deals[number], after.market.deals[number]
    if not is_one_epoch(before, after) or not is_unpayable(before, old):
        return True
    ended = new.paid_until >= new.proposal.deal_expiry
    return ended or (new.paid == old.paid and (is_unpayable(after, new) or not is_open(new)))


@formula
def is_unpayable(w: World, deal: Deal) -> bool:
    """Whether no epoch of the deal up to now can be paid: it is failing, or settled up to now."""
    return deal.state == DealState.FAILING or (deal.state == DealState.ACTIVE and deal.paid_until >= w.epoch)


@step_law_for_each("market.deals", "D14", "M6")
def deal_is_active_by_a_proof(before: World, after: World, number: DealID) -> bool:
    """A deal begins to run, and runs again after a fault, only by an accepted proof of the miner that holds it."""
    old, new = before.market.deals[number], after.market.deals[number]
    begins = is_waiting(old) and is_running(new)
    resumes = old.state == DealState.FAILING and new.state == DealState.ACTIVE
    return not (begins or resumes) or is_proved_between(before, after, new.sector[0])


@step_law_for_each("market.deals", "D8", "D14")
def deal_is_committed_in_time(before: World, after: World, number: DealID) -> bool:
    """A published deal gets into a sector only until its activation limit; after it, the deal can only time out."""
    old, new = before.market.deals[number], after.market.deals[number]
    waits_still = new.state == DealState.PUBLISHED or new.state == DealState.TIMED_OUT
    return old.state != DealState.PUBLISHED or waits_still or before.epoch <= old.activate_by


@step_law_for_each("market.deals", "D14", "T7")
def deal_fails_with_its_sector(before: World, after: World, number: DealID) -> bool:
    """Within one epoch a deal becomes failing only with its sector, unless a literal slash asks for no fault."""
    old, new = before.market.deals[number], after.market.deals[number]
    fails = old.state == DealState.ACTIVE and new.state == DealState.FAILING
    if not fails or not is_one_epoch(before, after) or is_slashed_without_a_fault(before):
        return True
    return not is_healthy(before.miner.sectors[old.sector]) or fault_can_take_effect(before, old.sector[0])


def is_slashed_without_a_fault(w: World) -> bool:
    """Whether a proof that does not verify costs collateral (decision 7, literal variant)."""
    return w.parameters.failed_post == FailedPoSt.SLASHES
