"""The cast of the stories as a small network, with shortcuts to the moments at which tests begin."""

from collections.abc import Callable

import pytest

from filspec.actors.interpreter import Envelope
from filspec.actors.payment_channel.state import Channel
from filspec.actors.storage_market.state import DealState, StorageDeal, StorageDealProposal
from filspec.actors.storage_miner.state import Sector
from filspec.actors.units import ActorID, Epoch, Nonce, SectorNumber, TokenAmount
from filspec.actors.world import World
from filspec.chain.conversions import commitment_from_bytes
from filspec.chain.encoding import digest
from filspec.chain.keys import KeyPair
from filspec.chain.messages import SignedMessage, sign_message
from filspec.nodes.node import MinerNode
from filspec.nodes.retrieval_provider import RetrievalProvider
from filspec.proofs.pieces.commitments import comm_p
from filspec.proofs.pieces.sizes import padded_piece_size
from filspec.scenarios.cast import CLIENT, OWNER_A, Cast

PATIENCE = 80
"""Rounds after which a test stops waiting."""

DEPOSIT = 1_000_000


class SmallNetwork:
    """One client, two providers and the genesis miner."""

    def __init__(self, seed: int = 0, preset: str = "tiny", proofs: str = "ideal") -> None:
        self.cast = Cast(seed, preset, proofs)
        self.client, self.genesis_miner = self.cast.client, self.cast.genesis_miner
        self.provider, self.other_provider = self.cast.providers

    @property
    def world(self) -> World:
        return self.client.chain.world

    def play(self, rounds: int = 1) -> None:
        for _ in range(rounds):
            self.cast.play_round()

    def skip_to(self, epoch: Epoch) -> None:
        """Leave the epochs up to this one null: nobody acts in them."""
        self.cast.epoch = Epoch(epoch - 1)

    def play_until(self, happened: Callable[[], bool]) -> None:
        for _ in range(PATIENCE):
            if happened():
                return
            self.cast.play_round()
        pytest.fail(f"it did not happen within {PATIENCE} rounds")

    def key_of(self, account: ActorID) -> KeyPair:
        return next(node.wallet.keys[account] for node in self.cast.nodes if account in node.wallet.keys)

    def message(self, sender: ActorID, nonce: int, method: Callable[..., object], *arguments: object, **changes: int):
        envelope = Envelope(
            sender=sender,
            nonce=Nonce(nonce),
            value=TokenAmount(changes.get("value", 0)),
            fee=TokenAmount(changes.get("fee", 1)),
            method=method.__name__,
            arguments=arguments,
        )
        return sign_message(self.key_of(sender), envelope)

    def register_miner(self) -> ActorID:
        """The provider's miner, on chain."""
        self.provider.mining.join_network(self.provider.owner, self.cast.purse.pledge)
        self.play_until(lambda: bool(self.provider.mining.miners))
        return self.provider.mining.miners[0]

    def join_market(self, deposit: int = DEPOSIT // 10) -> None:
        """Client and provider have funds with the market."""
        self.client.market.join_market(deposit, 1, 0)
        self.provider.market.join_market(deposit, 1, 0)
        parties = (self.client.market.account, self.provider.market.account)
        self.play_until(lambda: all(party in self.world.market.escrow for party in parties))

    def proposal(self, content: bytes, **changes: object) -> StorageDealProposal:
        now, parameters = self.world.epoch, self.cast.parameters
        return StorageDealProposal(
            piece_cid=commitment_from_bytes(comm_p(content)),
            piece_size=padded_piece_size(len(content)),
            client=CLIENT,
            provider=OWNER_A,
            proposal_expiry=Epoch(now + parameters.finality),
            deal_expiry=Epoch(now + parameters.deal_activation_limit + parameters.proving_period),
            storage_price=TokenAmount(100),
            client_collateral=TokenAmount(1),
            storage_collateral=self.cast.purse.collateral,
        ).but(**changes)

    def agree(self, content: bytes, **changes: object) -> StorageDeal:
        """A deal both sides signed."""
        deal = self.client.market.propose(self.provider.market, self.proposal(content, **changes), content)
        assert deal is not None
        return deal

    def store(self, content: bytes, **changes: object) -> StorageDeal:
        """A deal of the provider whose sector is proved and whose payment clock runs."""
        deal = self.agree(content, **changes)
        self.provider.market.publish(deal)
        self.play_until(lambda: self.state_of(deal) is DealState.ACTIVE)
        return deal

    def state_of(self, deal: StorageDeal) -> DealState | None:
        number = self.world.market.published.get(digest(deal.proposal), None)
        return None if number is None else self.world.market.deals[number].state

    def sector(self, number: int, node: MinerNode | None = None) -> Sector | None:
        miner = (node or self.provider).mining.miners[0]
        return self.world.miner.sectors.get((miner, SectorNumber(number)), None)


@pytest.fixture
def network() -> SmallNetwork:
    """A fresh network at genesis, on the ideal rung with the tiny preset."""
    return SmallNetwork()


@pytest.fixture
def network_on() -> Callable[..., SmallNetwork]:
    """Makes fresh networks of a seed, a preset and a rung."""
    return SmallNetwork


@pytest.fixture(params=["ideal", "vanilla"])
def storing(request) -> SmallNetwork:
    """A network in which the provider has a miner and all parties have funds with the market, on each rung."""
    network = SmallNetwork(seed=3, preset="2k", proofs=request.param)
    network.register_miner()
    network.join_market(10**18)
    return network


class PaymentChannels:
    """Channels from the client to the provider's owner, each on chain with so many tokens."""

    def __init__(self) -> None:
        self.network = SmallNetwork()
        self.payer, self.payee = self.network.client.payments, self.network.provider.payments

    def open(self, amount: int) -> ActorID:
        opened: list[ActorID] = []
        self.payer.open_channel(OWNER_A, TokenAmount(amount), opened.append)
        self.network.play_until(lambda: bool(opened))
        return opened[0]

    def record(self, channel: ActorID) -> Channel:
        """The channel as the chain has it."""
        return self.network.world.channel.channels[channel]


@pytest.fixture
def channels() -> PaymentChannels:
    """A network whose client opens payment channels."""
    return PaymentChannels()


@pytest.fixture(scope="module")
def channels_to_keep() -> PaymentChannels:
    """The same, for tests that leave the chain as it is."""
    return PaymentChannels()


@pytest.fixture
def shop(channels: PaymentChannels) -> Callable[..., RetrievalProvider]:
    """Makes a retrieval provider that holds the given pieces and is paid over the channels."""

    def opened(*pieces: bytes, price: int = 2, unseal: Callable[[int], bytes] | None = None) -> RetrievalProvider:
        stored = {commitment_from_bytes(comm_p(piece)): piece for piece in pieces}
        return RetrievalProvider(
            "shop", TokenAmount(price), channels.payee, lambda piece: piece in stored, unseal or stored.__getitem__
        )

    return opened


@pytest.fixture
def resigned() -> Callable[..., SignedMessage]:
    """Changes a message and leaves its signature as it was."""
    return lambda message, **changes: message.but(envelope=message.envelope.but(**changes))
