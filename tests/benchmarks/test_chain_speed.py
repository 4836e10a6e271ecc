"""How fast the chain is. Remembered verifications are forgotten before each round where a test says "cold"."""

import pytest

from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.genesis_steps import PresealedSector, add_genesis_miner
from filspec.actors.interpreter import Envelope
from filspec.actors.ledger.transfers import send
from filspec.actors.parameters import preset
from filspec.actors.units import FIRST_USER, ActorID, Epoch, Nonce, TokenAmount
from filspec.chain import keys
from filspec.chain.blocks import Block, BlockHeader, decode_block, encode_block, messages_root, sign_header
from filspec.chain.encoding import state_root
from filspec.chain.genesis_block import genesis_tipset
from filspec.chain.keys import KeyPair
from filspec.chain.messages import is_signed, sign_message
from filspec.chain.state_transition import StateTransition
from filspec.chain.store import ChainStore
from filspec.chain.tickets import draw_election_proof, next_ticket
from filspec.chain.tipset import Tipset
from filspec.chain.validation import validate_chain, validate_consensus, validate_proofs, validate_syntax
from filspec.kit.worlds import fork
from filspec.proofs.ladder.rung import rung

KEY = KeyPair.from_seed(b"the only one")
OWNER, OTHER = ActorID(FIRST_USER), ActorID(FIRST_USER + 1)
MESSAGES = 10


class Network:
    """One miner with all the power, so every election is won."""

    def __init__(self):
        self.parameters = preset("2k").but(proving_period=Epoch(10_000))
        accounts = [GenesisAccount(key=KEY.public, balance=TokenAmount(10**24))] * 100
        self.world = genesis(self.parameters, tuple(accounts))
        sector = PresealedSector(comm_r=1, comm_d=2, expiration=Epoch(10_000))
        self.miner = add_genesis_miner(self.world, OWNER, OWNER, (sector,), TokenAmount(10**22))
        self.store = ChainStore()
        self.genesis = genesis_tipset(self.world, b"benchmark")
        self.transition = self.fresh_transition()
        self.block = self.first_block()

    def fresh_transition(self):
        return StateTransition(self.store, self.genesis, self.world, rung("ideal"))

    def first_block(self):
        messages = tuple(self.transfer(nonce) for nonce in range(MESSAGES))
        applied, ticket = self.transition.result(self.genesis), self.genesis.min_ticket
        header = BlockHeader(
            miner=self.miner, tickets=(next_ticket(KEY, ticket),),
            election_proof=draw_election_proof(KEY, ticket, Epoch(1), self.miner),
            parents=self.genesis.key, parent_weight=0, epoch=Epoch(1), state_root=applied.state_root,
            receipts_root=applied.receipts_root, messages_root=messages_root(messages),
            timestamp=self.parameters.block_delay, signature=0,
        )  # fmt: skip
        return Block(header=sign_header(KEY, header), messages=messages)

    def transfer(self, nonce):
        envelope = Envelope(
            sender=OWNER, nonce=Nonce(nonce), value=TokenAmount(1), fee=TokenAmount(1), method=send.__name__,
            arguments=(OTHER,),
        )  # fmt: skip
        return sign_message(KEY, envelope)

    def validate(self):
        validate_syntax(self.block)
        validate_chain(self.block, self.store, self.transition, Epoch(1), self.genesis)
        validate_consensus(self.block, self.store, self.transition, self.parameters)
        validate_proofs(self.block)


@pytest.fixture(scope="module")
def network():
    return Network()


def test_cold_validation_of_a_block_with_known_messages(benchmark, network):
    """As a node does it whose message pool has verified the messages: header, ticket and election proof remain."""

    def forget():
        keys._verify.cache_clear()
        assert all(is_signed(message, KEY.public) for message in network.block.messages)

    benchmark.pedantic(network.validate, setup=forget, rounds=10)


def test_cold_validation_of_a_block_with_unknown_messages(benchmark, network):
    benchmark.pedantic(network.validate, setup=keys._verify.cache_clear, rounds=10)


def test_repeated_validation_of_a_block(benchmark, network):
    """As the second and every further node of a process does it."""
    network.validate()
    benchmark(network.validate)


def test_state_root_after_a_transfer(benchmark, network):
    def changed():
        world = fork(network.world)
        account = world.ledger.accounts[OTHER]
        world.ledger.accounts[OTHER] = account.but(balance=account.balance + 1)
        return (world,), {}

    state_root(network.world)
    benchmark.pedantic(state_root, setup=changed, rounds=50)


def test_state_transition_of_a_block(benchmark, network):
    tipset = Tipset.of([network.block])
    network.store.add(network.block)

    def fresh():
        transition = network.fresh_transition()
        transition.result(network.genesis)
        return (transition,), {}

    result = benchmark.pedantic(lambda transition: transition.result(tipset), setup=fresh, rounds=20)
    assert all(receipt.accepted for _, receipt in result.receipts)


def test_cold_reading_of_a_block(benchmark, network):
    encoded = encode_block(network.block)
    block = benchmark.pedantic(decode_block.__wrapped__, args=(encoded,), setup=decode_block.cache_clear, rounds=50)
    assert block == network.block
