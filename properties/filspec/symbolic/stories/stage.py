"""The stage of stories: a small chain that keeps what runs on it as samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

from filspec.actors.parameters import Parameters
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.balances import register_participant
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.sector_deals import PendingPiece
from filspec.actors.storage_miner.commitment import commit_sector
from filspec.actors.storage_miner.faults import update_sector_status
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.power_table import create_storage_miner
from filspec.actors.units import ActorID, DealID, Epoch, TokenAmount
from filspec.kit.runner import Receipt
from filspec.machines.outside_world import ANSWERS
from filspec.machines.small_chain import CLIENT, OWNER, SMALL, WORKER, SmallChain
from filspec.symbolic.sampling import Sampler

Tell = Callable[["Stage"], None]
"""A story, as it is told on a stage."""

FOR_LONG = Epoch(1000)
"""An epoch that no story comes to."""


class StoryEnded(Exception):  # noqa: N818 (a story may end early where a bug was planted)
    """A message of a story came to something else than the story says."""


class Story(NamedTuple):
    """A story.

    Attributes:
        tell: what happens in it.
        parameters: constants of the network in which it happens.
    """

    tell: Tell
    parameters: Parameters

    @property
    def name(self) -> str:
        """The name of the story."""
        return self.tell.__name__

    def on_stage(self) -> Stage:
        """The stage after the story, or after that part of it that a planted bug has left."""
        stage = Stage(self.name, self.parameters)
        try:
            self.tell(stage)
        except Exception as failure:  # a planted bug may raise anything; that stories are whole is tested
            stage.ended = f"{type(failure).__name__}: {failure}"
        return stage


STORIES: list[Story] = []
"""All stories, in order of definition."""


def story(**changes: object) -> Callable[[Tell], Tell]:
    """Enter a story; it happens in the small network, with some constants changed."""

    def enter(tell: Tell) -> Tell:
        STORIES.append(Story(tell, SMALL.but(**changes)))
        return tell

    return enter


class Stage(SmallChain):
    """A small chain that keeps every message, and every turn of a loop, as a sample.

    Args:
        origin: name of the story.
        parameters: constants of the network.

    Attributes:
        sampler: who keeps them.
        ended: why the story ended before its end; empty if it did not.
    """

    def __init__(self, origin: str, parameters: Parameters = SMALL) -> None:
        super().__init__(parameters, watched=False)
        self.sampler = Sampler(ANSWERS, origin)
        self.ended = ""

    def apply(self, message: Callable[..., object], *arguments: object) -> Receipt:
        """Run a message, whatever becomes of it."""
        return self.sampler.run(message, self.world, *arguments)

    def send(self, message: Callable[..., object], *arguments: object) -> object:
        """Run a message that is accepted; its answer.

        Raises:
            StoryEnded: it is refused.
        """
        receipt = self.apply(message, *arguments)
        if not receipt.accepted:
            raise StoryEnded(f"{message.__name__} was refused: {receipt.reason}")
        return receipt.answer

    def refuse(self, reason: Reason, message: Callable[..., object], *arguments: object) -> None:
        """Run a message that is refused for this reason.

        Raises:
            StoryEnded: it is accepted, or refused for another.
        """
        receipt = self.apply(message, *arguments)
        if receipt.reason is not reason:
            raise StoryEnded(f"{message.__name__} was not refused for {reason.name}: {receipt}")

    def register(self, *participants: ActorID, value: int = 10_000) -> None:
        """Let the client and the owner, or others, join the market."""
        for participant in participants or (CLIENT, OWNER):
            self.send(register_participant, participant, value)

    def create_miner(self, pledge: int = 100) -> ActorID:
        """Let the owner have a miner."""
        size = self.world.parameters.sector_size
        return cast(ActorID, self.send(create_storage_miner, OWNER, TokenAmount(pledge), WORKER, size))

    def publish(self, **changes: object) -> DealID:
        """Publish a sound proposal, with some terms changed."""
        deal = self.signed(self.proposal(**changes))
        return cast(DealID, self.send(publish_storage_deal, deal.proposal.client, deal))

    def commit(
        self,
        miner: ActorID,
        number: int = 0,
        deals: tuple[DealID, ...] = (),
        pending: tuple[PendingPiece, ...] = (),
        expiration: int = FOR_LONG,
    ) -> None:
        """Commit a sector with published deals, one behind the other, and with pending ones."""
        info, offset, pieces = self.sealed(miner, number), 0, []
        for deal in deals:
            pieces.append(self.published_piece(deal, info, offset))
            offset += self.world.market.deals[deal].proposal.piece_size
        self.send(commit_sector, WORKER, info, Epoch(expiration), tuple(pieces), pending)

    def prove(self, miner: ActorID, done: tuple[int, ...] = ()) -> None:
        """Send a proof of spacetime that verifies."""
        self.send(submit_post, WORKER, miner, *self.challenge(miner), done)

    def prove_to(self, miner: ActorID, epoch: int) -> None:
        """Let epochs pass, with a proof in each."""
        while self.world.epoch < epoch:
            self.end_epochs()
            self.prove(miner)

    def pass_to(self, epoch: int) -> None:
        """Let epochs pass until this one runs."""
        self.end_epochs(epoch - self.world.epoch)

    def declare(self, miner: ActorID, faults: tuple[int, ...] = (), recovered: tuple[int, ...] = ()) -> None:
        """Declare sectors faulty, or recovered."""
        self.send(update_sector_status, WORKER, miner, faults, recovered)

    def active_deal(self, miner: ActorID, number: int = 0, **changes: object) -> DealID:
        """A deal in a sector of its own, active since the next epoch."""
        deal = self.publish(**changes)
        self.commit(miner, number, (deal,))
        self.end_epochs()
        self.prove(miner)
        return deal
