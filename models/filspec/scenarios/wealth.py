"""Who paid and got what: an observer that follows the wealth of each party through every transition.

A party's wealth is all that is its own wherever it lies: account, market escrow, its end of payment channels, and the
pledge of the miners it owns.
"""

from __future__ import annotations

from filspec.actors.units import ActorID
from filspec.actors.world import World
from filspec.kit.records import Record
from filspec.kit.runner import Step
from filspec.kit.worlds import shape_of


class Balance(Record):
    """The account of one party over a run, in attoFIL; ``before - paid + received == after``."""

    party: str
    before: int
    paid: int
    received: int
    after: int


def wealth_of(w: World, party: ActorID) -> int:
    """All that is a party's own."""
    account = w.ledger.accounts.rows.get(party)
    escrow = w.market.escrow.rows.get(party)
    wealth = account.balance if account is not None else 0
    wealth += escrow.available + escrow.locked if escrow is not None else 0
    for channel, record in w.channel.channels.items():
        if not record.collected:
            holds = w.ledger.accounts[channel].balance
            wealth += record.to_send if record.payee == party else 0
            wealth += holds - record.to_send if record.payer == party else 0
    wealth += sum(claim.pledge for miner, claim in w.power.claims.items() if w.miner.miners[miner].owner == party)
    return wealth


class WealthObserver:
    """Adds up what each party paid and received.

    Args:
        parties: the accounts to follow, by name.
    """

    def __init__(self, parties: dict[str, ActorID]) -> None:
        self._parties = parties
        self._before: dict[str, int] = {}
        self._now: dict[str, int] = {}
        self._paid = dict.fromkeys(parties, 0)
        self._received = dict.fromkeys(parties, 0)
        self._scratch: World | None = None

    def begin(self, genesis: World) -> None:
        """Note what everybody has."""
        self._before = {name: wealth_of(genesis, party) for name, party in self._parties.items()}
        self._now = dict(self._before)
        self._scratch = shape_of(World).world_of(genesis, shape_of(World).leaves(genesis))

    def __call__(self, step: Step) -> None:
        """Follow one transition."""
        if self._scratch is None or not step.receipt.accepted:
            return
        shape_of(World).restore(self._scratch, step.after)
        for name, party in self._parties.items():
            change = wealth_of(self._scratch, party) - self._now[name]
            self._now[name] += change
            self._received[name] += max(change, 0)
            self._paid[name] += max(-change, 0)

    def balances(self) -> tuple[Balance, ...]:
        """The account of each party so far."""
        return tuple(
            Balance(
                party=name,
                before=self._before[name],
                paid=self._paid[name],
                received=self._received[name],
                after=self._now[name],
            )
            for name in self._parties
        )
