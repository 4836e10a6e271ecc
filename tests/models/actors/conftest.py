"""The chain on which actors are tested: small, honest outside, and under all laws after every message."""

from collections.abc import Callable

import pytest

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.storage_market.balances import register_participant
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.machines.small_chain import CLIENT, OWNER, SMALL, STRANGER, WORKER, SmallChain


class WatchedChain(SmallChain):
    """A small chain that asserts what becomes of each message."""

    client, owner, worker, stranger = CLIENT, OWNER, WORKER, STRANGER

    def accepts(self, message, *arguments):
        """Assert that the message is accepted; its answer."""
        receipt = self.apply(message, *arguments)
        assert receipt.accepted, f"{message.__name__} was refused: {receipt.reason}"
        return receipt.answer

    def refuses(self, reason, message, *arguments):
        """Assert that the message is refused for this reason, and that nothing changed."""
        before = self.leaves
        receipt = self.apply(message, *arguments)
        assert (receipt.accepted, receipt.reason, receipt.answer) == (False, reason, None)
        assert all(old is new for old, new in zip(before, self.leaves, strict=True))

    def balance(self, who):
        return self.world.ledger.accounts.get(who, NO_ACCOUNT).balance

    def escrow(self, who):
        return self.world.market.escrow[who]

    def deal(self, number):
        return self.world.market.deals[number]

    def sector(self, miner, number=0):
        return self.world.miner.sectors[miner, number]

    def claim(self, miner):
        return self.world.power.claims[miner]

    def pass_to(self, epoch):
        """Let epochs end until this one runs."""
        self.end_epochs(epoch - self.world.epoch)
        assert self.world.epoch == epoch

    def register(self, *participants, value=10_000):
        for participant in participants or (self.client, self.owner):
            self.accepts(register_participant, participant, value)

    def create_miner(self, pledge=100):
        size = self.world.parameters.sector_size
        return self.accepts(create_storage_miner, self.owner, pledge, self.worker, size)

    def publish(self, **changes):
        deal = self.signed(self.proposal(**changes))
        return self.accepts(publish_storage_deal, deal.proposal.client, deal)

    def commit(self, miner, number=0, deals=(), expiration=1000):
        """Commit a sector with published deals, one behind the other."""
        info, offset, pieces = self.sealed(miner, number), 0, []
        for deal in deals:
            pieces.append(self.published_piece(deal, info, offset))
            offset += self.deal(deal).proposal.piece_size
        self.accepts(commit_sector, self.worker, info, expiration, tuple(pieces), ())
        return number

    def prove(self, miner, done=()):
        assert self.accepts(submit_post, self.worker, miner, *self.challenge(miner), done)

    def prove_to(self, miner, epoch):
        """Let epochs pass, with a proof in each."""
        while self.world.epoch < epoch:
            self.end_epochs()
            self.prove(miner)

    def active_deal(self, miner, number=0, **changes):
        """A deal in a new sector, active since the next epoch."""
        deal = self.publish(**changes)
        self.commit(miner, number, (deal,))
        self.end_epochs()
        self.prove(miner)
        return deal


@pytest.fixture
def chain_with() -> Callable[..., WatchedChain]:
    """A maker of chains with some parameters of the smallest preset changed."""

    def make(**changes: object) -> WatchedChain:
        return WatchedChain(SMALL.but(**changes))

    return make


@pytest.fixture
def chain(chain_with) -> WatchedChain:
    """A chain of the smallest preset."""
    return chain_with()
