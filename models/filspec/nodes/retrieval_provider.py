"""RetrievalProvider: serves pieces for payment, interval by interval (protocol-facts 3.2).

It never has more than one interval of bytes outstanding: it sends up to the agreed interval, and goes on when a voucher
covers what it has sent. Each interval is longer than the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from filspec.actors.payment_channel.state import Voucher
from filspec.actors.units import ActorID, Bytes, Commitment, LaneID, TokenAmount
from filspec.kit.participants import Participant, receives
from filspec.kit.records import Record
from filspec.nodes.payment_subsystem import PaymentSubsystem
from filspec.proofs.ladder.rung import SectorUnreadable

Holds = Callable[[Commitment], bool]
Unseal = Callable[[Commitment], bytes]


class RetrievalQueryResponse(Record):
    """Available{MinPrice, Miner}, or Unavailable."""

    available: bool
    min_price: TokenAmount
    payee: ActorID


class RetrievalDealProposal(Record):
    """What a client offers for a piece.

    Attributes:
        piece: the piece.
        length: how many of its bytes.
        price_per_byte: offered price.
        interval: bytes before the first payment.
        interval_increase: by how much each interval is longer than the one before.
    """

    piece: Commitment
    length: Bytes
    price_per_byte: TokenAmount
    interval: Bytes
    interval_increase: Bytes


class RetrievalDealStatus(Enum):
    """Life of a retrieval deal (specs 2020-01, retrieval_market types)."""

    ACCEPTED = 0
    FAILED = 1
    REJECTED = 2
    UNSEALING = 3
    FUNDS_NEEDED = 4
    ONGOING = 5
    FUNDS_NEEDED_LAST_PAYMENT = 6
    COMPLETED = 7
    DEAL_NOT_FOUND = 8


class RetrievalDeal:
    """A deal as the provider keeps it.

    Attributes:
        proposal: the terms.
        content: the bytes it is about.
        status: where it stands.
        sent: bytes sent so far.
        paid: tokens paid so far.
        interval: length of the interval that runs.
    """

    def __init__(self, proposal: RetrievalDealProposal, content: bytes) -> None:
        self.proposal, self.content = proposal, content
        self.status = RetrievalDealStatus.ACCEPTED
        self.sent = 0
        self.paid = TokenAmount(0)
        self.interval: int = proposal.interval

    @property
    def owed(self) -> TokenAmount:
        """Price of what was sent so far, paid or not."""
        return TokenAmount(self.sent * self.proposal.price_per_byte)


class RetrievalProvider(Participant):
    """Serves the pieces its node holds.

    Attributes:
        deals: deals by channel and lane, once the client has opened a channel.
    """

    def __init__(
        self, node: str, price_per_byte: TokenAmount, payments: PaymentSubsystem, holds: Holds, unseal: Unseal
    ) -> None:
        super().__init__(node)
        self.deals: dict[tuple[ActorID, LaneID], RetrievalDeal] = {}
        self._price, self._payments = price_per_byte, payments
        self._holds, self._unseal = holds, unseal
        self._accepted: list[RetrievalDealProposal] = []

    @receives("NewRetrievalQuery(RetreivalQuery)", "RetrievalQueryResponse")
    def new_retrieval_query(self, piece: Commitment) -> RetrievalQueryResponse:
        """Whether the piece is here, for which price, and whom to pay."""
        return RetrievalQueryResponse(available=self._holds(piece), min_price=self._price, payee=self._payments.account)

    @receives("NewRetrievalDealProposal(RetrievalDealProposal)", "NewPaymentChannel")
    def new_retrieval_deal_proposal(self, proposal: RetrievalDealProposal) -> RetrievalDealStatus:
        """Accept or reject; an accepted client opens a payment channel next."""
        return self.accept_retrieval_deal_proposal(proposal)

    @receives("AcceptRetrievalDealProposal(RetrievalDealPropsal)")
    def accept_retrieval_deal_proposal(self, proposal: RetrievalDealProposal) -> RetrievalDealStatus:
        """Accept if the price suffices, the lengths make sense, and the piece is here."""
        makes_sense = proposal.length > 0 and proposal.interval > 0 and proposal.interval_increase >= 0
        if proposal.price_per_byte < self._price or not makes_sense or not self._holds(proposal.piece):
            return RetrievalDealStatus.REJECTED
        self._accepted.append(proposal)
        return RetrievalDealStatus.ACCEPTED

    @receives()
    def begin_transfer(self, proposal: RetrievalDealProposal, channel: ActorID, lane: LaneID) -> RetrievalDealStatus:
        """The client names the channel and lane it pays by; each deal has a lane of its own, for a lane counts on."""
        if proposal not in self._accepted:
            return RetrievalDealStatus.DEAL_NOT_FOUND
        if (channel, lane) in self.deals:
            return RetrievalDealStatus.REJECTED
        self._accepted.remove(proposal)
        try:
            content = self._unseal(proposal.piece)[: proposal.length]
        except (LookupError, SectorUnreadable):
            return RetrievalDealStatus.FAILED
        deal = self.deals[channel, lane] = RetrievalDeal(proposal, content)
        deal.status = RetrievalDealStatus.ONGOING
        return deal.status

    @receives()
    def send_interval(self, channel: ActorID, lane: LaneID) -> bytes:
        """The bytes of the next interval; none while the last one is not paid."""
        deal = self.deals[channel, lane]
        if deal.status is not RetrievalDealStatus.ONGOING:
            return b""
        part = deal.content[deal.sent : deal.sent + deal.interval]
        deal.sent += len(part)
        last = deal.sent == len(deal.content)
        deal.status = RetrievalDealStatus.FUNDS_NEEDED_LAST_PAYMENT if last else RetrievalDealStatus.FUNDS_NEEDED
        return part

    @receives()
    def settle(self, channel: ActorID) -> None:
        """Redeem what a channel's vouchers promise, and close it."""
        self._payments.redeem(channel)

    @receives()
    def collect(self, channel: ActorID) -> None:
        """Have a settled channel paid out."""
        self._payments.collect(channel)

    @receives()
    def receive_payment(self, voucher: Voucher) -> RetrievalDealStatus:
        """Take a voucher; when it covers what was sent and payment is due, go on, or be done."""
        deal = self.deals.get((voucher.channel, voucher.lane))
        if deal is None:
            return RetrievalDealStatus.DEAL_NOT_FOUND
        if self._payments.accept(voucher):
            deal.paid = voucher.amount
        if deal.paid >= deal.owed:
            self._go_on(deal)
        return deal.status

    def _go_on(self, deal: RetrievalDeal) -> None:
        """The next interval may be sent, if one was just paid for; the last payment completes the deal."""
        if deal.status is RetrievalDealStatus.FUNDS_NEEDED_LAST_PAYMENT:
            deal.status = RetrievalDealStatus.COMPLETED
        elif deal.status is RetrievalDealStatus.FUNDS_NEEDED:
            deal.status = RetrievalDealStatus.ONGOING
            deal.interval += deal.proposal.interval_increase
