"""The storage market as a Hypothesis state machine: random lives of deals, under all laws.

Rules are the messages themselves, sent by whoever pleases. Most are drawn so that an honest one is likely, for a long
valid history is what finds bugs; nothing stops a rule from sending nonsense, which must be refused and change nothing.
The laws are watched by the checker after every message. At the end of each life nobody does anything any more, and
every locked token must come free (L2).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from enum import Enum
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from filspec.actors.oracles import OnChainSealVerifyInfo
from filspec.actors.parameters import FailedPoSt, PowerCounts
from filspec.actors.reward.awards import award_block_reward
from filspec.actors.storage_market.balances import add_balance, register_participant, withdraw_balance
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.sector_deals import PendingPiece, PublishedPiece, is_live
from filspec.actors.storage_market.settlement import close_expired_storage_deal
from filspec.actors.storage_market.state import DealState, StorageDeal
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import add_faults, update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.pledge import add_pledge, collect_depledged, depledge
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import SYSTEM, ActorID, DealID, ProofBytes, SectorID, SectorNumber, TokenAmount
from filspec.machines.small_chain import CLIENT, OWNER, SMALL, STRANGER, WORKER, SmallChain

ESCROW, PLEDGE = TokenAmount(5_000), TokenAmount(60)
PARTIES = st.sampled_from([CLIENT, OWNER, STRANGER])
MINERS = st.integers(0, 1)

Terms = dict[str, int]
PerhapsDeal = DealID | MultipleResults[DealID]
PerhapsSector = SectorID | MultipleResults[SectorID]


class Proof(Enum):
    """What the miners do in an epoch."""

    HONEST = "a proof that verifies"
    NONE = "no proof"
    BAD = "a proof that does not verify"


deals_agreed: st.SearchStrategy[Terms] = st.fixed_dictionaries(
    {
        "client": PARTIES,
        "provider": st.sampled_from([OWNER, STRANGER]),
        "storage_price": st.integers(0, 1_000),
        "client_collateral": st.integers(0, 50),
        "storage_collateral": st.integers(0, 500),
        "piece_size": st.sampled_from([128, 512, 1024]),
        "deal_expiry": st.integers(15, 24),
    }
)
"""The terms of a deal, its expiry counted from now; most of them are sound."""


class StorageMarketMachine(RuleBasedStateMachine):
    """Two miners, three parties, and every message that moves a deal.

    Attributes:
        reached: how often a deal was seen in each state, over all runs of the class.
        messages: how many messages were accepted, by name, over all runs of the class.
    """

    deals: Bundle[DealID] = Bundle("deals")
    sectors: Bundle[SectorID] = Bundle("sectors")

    reached: ClassVar[Counter[DealState]] = Counter()
    messages: ClassVar[Counter[str]] = Counter()

    @initialize(counts=st.sampled_from(PowerCounts), failed_post=st.sampled_from(FailedPoSt))
    def found_network(self, counts: PowerCounts, failed_post: FailedPoSt) -> None:
        """Begin with three participants and two miners, in any variant of the network."""
        self.chain = SmallChain(SMALL.but(power_counts=counts, failed_post=failed_post))
        for party in (CLIENT, OWNER, STRANGER):
            self.send(register_participant, party, ESCROW)
        for owner in (OWNER, STRANGER):
            self.send(create_storage_miner, owner, PLEDGE, WORKER, SMALL.sector_size)
        self.miners = self.chain.world.miner.miners.keys_in_order()
        for miner in self.miners:
            self.send(commit_sector, WORKER, self.chain.sealed(miner, 0), 1_000, (), ())

    def send(self, message: Callable[..., object], *arguments: object) -> bool:
        """Send a message; whether it was accepted."""
        receipt = self.chain.apply(message, *arguments)
        self.messages[message.__name__] += receipt.accepted
        return receipt.accepted

    @rule(target=deals, deal=deals_agreed, publisher=PARTIES, again=PARTIES)
    def publish(self, deal: Terms, publisher: ActorID, again: ActorID) -> PerhapsDeal:
        """Two parties agree, somebody publishes, and somebody once more."""
        signed, number = self.signed(deal), self.chain.world.market.next_deal
        published = [self.send(publish_storage_deal, who, signed) for who in (publisher, again)]
        return number if any(published) else multiple()

    def signed(self, terms: Terms) -> StorageDeal:
        """The deal of these terms, signed by both sides."""
        proposal = self.chain.proposal(**terms)
        return self.chain.signed(proposal.but(deal_expiry=self.chain.world.epoch + proposal.deal_expiry))

    @rule(
        target=sectors,
        miner=MINERS,
        binds=st.integers(0, 3),
        pending=st.lists(deals_agreed, max_size=1),
        lasts=st.integers(20, 60),
        number_is_new=st.integers(0, 9).map(bool),
    )
    def commit(self, miner: int, binds: int, pending: list[Terms], lasts: int, number_is_new: bool) -> PerhapsSector:
        """A miner commits a sector with some of the deals that wait for it, and with any pending one."""
        number = len(self.chain.world.miner.used_numbers.keys_under(self.miners[miner])) if number_is_new else 0
        sector_id = (self.miners[miner], SectorNumber(number))
        info = self.chain.sealed(*sector_id)
        waiting = self.waiting_for(self.miners[miner])[:binds]
        first, second = self.pieces(info, waiting, [self.signed(terms) for terms in pending])
        committed = self.send(commit_sector, WORKER, info, self.chain.world.epoch + lasts, first, second)
        return sector_id if committed else multiple()

    def waiting_for(self, miner: ActorID) -> list[DealID]:
        """The published deals of the miner's owner, newest first."""
        owner = self.chain.world.miner.miners[miner].owner
        deals = self.chain.world.market.deals.items_in_order()
        waiting = (deal.state == DealState.PUBLISHED and deal.proposal.provider == owner for _, deal in deals)
        return [DealID(number) for number, waits in enumerate(waiting) if waits][::-1]

    def pieces(
        self, info: OnChainSealVerifyInfo, published: list[DealID], pending: list[StorageDeal]
    ) -> tuple[tuple[PublishedPiece, ...], tuple[PendingPiece, ...]]:
        """The pieces of a sector, one behind the other."""
        offset, first, second = 0, [], []
        for number in published:
            first.append(self.chain.published_piece(number, info, offset))
            offset += self.chain.world.market.deals[number].proposal.piece_size
        for deal in pending:
            second.append(self.chain.pending_piece(deal, info, offset))
            offset += deal.proposal.piece_size
        return tuple(first), tuple(second)

    @rule(proofs=st.lists(st.sampled_from((*[Proof.HONEST] * 6, Proof.NONE, Proof.BAD)), min_size=1, max_size=16))
    def pass_time(self, proofs: list[Proof]) -> None:
        """Epochs end, and after each of them the miners prove, fail to, or are silent."""
        for proof in proofs:
            self.chain.end_epochs()
            for miner in self.miners if proof != Proof.NONE else ():
                epoch, honest = self.chain.challenge(miner)
                self.send(submit_post, WORKER, miner, epoch, honest if proof == Proof.HONEST else ProofBytes(1), ())

    @rule(sector_id=sectors)
    def give_up(self, sector_id: SectorID) -> None:
        """A miner proves, and gives a sector up."""
        self.send(submit_post, WORKER, sector_id[0], *self.chain.challenge(sector_id[0]), (sector_id[1],))

    @rule(sector_id=sectors, recovers=st.booleans())
    def declare(self, sector_id: SectorID, recovers: bool) -> None:
        """A miner tells that it lost a sector, and perhaps that it has it again."""
        self.send(add_faults, WORKER, sector_id[0], (sector_id[1],))
        if recovers:
            self.send(update_sector_status, WORKER, sector_id[0], (), (sector_id[1],))

    @rule(number=deals, who=PARTIES, silent=st.integers(0, 4), waits=st.booleans())
    def close(self, number: DealID, who: ActorID, silent: int, waits: bool) -> None:
        """Somebody closes a deal, at once or when its end is near, after some epochs without any proof."""
        terms = self.chain.world.market.deals[number].proposal
        if waits:
            self.pass_time([Proof.HONEST] * max(0, terms.deal_expiry - 2 - self.chain.world.epoch))
        self.chain.end_epochs(silent)
        self.send(close_expired_storage_deal, who, number)

    @rule(who=PARTIES, amount=st.integers(-1, 2 * ESCROW), adds=st.booleans())
    def move_escrow(self, who: ActorID, amount: int, adds: bool) -> None:
        """Somebody adds to its escrow, or takes from it."""
        self.send(add_balance if adds else withdraw_balance, who, amount)

    @rule(miner=MINERS, amount=st.integers(0, 80))
    def move_pledge(self, miner: int, amount: int) -> None:
        """A miner's block is rewarded; it adds to its pledge, and takes from it what it can."""
        self.send(award_block_reward, SYSTEM, self.miners[miner])
        self.send(add_pledge, CLIENT, amount, self.miners[miner])
        self.send(depledge, WORKER, self.miners[miner], amount)
        self.send(collect_depledged, WORKER, self.miners[miner])

    @precondition(lambda self: self.chain.world.epoch > 20)
    @rule(miner=MINERS, age=st.integers(0, 40))
    def report_fault(self, miner: int, age: int) -> None:
        """Somebody proves that a miner made two blocks of one epoch."""
        proof = self.chain.fault_of(self.miners[miner], self.chain.world.epoch - age)
        self.send(declare_consensus_fault, CLIENT, proof)

    @invariant()
    def note_the_states_reached(self) -> None:
        """Whatever state a deal is in now was reached."""
        if hasattr(self, "chain"):
            self.reached.update(deal.state for _, deal in self.chain.world.market.deals.items())

    def teardown(self) -> None:
        """When all fall silent every deal comes to an end within a period of its term, and nothing stays locked."""
        found_something = sys.exception() is not None
        if found_something or not hasattr(self, "chain"):
            return
        market = self.chain.world.market
        last = max((deal.proposal.deal_expiry for _, deal in market.deals.items()), default=self.chain.world.epoch)
        self.chain.end_epochs(max(0, last + 1 + SMALL.proving_period - self.chain.world.epoch))
        for number, deal in market.deals.items_in_order():
            if is_live(deal.state):
                self.send(close_expired_storage_deal, STRANGER, number)
        locked = {who: escrow.locked for who, escrow in market.escrow.items() if escrow.locked != 0}
        assert not locked, f"nothing moves any more, and these balances stay locked: {locked}"
