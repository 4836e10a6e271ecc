"""PaymentSubsystem: the node's side of payment channels. Declared in the drawing, never drawn (protocol-facts 3.5).

As payer it never promises more than a channel holds. As payee it takes only what it can redeem as it stands: vouchers
without conditions, whose lanes together stay within the channel; of each lane it keeps the best one.
"""

from __future__ import annotations

from collections.abc import Callable

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.payment_channel.channels import (
    close_payment_channel,
    collect_payment_channel,
    create_payment_channel,
)
from filspec.actors.payment_channel.state import NO_DIGEST, NO_LANE, OPEN, Redemption, Voucher
from filspec.actors.payment_channel.vouchers import update_channel_state
from filspec.actors.units import ActorID, Epoch, LaneID, Nonce, ProofBytes, TokenAmount
from filspec.chain.conversions import digest_bytes
from filspec.chain.oracles import NO_SIGNATURE, verify_signature, voucher_digest
from filspec.kit.participants import Participant, receives
from filspec.kit.runner import Receipt
from filspec.nodes.blockchain import Blockchain
from filspec.nodes.wallet import Wallet

OnChannel = Callable[[ActorID], None]


class PaymentSubsystem(Participant):
    """Channels and vouchers of one account.

    Attributes:
        account: whose payments these are.
        held: the best voucher of each lane received, by channel and lane.
    """

    def __init__(self, node: str, account: ActorID, wallet: Wallet, chain: Blockchain) -> None:
        super().__init__(node)
        self.account = account
        self.held: dict[tuple[ActorID, LaneID], Voucher] = {}
        self._wallet, self._chain = wallet, chain
        self._promised: dict[tuple[ActorID, LaneID], Voucher] = {}

    @receives()
    def open_channel(self, payee: ActorID, amount: TokenAmount, on_channel: OnChannel) -> None:
        """Open a channel; the listener gets its number when the chain has it."""

        def created(receipt: Receipt) -> None:
            if receipt.accepted and isinstance(receipt.answer, int):
                on_channel(ActorID(receipt.answer))

        self._wallet.send(self.account, create_payment_channel, payee, value=amount, on_receipt=created)

    @receives()
    def promise(self, channel: ActorID, lane: LaneID, amount: TokenAmount) -> Voucher:
        """Sign the lane's next voucher over its new total.

        Raises:
            ValueError: all vouchers together would exceed the channel.
        """
        before = self._promised.get((channel, lane))
        others = sum(
            voucher.amount for key, voucher in self._promised.items() if key[0] == channel and key != (channel, lane)
        )
        holds = self._balance(channel)
        if others + amount > holds:
            raise ValueError(f"channel {channel} holds {holds} attoFIL and cannot promise {others + amount}")
        unsigned = Voucher(
            channel=channel,
            time_lock=Epoch(0),
            secret_preimage=NO_DIGEST,
            extra=NO_DIGEST,
            lane=lane,
            nonce=Nonce(0 if before is None else before.nonce + 1),
            amount=amount,
            min_close_height=Epoch(0),
            merges=(),
            signature=NO_SIGNATURE,
        )
        key = self._wallet.keys[self.account]
        voucher = unsigned.but(signature=key.sign(digest_bytes(voucher_digest(unsigned))))
        self._promised[channel, lane] = voucher
        return voucher

    @receives()
    def accept(self, voucher: Voucher) -> bool:
        """Keep a voucher if this account can redeem it as it stands, and it betters its lane; whether it was kept."""
        is_good = (
            self._is_paid_by(voucher.channel)
            and self._is_unconditional(voucher)
            and self._betters_lane(voucher)
            and self._is_covered(voucher)
            and self._is_signed_by_payer(voucher)
        )
        if is_good:
            self.held[voucher.channel, voucher.lane] = voucher
        return is_good

    def _is_paid_by(self, channel: ActorID) -> bool:
        """Whether the channel pays this account and nobody closes it."""
        record = self._chain.world.channel.channels.rows.get(channel)
        return record is not None and record.payee == self.account and record.closing_at == OPEN

    def _is_unconditional(self, voucher: Voucher) -> bool:
        now = self._chain.world.epoch
        conditions = (voucher.secret_preimage, voucher.extra)
        return (
            voucher.time_lock <= now
            and voucher.min_close_height <= now
            and conditions == (NO_DIGEST, NO_DIGEST)
            and not voucher.merges
        )

    def _betters_lane(self, voucher: Voucher) -> bool:
        lane = self._chain.world.channel.lanes.get((voucher.channel, voucher.lane), NO_LANE)
        known = self.held.get((voucher.channel, voucher.lane))
        if known is not None and (voucher.nonce <= known.nonce or voucher.amount < known.amount):
            return False
        return voucher.nonce > lane.nonce and voucher.amount >= lane.redeemed

    def _is_covered(self, voucher: Voucher) -> bool:
        """Whether the channel holds what this voucher and the best ones of the other lanes promise."""
        others = sum(
            held.amount
            for (channel, lane), held in self.held.items()
            if channel == voucher.channel and lane != voucher.lane
        )
        return others + voucher.amount <= self._balance(voucher.channel)

    def _is_signed_by_payer(self, voucher: Voucher) -> bool:
        world = self._chain.world
        payer = world.ledger.accounts[world.channel.channels[voucher.channel].payer]
        return verify_signature(payer.key, voucher_digest(voucher), voucher.signature)

    def _balance(self, channel: ActorID) -> TokenAmount:
        return self._chain.world.ledger.accounts.get(channel, NO_ACCOUNT).balance

    @receives()
    def redeem(self, channel: ActorID) -> None:
        """Send the best voucher of each lane of a channel to the chain, then close it."""
        for key in sorted(self.held):
            if key[0] == channel:
                redemption = Redemption(secret=NO_DIGEST, condition_proof=ProofBytes(0))
                self._wallet.send(self.account, update_channel_state, self.held[key], redemption)
        self._wallet.send(self.account, close_payment_channel, channel)

    @receives()
    def collect(self, channel: ActorID) -> None:
        """Have a settled channel paid out."""
        self._wallet.send(self.account, collect_payment_channel, channel)
