"""The story: a real file through the whole of full-deals-on-chain, and back.

Given a network of one client, two providers and a miner that is there from the start,
when the client stores a file with the providers, who seal it, prove it period by period and are paid,
then the client retrieves it over payment channels, byte for byte, and the deals end as agreed.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from filspec.actors.payment_channel.state import OPEN
from filspec.actors.storage_market.sector_deals import is_live
from filspec.actors.storage_market.state import DealState, StorageDeal, StorageDealProposal
from filspec.actors.units import ActorID, Bytes, Commitment, Epoch, TokenAmount
from filspec.actors.world import World
from filspec.chain.conversions import commitment_from_bytes
from filspec.chain.encoding import digest
from filspec.kit import trace
from filspec.kit.records import Record
from filspec.kit.runner import Observer
from filspec.nodes.node import MinerNode
from filspec.nodes.retrieval_client import Retrieval, WantedPiece
from filspec.scenarios.cast import CLIENT, PARTIES, Cast
from filspec.scenarios.pieces import Piece, cut, distinct
from filspec.scenarios.wealth import Balance, WealthObserver

Progress = Callable[[str, int, int], None]
LONGEST_WAIT = 200
"""Rounds after which a wait is a failure of the model; an honest wait takes two proving periods at most."""

WITHDRAWAL = 100
"""What the client takes back right after its deposit, to show that it can."""


class StoryStalled(Exception):  # noqa: N818 (the story stalls, the program does not err)
    """A phase of the story did not come to its end."""


class StoryReport(Record):
    """How the story ended.

    Attributes:
        balances: who paid and got what.
        deals: deals in each final state.
        sectors: sectors sealed for the file.
        pieces: pieces the file was cut into.
        epochs: rounds played.
        blocks: blocks in the chain, genesis left out.
        sha256_in: hash of the file that was stored.
        sha256_out: hash of the file that came back.
    """

    balances: tuple[Balance, ...]
    deals: tuple[tuple[str, int], ...]
    sectors: int
    pieces: int
    epochs: int
    blocks: int
    sha256_in: str
    sha256_out: str


class Story:
    """One run.

    Args:
        cast: the nodes.
        content: the file.
        progress: told of each phase: its name, how much is done, out of how much.
    """

    def __init__(self, cast: Cast, content: bytes, progress: Progress) -> None:
        self.cast, self.content = cast, content
        self._progress = progress
        self._cut = cut(content, cast.parameters.sector_size)
        self._pieces = distinct(self._cut)
        self._deals: list[tuple[StorageDeal, MinerNode, Piece]] = []
        self._retrievals: list[Retrieval] = []
        self._parties = (CLIENT, *(node.owner for node in cast.providers))
        self.retrieved = b""

    @property
    def _world(self) -> World:
        return self.cast.client.chain.world

    def play(self) -> None:
        """All phases, in order."""
        self.register_miners()
        self.join_the_market()
        self.make_deals()
        self.seal()
        self.prove()
        self.retrieve()
        self.expire()
        self.settle()

    def until(self, phase: str, done: Callable[[], int], total: int) -> None:
        """Play rounds until as much as ``total`` is done.

        Raises:
            StoryStalled: it takes longer than any honest run.
        """
        for _ in range(LONGEST_WAIT):
            self._progress(phase, min(done(), total), total)
            if done() >= total:
                return
            self.cast.play_round()
        raise StoryStalled(f"phase {phase!r} got {done()} of {total} done in {LONGEST_WAIT} rounds")

    def register_miners(self) -> None:
        """Both providers register a miner each."""
        for node in self.cast.providers:
            node.mining.join_network(node.owner, self.cast.purse.pledge)
        self.until("register", lambda: sum(bool(node.mining.miners) for node in self.cast.providers), 2)

    def join_the_market(self) -> None:
        """Client and providers bring what their deals will lock."""
        count = len(self._pieces) + 1
        price = self._price() + self.cast.purse.epoch_price
        self.cast.client.market.join_market(count * price, WITHDRAWAL, WITHDRAWAL)
        for node in self.cast.providers:
            node.market.join_market(count * self.cast.purse.collateral, WITHDRAWAL, 0)
        self.until(
            "join", lambda: sum(party in self._world.market.escrow for party in self._parties), len(self._parties)
        )
        self.cast.client.market.locked_balance()

    def _price(self) -> int:
        return self.cast.purse.epoch_price * self._duration() + 1

    def _duration(self) -> int:
        return self.cast.parameters.deal_activation_limit + self.cast.parameters.proving_period

    def make_deals(self) -> None:
        """Each piece goes to the providers in turn; the last one also, unpublished, to the provider after."""
        for place, piece in enumerate(self._pieces):
            self._make_deal(piece, self.cast.providers[place % 2], published=True)
        self._make_deal(self._pieces[-1], self.cast.providers[len(self._pieces) % 2], published=False)
        expected = len(self._deals)
        self.until("deal", lambda: sum(self._is_staged(deal, node) for deal, node, _ in self._deals), expected)
        for deal, node, _ in self._deals:
            self.cast.client.market.ask_about(node.market, digest(deal.proposal))

    def _make_deal(self, piece: Piece, node: MinerNode, published: bool) -> None:
        deal = self.cast.client.market.propose(node.market, self._proposal(piece, node), piece.content)
        if deal is None:
            raise StoryStalled(f"{node.name} refused a proposal")
        self._deals.append((deal, node, piece))
        if published:
            node.market.publish(deal)
            self.cast.client.market.publish(deal)
        else:
            node.market.stage_unpublished(deal)

    def _proposal(self, piece: Piece, node: MinerNode) -> StorageDealProposal:
        now = self._world.epoch
        return StorageDealProposal(
            piece_cid=self._cid(piece),
            piece_size=piece.padded_size,
            client=CLIENT,
            provider=node.owner,
            proposal_expiry=Epoch(now + self.cast.parameters.finality),
            deal_expiry=Epoch(now + self._duration()),
            storage_price=TokenAmount(self._price()),
            client_collateral=self.cast.purse.epoch_price,
            storage_collateral=self.cast.purse.collateral,
        )

    def _is_staged(self, deal: StorageDeal, node: MinerNode) -> bool:
        return digest(deal.proposal) in node.market.staged

    def _state(self, deal: StorageDeal) -> DealState | None:
        market = self._world.market
        deal_id = market.published.rows.get(digest(deal.proposal))
        return None if deal_id is None else market.deals[deal_id].state

    def _count(self, holds: Callable[[DealState], bool]) -> int:
        states = [self._state(deal) for deal, _, _ in self._deals]
        return sum(state is not None and holds(state) for state in states)

    def seal(self) -> None:
        """The providers seal the sectors and commit them."""
        self.until("seal", lambda: self._count(lambda state: state != DealState.PUBLISHED), len(self._deals))

    def prove(self) -> None:
        """The first proofs make the deals active."""
        waiting = (DealState.PUBLISHED, DealState.COMMITTED)
        self.until("prove", lambda: self._count(lambda state: state not in waiting), len(self._deals))

    def retrieve(self) -> None:
        """The client fetches every piece from the provider its published deal is with, and pays by vouchers."""
        retrievals = [self._agree(node) for node in self.cast.providers]
        due = [retrieval for retrieval in retrievals if retrieval.proposals]
        self.until("retrieve", lambda: sum(retrieval.channel is not None for retrieval in due), len(due))
        received: dict[Commitment, bytes] = {}
        for retrieval in due:
            self.cast.client.retrieval.fetch(retrieval)
            received.update(retrieval.received)
            if retrieval.channel is not None:
                retrieval.provider.settle(retrieval.channel)
        self._retrievals = due
        self.retrieved = b"".join(received.get(self._cid(piece), b"")[: len(piece.content)] for piece in self._cut)

    def _agree(self, node: MinerNode) -> Retrieval:
        mine = [piece for place, piece in enumerate(self._pieces) if self.cast.providers[place % 2] is node]
        wanted = {self._cid(piece): Bytes(len(piece.content)) for piece in mine}
        return self.cast.client.retrieval.agree(
            node.retrieval,
            tuple(WantedPiece(piece=piece, length=length) for piece, length in wanted.items()),
        )

    def _cid(self, piece: Piece) -> Commitment:
        return commitment_from_bytes(self.cast.network.rung.commit_piece(piece.content))

    def expire(self) -> None:
        """The deals run to their end, and the sectors without deals are given up."""
        self.until("expire", lambda: self._count(lambda state: not is_live(state)), len(self._deals))
        miners = [node.mining.miners[0] for node in self.cast.providers]
        self.until("leave", lambda: sum(not self._world.miner.sectors.keys_under(miner) for miner in miners), 2)

    def settle(self) -> None:
        """Channels are paid out and escrow is withdrawn, once it is final."""
        channels = [channel for retrieval in self._retrievals if (channel := retrieval.channel) is not None]
        self.until("settle", lambda: sum(map(self._is_settled, channels)), len(channels))
        for retrieval in self._retrievals:
            if retrieval.channel is not None:
                retrieval.provider.collect(retrieval.channel)
        self.until("final", lambda: sum(map(self._is_final, self._parties)), len(self._parties))
        for market in (self.cast.client.market, *(node.market for node in self.cast.providers)):
            market.leave_market()
        self.until(
            "withdraw",
            lambda: sum(map(self._is_out, self._parties)) + sum(map(self._is_collected, channels)),
            len(self._parties) + len(channels),
        )

    def _is_settled(self, channel: ActorID) -> bool:
        record = self._world.channel.channels[channel]
        return record.closing_at != OPEN and self._world.epoch >= record.closing_at

    def _is_collected(self, channel: ActorID) -> bool:
        return self._world.channel.channels[channel].collected

    def _is_final(self, party: ActorID) -> bool:
        return self._world.epoch >= self._world.market.escrow[party].held_until

    def _is_out(self, party: ActorID) -> bool:
        return self._world.market.escrow[party].available == 0


def run_story(
    content: bytes,
    seed: int = 0,
    preset: str = "2k",
    proofs: str = "vanilla",
    recorder: trace.Recorder | None = None,
    progress: Progress = lambda _phase, _done, _total: None,
    observers: tuple[Observer, ...] = (),
) -> StoryReport:
    """Play the story over a file.

    Raises:
        StoryStalled: the network did not get on.
    """
    wealth = WealthObserver(PARTIES)
    with trace.recording(recorder):
        cast = Cast(seed, preset, proofs, (*observers, wealth))
        wealth.begin(cast.client.chain.world)
        story = Story(cast, content, progress)
        story.play()
    return _report(story, wealth)


def _report(story: Story, wealth: WealthObserver) -> StoryReport:
    cast = story.cast
    market = cast.client.chain.world.market
    states = sorted(deal.state.name for _, deal in market.deals.items())
    return StoryReport(
        balances=wealth.balances(),
        deals=tuple((state, states.count(state)) for state in sorted(set(states))),
        sectors=sum(len(node.indexer.pieces) for node in cast.providers),
        pieces=len(cut(story.content, cast.parameters.sector_size)),
        epochs=cast.epoch,
        blocks=sum(len(tipset.blocks) for tipset in cast.network.store.ancestry(cast.client.chain.head)) - 1,
        sha256_in=sha256(story.content).hexdigest(),
        sha256_out=sha256(story.retrieved).hexdigest(),
    )
