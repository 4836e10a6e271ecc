"""A small chain to build blocks on: two genesis miners of equal power, three accounts with money, ideal proofs."""

from collections.abc import Callable

import pytest

from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.genesis_steps import PresealedSector, add_genesis_miner
from filspec.actors.interpreter import Envelope
from filspec.actors.parameters import preset
from filspec.actors.units import FIRST_USER, ActorID, Epoch, Nonce, TokenAmount
from filspec.chain.block_consensus import weight_after
from filspec.chain.blocks import UNSIGNED, Block, BlockHeader, messages_root, sign_header
from filspec.chain.conversions import commitment_from_bytes
from filspec.chain.election import wins
from filspec.chain.genesis_block import genesis_tipset
from filspec.chain.keys import KeyPair
from filspec.chain.messages import sign_message
from filspec.chain.state_transition import StateTransition
from filspec.chain.store import ChainStore
from filspec.chain.tickets import draw_election_proof, next_ticket
from filspec.chain.tipset import Tipset
from filspec.proofs.ladder.rung import rung

OWNER, WORKER_A, WORKER_B, CLIENT = (ActorID(FIRST_USER + place) for place in range(4))
SEED = b"\x07" * 31 + b"\x00"


class SmallChain:
    """Builds blocks; ``propose`` makes one whether or not its miner wins, ``win`` waits for luck."""

    def __init__(self, proofs: str = "ideal", observers=()):
        # Nobody proves here unless a test says so, and power should last as long as the test.
        self.parameters = preset("tiny").but(proving_period=Epoch(1_000))
        self.keys = {
            account: KeyPair.from_seed(account.to_bytes(8, "big")) for account in (OWNER, WORKER_A, WORKER_B, CLIENT)
        }
        self.rung = rung(proofs)
        self.world = genesis(
            self.parameters,
            tuple(GenesisAccount(key=key.public, balance=TokenAmount(1_000)) for key in self.keys.values()),
        )
        self.workers = {}
        self.sealed = {}
        for worker in (WORKER_A, WORKER_B):
            self._add_miner(worker)
        self.miner_a, self.miner_b = self.workers
        self.store = ChainStore()
        self.genesis = genesis_tipset(self.world, SEED)
        self.transition = StateTransition(self.store, self.genesis, self.world, self.rung, observers)

    def _add_miner(self, worker: ActorID) -> None:
        miner = self.world.init.next_id
        sealed = self.rung.seal(miner, 0, SEED, ())
        presealed = PresealedSector(
            comm_r=commitment_from_bytes(sealed.comm_r),
            comm_d=commitment_from_bytes(sealed.comm_d),
            expiration=Epoch(10_000),
        )
        add_genesis_miner(self.world, OWNER, worker, (presealed,), TokenAmount(100))
        self.workers[miner] = worker
        self.sealed[miner] = sealed

    def key_of(self, miner: ActorID) -> KeyPair:
        return self.keys[self.workers[miner]]

    def message(self, sender: ActorID, nonce: int, method: Callable[..., object], *arguments: object, value: int = 0):
        envelope = Envelope(
            sender=sender,
            nonce=Nonce(nonce),
            value=TokenAmount(value),
            fee=TokenAmount(1),
            method=method.__name__,
            arguments=arguments,
        )
        return sign_message(self.keys[sender], envelope)

    def election_proof(self, parents: Tipset, epoch: int, miner: ActorID) -> bytes:
        tk = self.store.ticket_at(parents, Epoch(epoch - self.parameters.election_lookback))
        return draw_election_proof(self.key_of(miner), tk, Epoch(epoch), miner)

    def has_won(self, parents: Tipset, epoch: int, miner: ActorID) -> bool:
        power = self.transition.result(parents).world.power
        claim = power.claims[miner]
        return wins(self.election_proof(parents, epoch, miner), claim.active_power, power.total_power)

    def propose(self, parents: Tipset, epoch: int, miner: ActorID, messages=(), **changes: object) -> Block:
        tickets, ticket = [], parents.min_ticket
        for _ in range(epoch - parents.epoch):
            ticket = next_ticket(self.key_of(miner), ticket)
            tickets.append(ticket)
        applied = self.transition.result(parents)
        header = BlockHeader(
            miner=miner,
            tickets=tuple(tickets),
            election_proof=self.election_proof(parents, epoch, miner),
            parents=parents.key,
            parent_weight=weight_after(parents, self.transition),
            epoch=Epoch(epoch),
            state_root=applied.state_root,
            receipts_root=applied.receipts_root,
            messages_root=messages_root(tuple(messages)),
            timestamp=epoch * self.parameters.block_delay,
            signature=UNSIGNED,
        ).but(**changes)
        return Block(header=sign_header(self.key_of(miner), header), messages=tuple(messages))

    def win(self, parents: Tipset, messages=(), after: int = 0) -> Block:
        """A block at the first later epoch at which somebody wins."""
        first = max(parents.epoch, after) + 1
        for epoch in range(first, first + 100):
            for miner in self.workers:
                if self.has_won(parents, epoch, miner):
                    return self.propose(parents, epoch, miner, messages)
        raise AssertionError("nobody wins within 100 epochs")

    def extend(self, *blocks: Block) -> Tipset:
        for block in blocks:
            self.store.add(block)
        return Tipset.of(blocks)

    def grow(self, tipset: Tipset, length: int) -> list[Tipset]:
        """So many winning tipsets of one block, one on another."""
        grown = []
        for _ in range(length):
            tipset = self.extend(self.win(tipset))
            grown.append(tipset)
        return grown


@pytest.fixture
def chain() -> SmallChain:
    """A fresh chain on the ideal rung."""
    return SmallChain()


@pytest.fixture
def chain_on() -> Callable[..., SmallChain]:
    """Makes fresh chains."""
    return SmallChain


@pytest.fixture
def accounts() -> tuple[ActorID, ...]:
    """Owner of both miners, worker of the first, worker of the second, client."""
    return OWNER, WORKER_A, WORKER_B, CLIENT
