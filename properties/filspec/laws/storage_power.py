"""Laws of the power table: power is that of the sectors, and every pledge is there."""

from __future__ import annotations

from filspec.actors.oracles import ConsensusFaultProof, valid_consensus_fault
from filspec.actors.parameters import PowerCounts
from filspec.actors.storage_miner.state import Sector, SectorState
from filspec.actors.storage_power.pledge import add_pledge, collect_depledged, depledge, pledge_suffices
from filspec.actors.storage_power.power_table import counted_power, create_storage_miner
from filspec.actors.storage_power.state import Claim
from filspec.actors.storage_power.termination import declare_consensus_fault, reporter_reward
from filspec.actors.units import BURNT_FUNDS, POWER, ActorID, Bytes, Epoch, SectorID, TokenAmount
from filspec.actors.world import World
from filspec.kit.laws import law, law_for_each, message_law, postcondition, step_law, step_law_for_each
from filspec.kit.runner import Sent
from filspec.kit.sums import total, total_by
from filspec.kit.transitions import transition_of
from filspec.laws.interpreter import is_accepted
from filspec.laws.ledger import balance, collateral_slashed


def active_power_of(_miner: ActorID, claim: Claim) -> int:
    """Summand: the power a miner has in elections."""
    return claim.active_power


def pledge_of(_miner: ActorID, claim: Claim) -> int:
    """Summand: the pledge of a miner."""
    return claim.pledge


def one_for_each_claim(_miner: ActorID, _claim: Claim) -> int:
    """Summand: one registered miner."""
    return 1


def one_if_proved(sector_id: SectorID, sector: Sector) -> tuple[tuple[ActorID, int]]:
    """Summand: one for an active sector of its miner."""
    return ((sector_id[0], 1 if sector.state == SectorState.ACTIVE else 0),)


def one_if_waiting(sector_id: SectorID, sector: Sector) -> tuple[tuple[ActorID, int]]:
    """Summand: one for a sector of its miner that waits for its first proof."""
    return ((sector_id[0], 1 if sector.state == SectorState.COMMITTED else 0),)


@law("M3")
def power_adds_up(w: World) -> bool:
    """The total power is the sum of the power of all registered miners."""
    return w.power.total_power == total(w.power.claims, active_power_of)


@law("M16")
def miners_are_counted(w: World) -> bool:
    """The number of registered miners is that of the claims."""
    return w.power.miner_count == total(w.power.claims, one_for_each_claim)


@law("S1")
def pledge_is_backed(w: World) -> bool:
    """The power actor's tokens are the pledges of all registered miners."""
    return balance(w, POWER) == total(w.power.claims, pledge_of)


@law_for_each("power.claims", "M4")
def claim_has_its_miner(w: World, miner: ActorID, claim: Claim) -> bool:
    """Only a miner actor has power, and power is never negative."""
    return miner in w.miner.miners and claim.active_power >= 0 and claim.inactive_power >= 0


@law_for_each("power.claims", "M2", "M17")
def power_is_that_of_the_counts(w: World, miner: ActorID, claim: Claim) -> bool:
    """A miner's power is its sector size times the number of its own sectors that count, so nobody else changes it."""
    counted = counted_power(w, miner)
    return claim.active_power == counted.active and claim.inactive_power == counted.inactive


@law_for_each("power.claims", "M2", "M5")
def power_is_that_of_the_sectors(w: World, miner: ActorID, claim: Claim) -> bool:
    """Only active sectors count as power (by the variant AT_COMMIT also those not yet proved); faulty ones never do."""
    proved = total_by(w.miner.sectors, one_if_proved)[miner]
    waiting = total_by(w.miner.sectors, one_if_waiting)[miner]
    counting = proved + waiting if w.parameters.power_counts == PowerCounts.AT_COMMIT else proved
    return claim.active_power == w.miner.miners[miner].sector_size * counting


@law_for_each("power.claims", "S1")
def pledge_covers_its_release(w: World, miner: ActorID, claim: Claim) -> bool:
    """No pledge is negative, and what waits to be released is a part of it."""
    return claim.depledged >= 0 and claim.depledged <= claim.pledge


@law("S8")
def oldest_fault_has_a_share(w: World) -> bool:
    """The table of reporter shares begins at age 0 and ends at the oldest fault it knows."""
    return Epoch(0) in w.power.reporter_shares and w.power.oldest_fault in w.power.reporter_shares


@law_for_each("power.reporter_shares", "S8")
def reporter_share_is_a_share(w: World, age: Epoch, share: int) -> bool:
    """A reporter's share is a part of the whole, and never falls with the age of the fault."""
    older = w.power.reporter_shares.get(Epoch(age + 1), share)
    return share >= 0 and share <= older and share <= w.parameters.reporter_share_unit


@step_law_for_each("power.claims", "M16", "S6")
def claim_ends_with_its_miner(before: World, after: World, miner: ActorID) -> bool:
    """A miner leaves the power table only when a consensus fault ends it."""
    return miner in after.power.claims or after.miner.miners[miner].terminated


@message_law("M16")
def miners_come_by_registration_and_go_by_termination(before: World, after: World, sent: Sent) -> bool:
    """A message registers one miner, or ends one for a consensus fault, and no other changes their number."""
    created = 1 if is_accepted(sent, transition_of(create_storage_miner).name) else 0
    ended = 1 if is_accepted(sent, transition_of(declare_consensus_fault).name) else 0
    return after.power.miner_count == before.power.miner_count + created - ended


@step_law("S8")
def oldest_fault_is_constant(before: World, after: World) -> bool:
    """The age from which the reporter's share grows no more never changes."""
    return after.power.oldest_fault == before.power.oldest_fault


@step_law_for_each("power.reporter_shares", "S8")
def reporter_shares_are_constant(before: World, after: World, age: Epoch) -> bool:
    """The reporter's share of a fault of some age never changes."""
    return after.power.reporter_shares[age] == before.power.reporter_shares[age]


@postcondition(create_storage_miner, "S2", "M16")
def new_miner_is_pledged_by_its_owner(
    before: World, after: World, caller: ActorID, value: TokenAmount, worker: ActorID, sector_size: Bytes
) -> bool:
    """A new miner is its creator's; what was sent along is its pledge, and enough for a miner without power."""
    miner = before.init.next_id
    is_pledged = after.power.claims[miner].pledge == value and pledge_suffices(after, miner, Bytes(0))
    return is_pledged and after.miner.miners[miner].owner == caller


@postcondition(add_pledge, "S1")
def pledge_grows_by_what_is_added(
    before: World, after: World, caller: ActorID, value: TokenAmount, miner: ActorID
) -> bool:
    """Whoever adds to a pledge adds something, and the pledge grows by just that."""
    return value > 0 and after.power.claims[miner].pledge == before.power.claims[miner].pledge + value


@postcondition(depledge, "S3")
def releases_come_one_by_one(before: World, after: World, caller: ActorID, miner: ActorID, amount: TokenAmount) -> bool:
    """A release is announced only when none is pending, and waits for its whole cooldown."""
    claim = after.power.claims[miner]
    waits = claim.depledge_epoch == before.epoch + before.parameters.depledge_cooldown
    return before.power.claims[miner].depledged == 0 and claim.depledged == amount and waits


@postcondition(collect_depledged, "S3")
def release_leaves_enough_pledge(before: World, after: World, caller: ActorID, miner: ActorID) -> bool:
    """Pledge is paid out after its cooldown only, and the rest is what the miner needs."""
    return before.epoch >= before.power.claims[miner].depledge_epoch and pledge_suffices(after, miner, Bytes(0))


@postcondition(declare_consensus_fault, "T7", "S4", "S5", "S7")
def slashed_pledge_is_rewarded_or_burnt(
    before: World, after: World, caller: ActorID, proof: ConsensusFaultProof
) -> bool:
    """The whole pledge of the accused, and only that, goes to the reporter or is burnt; it is slashed once."""
    pledge = before.power.claims[proof.miner].pledge
    reward = reporter_reward(before, pledge, Epoch(before.epoch - proof.epoch))
    collateral = total(after.market.deals, collateral_slashed) - total(before.market.deals, collateral_slashed)
    burnt = balance(after, BURNT_FUNDS) - balance(before, BURNT_FUNDS) - collateral
    earned = balance(after, caller) - balance(before, caller)
    left = balance(before, POWER) - balance(after, POWER)
    slashed_once = after.miner.miners[proof.miner].terminated and not before.miner.miners[proof.miner].terminated
    return slashed_once and left == pledge == burnt + earned and earned == reward


@postcondition(declare_consensus_fault, "S4", "S5", "S6")
def miner_is_ended_for_two_blocks(before: World, after: World, caller: ActorID, proof: ConsensusFaultProof) -> bool:
    """A miner is ended only for two different blocks that together break a rule; it leaves the power table for ever."""
    gone = proof.miner not in after.power.claims and after.miner.miners[proof.miner].terminated
    return gone and proof.first != proof.second and proof.epoch <= before.epoch and valid_consensus_fault(proof)
