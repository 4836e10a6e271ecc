"""RetrievalClient: wants pieces back, and pays for what it has received (protocol-facts 3.1).

It pays each interval after it has arrived, and the last one only when the whole piece hashes to its commitment. Before
that it cannot tell good bytes from bad ones, for only the whole piece hashes to the commitment: a provider that sends
bad bytes from the start is paid for all intervals but the last. One that sends nothing, too much or too little is not
paid for it.
"""

from __future__ import annotations

from filspec.actors.units import ActorID, Bytes, Commitment, LaneID, TokenAmount
from filspec.chain.conversions import commitment_bytes
from filspec.kit.participants import Participant, receives
from filspec.kit.records import Record
from filspec.nodes.payment_subsystem import PaymentSubsystem
from filspec.nodes.retrieval_provider import RetrievalDealProposal, RetrievalDealStatus, RetrievalProvider
from filspec.proofs.ladder.rung import Rung

INTERVAL = Bytes(512)
INTERVAL_INCREASE = Bytes(256)


class WantedPiece(Record):
    """A piece the client wants back: its commitment and its length in bytes."""

    piece: Commitment
    length: Bytes


class Retrieval:
    """Retrieval of pieces from one provider, over one channel.

    Attributes:
        proposals: what the provider accepted, by lane.
        channel: the channel, once the chain has it.
        received: each piece that arrived whole.
    """

    def __init__(self, provider: RetrievalProvider, proposals: list[RetrievalDealProposal]) -> None:
        self.provider, self.proposals = provider, proposals
        self.channel: ActorID | None = None
        self.received: dict[Commitment, bytes] = {}

    @property
    def cost(self) -> TokenAmount:
        """What all pieces cost together."""
        return TokenAmount(sum(proposal.length * proposal.price_per_byte for proposal in self.proposals))


class RetrievalClient(Participant):
    """Fetches pieces for its node."""

    def __init__(self, node: str, payments: PaymentSubsystem, rung: Rung) -> None:
        super().__init__(node)
        self._payments, self._rung = payments, rung

    @receives()
    def agree(self, provider: RetrievalProvider, wanted: tuple[WantedPiece, ...]) -> Retrieval:
        """Ask for the pieces, propose a deal for each, and open a channel that covers them."""
        proposals: list[RetrievalDealProposal] = []
        for want in wanted:
            answer = provider.new_retrieval_query(want.piece)
            if not answer.available:
                continue
            proposal = RetrievalDealProposal(
                piece=want.piece,
                length=want.length,
                price_per_byte=answer.min_price,
                interval=INTERVAL,
                interval_increase=INTERVAL_INCREASE,
            )
            if provider.new_retrieval_deal_proposal(proposal) is RetrievalDealStatus.ACCEPTED:
                proposals.append(proposal)
                payee = answer.payee
        retrieval = Retrieval(provider, proposals)
        if proposals:

            def opened(channel: ActorID) -> None:
                retrieval.channel = channel

            self._payments.open_channel(payee, retrieval.cost, opened)
        return retrieval

    @receives()
    def fetch(self, retrieval: Retrieval) -> None:
        """Receive and pay for every piece, each on a lane of its own.

        Raises:
            RuntimeError: the channel is not on chain yet.
        """
        if retrieval.channel is None:
            raise RuntimeError("the payment channel is not on chain yet; wait for its receipt")
        for place, proposal in enumerate(retrieval.proposals):
            content = self._fetch_piece(retrieval.provider, proposal, retrieval.channel, LaneID(place))
            if content is not None:
                retrieval.received[proposal.piece] = content

    def _fetch_piece(
        self, provider: RetrievalProvider, proposal: RetrievalDealProposal, channel: ActorID, lane: LaneID
    ) -> bytes | None:
        """The piece, paid for; None if the provider stops or sends something else."""
        received, interval = b"", proposal.interval
        status = provider.begin_transfer(proposal, channel, lane)
        while status is RetrievalDealStatus.ONGOING and len(received) < proposal.length:
            part = provider.send_interval(channel, lane)
            received += part
            if not 0 < len(part) <= interval or not self._can_be(received, proposal):
                return None
            amount = TokenAmount(len(received) * proposal.price_per_byte)
            status = provider.receive_payment(self._payments.promise(channel, lane, amount))
            interval = Bytes(interval + proposal.interval_increase)
        return received if len(received) == proposal.length else None

    def _can_be(self, received: bytes, proposal: RetrievalDealProposal) -> bool:
        """Whether the bytes are the piece, or still too few to tell."""
        if len(received) == proposal.length:
            return self._is_piece(received, proposal.piece)
        return len(received) < proposal.length

    def _is_piece(self, content: bytes, piece: Commitment) -> bool:
        return self._rung.commit_piece(content) == commitment_bytes(piece)
