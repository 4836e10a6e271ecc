"""Effects on pledge and power: registering a miner, its pledge, its power, and its end by a consensus fault."""

from __future__ import annotations

from filspec.actors.ledger.state import Account, ActorKind
from filspec.actors.oracles import ConsensusFaultProof
from filspec.actors.storage_miner.state import NO_PERIOD, NO_SECTORS, Miner
from filspec.actors.storage_power.pledge import add_pledge, collect_depledged, depledge
from filspec.actors.storage_power.power_table import create_storage_miner, recompute_miner_power
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.actors.storage_power.termination import declare_consensus_fault, terminate_sector
from filspec.actors.units import (
    BURNT_FUNDS,
    MARKET,
    POWER,
    ActorID,
    Bytes,
    Epoch,
    Nonce,
    PublicKey,
    SectorID,
    TokenAmount,
)
from filspec.actors.world import World
from filspec.kit.frames import ANYTHING, Changes, rows, rows_under
from filspec.kit.laws import frame, postcondition
from filspec.laws.effects.transfers import is_paid
from filspec.laws.formulas.pledge import balance, share_of_reporter


@frame(create_storage_miner, "M16", "S2")
def registration_changes(before: World, caller: ActorID) -> Changes:
    """A registration makes an actor, a miner and a claim, counts them, and changes the owner's and POWER's accounts."""
    miner = before.init.next_id
    return {
        "ledger.accounts": rows(caller, POWER, miner),
        "init.next_id": ANYTHING,
        "miner.miners": rows(miner),
        "power.claims": rows(miner),
        "power.miner_count": ANYTHING,
    }


@postcondition(create_storage_miner, "M16", "S2")
def new_miner_is_its_creators(
    before: World,
    after: World,
    caller: ActorID,
    value: TokenAmount,
    worker: ActorID,
    sector_size: Bytes,
    answer: ActorID,
) -> bool:
    """The new miner has the sender as owner, the worker that is asked for, and what was sent along as its pledge."""
    expected = Miner(
        owner=caller,
        worker=worker,
        sector_size=sector_size,
        counts=NO_SECTORS,
        proving_period_end=NO_PERIOD,
        proved=False,
        terminated=False,
    )
    entered = after.miner.miners[answer] == expected and after.power.claims[answer] == NO_CLAIM.but(pledge=value)
    return entered and is_paid(before, after, caller, POWER, value)


@postcondition(create_storage_miner, "T1", "M16")
def new_miner_has_the_next_number(before: World, after: World, answer: ActorID) -> bool:
    """The answer is the next number, which is a miner's from now on; the actor has no tokens and signs nothing."""
    made = Account(kind=ActorKind.MINER, balance=TokenAmount(0), nonce=Nonce(0), key=PublicKey(0))
    counted = after.init.next_id == answer + 1 and after.power.miner_count == before.power.miner_count + 1
    return answer == before.init.next_id and counted and after.ledger.accounts[answer] == made


@frame(add_pledge, "S1")
def addition_to_pledge_changes(before: World, caller: ActorID, miner: ActorID) -> Changes:
    """It changes the miner's claim, and the accounts of the sender and the power actor."""
    return {"ledger.accounts": rows(caller, POWER), "power.claims": rows(miner)}


@postcondition(add_pledge, "S1")
def pledge_grows_by_what_is_added(
    before: World, after: World, caller: ActorID, value: TokenAmount, miner: ActorID
) -> bool:
    """The sender pays what it sends along, whoever it is, and the miner's pledge grows by just that."""
    claim = before.power.claims[miner]
    grown = after.power.claims[miner] == claim.but(pledge=claim.pledge + value)
    return grown and is_paid(before, after, caller, POWER, value)


@frame(depledge, "S3")
def announcement_changes(before: World, miner: ActorID) -> Changes:
    """Announcing a release changes the miner's claim, and moves no token."""
    return {"power.claims": rows(miner)}


@postcondition(depledge, "S3")
def release_waits_for_its_cooldown(before: World, after: World, miner: ActorID, amount: TokenAmount) -> bool:
    """What is announced is no collateral any more, and waits for its whole cooldown."""
    paid_from = Epoch(before.epoch + before.parameters.depledge_cooldown)
    return after.power.claims[miner] == before.power.claims[miner].but(depledged=amount, depledge_epoch=paid_from)


@frame(collect_depledged, "S3")
def release_changes(before: World, miner: ActorID) -> Changes:
    """A release changes the miner's claim, and the accounts of the power actor and the owner."""
    return {"ledger.accounts": rows(POWER, before.miner.miners[miner].owner), "power.claims": rows(miner)}


@postcondition(collect_depledged, "S1", "S3")
def release_is_paid_to_the_owner(before: World, after: World, miner: ActorID) -> bool:
    """The owner is paid what was announced, whoever asks for it, and the pledge falls by just that."""
    claim, owner = before.power.claims[miner], before.miner.miners[miner].owner
    left = claim.but(pledge=claim.pledge - claim.depledged, depledged=TokenAmount(0), depledge_epoch=Epoch(0))
    return after.power.claims[miner] == left and is_paid(before, after, POWER, owner, claim.depledged)


@frame(recompute_miner_power, "M17")
def power_changes(before: World, caller: ActorID) -> Changes:
    """Entering a miner's power changes its own claim and the total."""
    return {"power.claims": rows(caller), "power.total_power": ANYTHING}


@frame(terminate_sector, "S6", "M18")
def end_of_a_sector_changes(before: World, sector_id: SectorID) -> Changes:
    """The end of a sector changes it, its miner's counts and power, and the deals in it."""
    return {
        "miner.sectors": rows(sector_id),
        "miner.miners": rows(sector_id[0]),
        "power.claims": rows(sector_id[0]),
        "power.total_power": ANYTHING,
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "market.deals_in_sector": ANYTHING,
        "market.live_deals": ANYTHING,
        "ledger.accounts": rows(MARKET, BURNT_FUNDS),
    }


@frame(declare_consensus_fault, "S6", "S7", "D21")
def termination_changes(before: World, caller: ActorID, proof: ConsensusFaultProof) -> Changes:
    """It ends the accused, its sectors and their deals; of the owners' accounts it changes the reporter's only."""
    return {
        "miner.sectors": rows_under(proof.miner),
        "miner.miners": rows(proof.miner),
        "power.claims": rows(proof.miner),
        "power.total_power": ANYTHING,
        "power.miner_count": ANYTHING,
        "market.deals": ANYTHING,
        "market.escrow": ANYTHING,
        "market.deals_in_sector": ANYTHING,
        "market.live_deals": ANYTHING,
        "ledger.accounts": rows(MARKET, BURNT_FUNDS, POWER, caller),
    }


@postcondition(declare_consensus_fault, "S7", "T7")
def reporter_is_paid_its_share(before: World, after: World, caller: ActorID, proof: ConsensusFaultProof) -> bool:
    """The whole pledge leaves the power actor; the reporter has its share of it, and the rest is burnt."""
    pledge = before.power.claims[proof.miner].pledge
    share = share_of_reporter(before, pledge, Epoch(before.epoch - proof.epoch))
    old = before.ledger.accounts[caller]
    paid = after.ledger.accounts[caller] == old.but(balance=old.balance + share)
    return paid and balance(after, POWER) == balance(before, POWER) - pledge


@postcondition(declare_consensus_fault, "S5", "S6")
def accused_is_ended(before: World, after: World, proof: ConsensusFaultProof) -> bool:
    """The accused leaves the power table and is terminated; nothing else of it changes but its counts."""
    new = after.miner.miners[proof.miner]
    ended = new == before.miner.miners[proof.miner].but(counts=new.counts, terminated=True)
    counted = after.power.miner_count == before.power.miner_count - 1
    return ended and counted and proof.miner not in after.power.claims
