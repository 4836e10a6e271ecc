"""Genesis: the first world of a network, and the miner that is there from the start.

A block needs a winner, a winner needs power, and power needs a block: so a network begins with one miner whose sectors
are sealed beforehand and count at once.
"""

from __future__ import annotations

from filspec.actors.init.state import InitActor
from filspec.actors.ledger.state import Account, ActorKind, Ledger
from filspec.actors.parameter_bounds import broken_bounds
from filspec.actors.parameters import Parameters
from filspec.actors.payment_channel.state import PaymentChannelActor
from filspec.actors.reporter_share import reporter_shares
from filspec.actors.storage_market.state import StorageMarketActor
from filspec.actors.storage_miner.state import NO_SECTORS, Miner, Sector, SectorState, StorageMinerActor
from filspec.actors.storage_power.state import NO_CLAIM, StoragePowerActor
from filspec.actors.units import (
    BURNT_FUNDS,
    CRON,
    FIRST_USER,
    INIT,
    MARKET,
    POWER,
    REWARD,
    SYSTEM,
    ActorID,
    Bytes,
    Commitment,
    DealID,
    Epoch,
    Nonce,
    PublicKey,
    SectorNumber,
    TokenAmount,
)
from filspec.actors.world import World
from filspec.kit.records import Record
from filspec.kit.tables import PairTable, Table

SYSTEM_ACTORS = (SYSTEM, INIT, REWARD, CRON, POWER, MARKET, BURNT_FUNDS)

_NO_TOKENS = TokenAmount(0)
_NO_KEY = PublicKey(0)


class GenesisAccount(Record):
    """An account that exists from the start."""

    key: PublicKey
    balance: TokenAmount


class PresealedSector(Record):
    """A sector of the genesis miner."""

    comm_r: Commitment
    comm_d: Commitment
    expiration: Epoch


def genesis(parameters: Parameters, accounts: tuple[GenesisAccount, ...]) -> World:
    """A world at epoch 0 in which the given accounts have the numbers from 100 on; all else is undistributed.

    Raises:
        ValueError: a parameter is outside of its bounds.
    """
    broken = broken_bounds(parameters)
    if broken:
        raise ValueError(f"no proof holds for these parameters: {'; '.join(broken)}")
    ledger = {number: _account(ActorKind.SYSTEM) for number in SYSTEM_ACTORS}
    for place, given in enumerate(accounts):
        ledger[ActorID(FIRST_USER + place)] = _account(ActorKind.ACCOUNT, given.balance, given.key)
    ledger[REWARD] = _account(ActorKind.SYSTEM, parameters.reward_total_issuance)
    shares = reporter_shares(parameters)
    return World(
        parameters=parameters,
        epoch=Epoch(0),
        ledger=Ledger(Table(ledger), TokenAmount(sum(account.balance for account in ledger.values()))),
        init=InitActor(ActorID(FIRST_USER + len(accounts))),
        market=StorageMarketActor(Table(), Table(), Table(), PairTable(), Table(), DealID(0)),
        miner=StorageMinerActor(Table(), PairTable(), PairTable(), Table()),
        power=StoragePowerActor(Table(), Bytes(0), 0, Table(shares), max(shares)),
        channel=PaymentChannelActor(Table(), PairTable()),
    )


def add_genesis_miner(
    w: World, owner: ActorID, worker: ActorID, sectors: tuple[PresealedSector, ...], pledge: TokenAmount
) -> ActorID:
    """Give a genesis world a miner whose sectors count as proved; its pledge is taken from the owner's balance."""
    miner, size = w.init.next_id, w.parameters.sector_size
    w.init.next_id = ActorID(miner + 1)
    w.ledger.accounts[miner] = _account(ActorKind.MINER)
    payer = w.ledger.accounts[owner]
    w.ledger.accounts[owner] = payer.but(balance=payer.balance - pledge)
    holder = w.ledger.accounts[POWER]
    w.ledger.accounts[POWER] = holder.but(balance=holder.balance + pledge)
    for place, sealed in enumerate(sectors):
        _add_presealed(w, miner, SectorNumber(place), sealed)
    w.miner.miners[miner] = Miner(
        owner=owner,
        worker=worker,
        sector_size=size,
        counts=NO_SECTORS.but(active=len(sectors)),
        proving_period_end=w.parameters.proving_period,
        proved=False,
        terminated=False,
    )
    power = Bytes(size * len(sectors))
    w.power.claims[miner] = NO_CLAIM.but(active_power=power, pledge=pledge)
    w.power.total_power = Bytes(w.power.total_power + power)
    w.power.miner_count += 1
    return miner


def _add_presealed(w: World, miner: ActorID, number: SectorNumber, sealed: PresealedSector) -> None:
    w.miner.sectors[miner, number] = Sector(
        state=SectorState.ACTIVE,
        proving=True,
        fault_next=False,
        fault_count=0,
        comm_r=sealed.comm_r,
        comm_d=sealed.comm_d,
        seal_epoch=Epoch(0),
        expiration=sealed.expiration,
        used=Bytes(0),
    )
    w.miner.used_numbers[miner, number] = True
    w.miner.sealed[sealed.comm_r] = (miner, number)
    w.market.live_deals[miner, number] = 0


def _account(kind: ActorKind, balance: TokenAmount = _NO_TOKENS, key: PublicKey = _NO_KEY) -> Account:
    return Account(kind=kind, balance=balance, nonce=Nonce(0), key=key)
