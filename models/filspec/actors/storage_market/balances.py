"""Escrow of the storage market: registering, adding, withdrawing, locking, releasing."""

from __future__ import annotations

from filspec.actors.ledger.transfers import burn, is_account, transfer
from filspec.actors.names import STORAGE_MARKET_ACTOR
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.state import NOTHING, Escrow, StorageDealProposal
from filspec.actors.units import MARKET, ActorID, Epoch, TokenAmount
from filspec.actors.world import World
from filspec.kit.requirement import require
from filspec.kit.transitions import internal, message, pure, query


@message(STORAGE_MARKET_ACTOR, "RegisterParticipant(TokenAmount)")
def register_participant(w: World, caller: ActorID, value: TokenAmount) -> bool:
    """Open an escrow balance with the tokens sent along (specs 2019-09-29, storage_market_actor)."""
    require(is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(caller not in w.market.escrow, Reason.ALREADY_REGISTERED)
    transfer(w, caller, MARKET, value)
    w.market.escrow[caller] = NOTHING.but(available=value)
    return True


@message(STORAGE_MARKET_ACTOR, "AddBalance(TokenAmount)")
def add_balance(w: World, caller: ActorID, value: TokenAmount) -> None:
    """Add tokens to the caller's escrow balance; an unregistered caller is registered by it."""
    require(is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(value > 0, Reason.NOTHING_TO_ADD)
    transfer(w, caller, MARKET, value)
    escrow = w.market.escrow.get(caller, NOTHING)
    w.market.escrow[caller] = escrow.but(available=escrow.available + value)


@message(STORAGE_MARKET_ACTOR, "WithdrawBalance(TokenAmount)")
def withdraw_balance(w: World, caller: ActorID, amount: TokenAmount) -> None:
    """Take available tokens out of one's own escrow; what closed deals released waits for finality (decision 23)."""
    require(is_account(w, caller), Reason.CALLER_IS_NOT_AN_ACCOUNT)
    require(caller in w.market.escrow, Reason.NOT_REGISTERED)
    require(amount > 0, Reason.NOTHING_TO_WITHDRAW)
    require(amount <= w.market.escrow[caller].available, Reason.INSUFFICIENT_AVAILABLE_BALANCE)
    require(amount <= withdrawable(w, caller), Reason.FUNDS_NOT_YET_FINAL)
    take_available(w, caller, amount)
    transfer(w, MARKET, caller, amount)


@query(STORAGE_MARKET_ACTOR, "CheckLockedBalance(Address)", "TokenAmount")
def check_locked_balance(w: World, participant: ActorID) -> TokenAmount:
    """The locked balance of the participant asked for, whoever asks."""
    require(participant in w.market.escrow, Reason.NOT_REGISTERED)
    return w.market.escrow[participant].locked


@query(STORAGE_MARKET_ACTOR, "VerifyBalance(StorageMarketParticipant1)")
def verify_balance(w: World, participant: ActorID, proposal: StorageDealProposal) -> bool:
    """Whether the participant's available balance covers what the proposal asks of it."""
    return w.market.escrow.get(participant, NOTHING).available >= requirement(proposal, participant)


@pure
def requirement(proposal: StorageDealProposal, participant: ActorID) -> TokenAmount:
    """What a proposal locks of a participant; of one who is both sides, the sum."""
    client_part = client_requirement(proposal) if participant == proposal.client else TokenAmount(0)
    provider_part = proposal.storage_collateral if participant == proposal.provider else TokenAmount(0)
    return TokenAmount(client_part + provider_part)


@pure
def client_requirement(proposal: StorageDealProposal) -> TokenAmount:
    """What a proposal locks of the client."""
    return TokenAmount(proposal.storage_price + proposal.client_collateral)


@pure
def withdrawable(w: World, participant: ActorID) -> TokenAmount:
    """The available balance less what is not final yet."""
    escrow = w.market.escrow.get(participant, NOTHING)
    return escrow.available if w.epoch >= escrow.held_until else TokenAmount(escrow.available - escrow.held)


@pure
def less(escrow: Escrow, amount: TokenAmount) -> Escrow:
    """The escrow with less available; what is not final yet goes last."""
    available = TokenAmount(escrow.available - amount)
    return escrow.but(available=available, held=min(escrow.held, available))


@pure
def released(w: World, escrow: Escrow, amount: TokenAmount) -> Escrow:
    """The escrow with less owed; what came back earlier and is not final yet waits with it."""
    still_held = escrow.held if w.epoch < escrow.held_until else TokenAmount(0)
    return Escrow(
        available=TokenAmount(escrow.available + amount),
        locked=TokenAmount(escrow.locked - amount),
        held=TokenAmount(still_held + amount),
        held_until=Epoch(w.epoch + w.parameters.release_delay),
    )


@internal()
def take_available(w: World, participant: ActorID, amount: TokenAmount) -> None:
    """Lower a balance known to be available."""
    w.market.escrow[participant] = less(w.market.escrow[participant], amount)


@internal()
def lock(w: World, participant: ActorID, amount: TokenAmount) -> None:
    """Make an available balance owed."""
    escrow = less(w.market.escrow[participant], amount)
    w.market.escrow[participant] = escrow.but(locked=escrow.locked + amount)


@internal()
def release(w: World, participant: ActorID, amount: TokenAmount) -> None:
    """Give an owed balance back to its owner, to be withdrawn after finality."""
    w.market.escrow[participant] = released(w, w.market.escrow[participant], amount)


@internal()
def pay_locked(w: World, payer: ActorID, payee: ActorID, amount: TokenAmount) -> None:
    """Pay an owed balance to the other side of the deal."""
    owed = w.market.escrow[payer]
    w.market.escrow[payer] = owed.but(locked=owed.locked - amount)
    earned = w.market.escrow[payee]
    w.market.escrow[payee] = earned.but(available=earned.available + amount)


@internal()
def burn_locked(w: World, participant: ActorID, amount: TokenAmount) -> None:
    """Destroy an owed balance."""
    escrow = w.market.escrow[participant]
    w.market.escrow[participant] = escrow.but(locked=escrow.locked - amount)
    burn(w, MARKET, amount)
