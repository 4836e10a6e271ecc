"""StorageMarketParticipant: one type, two roles (protocol-facts 3.3).

The client proposes; the provider checks the terms, the piece and the client's balance and counter-signs; both may
publish. In the drawing the proposer is StorageMarketParticipant1 and the counter-signer StorageMarketParticipant2.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.names import STORAGE_MARKET_ACTOR
from filspec.actors.storage_market.balances import (
    add_balance,
    check_locked_balance,
    register_participant,
    verify_balance,
    withdraw_balance,
)
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.storage_market.state import DealState, StorageDeal, StorageDealProposal
from filspec.actors.units import ActorID, Bytes, Digest, SectorNumber, Signature, TokenAmount
from filspec.chain.conversions import commitment_from_bytes, digest_bytes
from filspec.chain.encoding import digest
from filspec.chain.keys import verify
from filspec.kit import trace
from filspec.kit.participants import Participant, receives
from filspec.kit.runner import Receipt
from filspec.nodes.blockchain import Blockchain
from filspec.nodes.wallet import Wallet
from filspec.proofs.pieces.commitments import comm_p
from filspec.proofs.pieces.sizes import padded_piece_size

StageDeal = Callable[[StorageDeal, bytes], SectorNumber]


class ProposalStatus(Enum):
    """Status of a proposal or a deal, as queries answer it (enumeration of specs v1.1; the last two are ours)."""

    PROPOSAL_NOT_FOUND = 0
    PROPOSAL_REJECTED = 1
    PROPOSAL_ACCEPTED = 2
    PROPOSAL_SIGNED = 3
    PUBLISHED = 4
    COMMITTED = 5
    ACTIVE = 6
    FAILING = 7
    RECOVERING = 8
    EXPIRED = 9
    DEAL_NOT_FOUND = 10
    FAILED = 11
    TIMED_OUT = 12


STATUS_OF_DEAL = {
    DealState.PUBLISHED: ProposalStatus.PUBLISHED,
    DealState.COMMITTED: ProposalStatus.COMMITTED,
    DealState.ACTIVE: ProposalStatus.ACTIVE,
    DealState.FAILING: ProposalStatus.FAILING,
    DealState.EXPIRED: ProposalStatus.EXPIRED,
    DealState.FAILED: ProposalStatus.FAILED,
    DealState.TIMED_OUT: ProposalStatus.TIMED_OUT,
}


class StorageMarketParticipant(Participant):
    """A party of storage deals.

    Attributes:
        account: its account.
        deals: the deals both sides signed, by digest of their proposals.
        staged: sector of each deal that was staged.
    """

    def __init__(self, node: str, account: ActorID, wallet: Wallet, chain: Blockchain) -> None:
        super().__init__(node)
        self.account = account
        self.deals: dict[Digest, StorageDeal] = {}
        self.staged: dict[Digest, SectorNumber] = {}
        self.stage_deal: StageDeal | None = None
        self._wallet, self._chain = wallet, chain
        self._statuses: dict[Digest, ProposalStatus] = {}
        self._contents: dict[Digest, bytes] = {}

    @receives()
    def join_market(self, deposit: int, addition: int, withdrawal: int) -> None:
        """Register with a deposit, add to it, and take a little back."""
        self._wallet.send(self.account, register_participant, value=deposit)
        self._wallet.send(self.account, add_balance, value=addition)
        if withdrawal:
            self._wallet.send(self.account, withdraw_balance, TokenAmount(withdrawal))

    @receives()
    def leave_market(self) -> None:
        """Withdraw all that is available."""
        amount = self._chain.world.market.escrow[self.account].available
        if amount:
            self._wallet.send(self.account, withdraw_balance, amount)

    @receives()
    def locked_balance(self) -> TokenAmount:
        """Ask the chain what is locked."""
        return check_locked_balance(self._chain.world, self.account)

    def sign(self, proposal: StorageDealProposal) -> Signature:
        """This party's signature under a proposal."""
        return self._wallet.keys[self.account].sign(digest_bytes(digest(proposal)))

    @receives()
    def propose(
        self, other: StorageMarketParticipant, proposal: StorageDealProposal, content: bytes
    ) -> StorageDeal | None:
        """Propose a deal to the other side; the deal both signed, or None if it refuses or signs something else."""
        deal = other.new_storage_deal_proposal(proposal, self.sign(proposal), content)
        if deal is None or not self._is_counter_signed(deal, proposal):
            return None
        self.deals[digest(proposal)] = deal
        return deal

    def _is_counter_signed(self, deal: StorageDeal, proposal: StorageDealProposal) -> bool:
        """Whether the deal is about the very proposal this party made, and the provider signed it."""
        provider = self._chain.world.ledger.accounts.get(proposal.provider, NO_ACCOUNT)
        signed = digest_bytes(digest(proposal))
        return deal.proposal == proposal and verify(provider.key, signed, deal.provider_signature)

    @receives("NewStorageDealProposal(StorageDealProposal)", "NewStorageDeal(StorageDeal)")
    def new_storage_deal_proposal(
        self, proposal: StorageDealProposal, signature: Signature, content: bytes
    ) -> StorageDeal | None:
        """Check what the other side proposes and counter-sign it, or refuse."""
        identity = digest(proposal)
        if not (is_piece(content, proposal) and self._is_acceptable(proposal, signature)):
            self._statuses[identity] = ProposalStatus.PROPOSAL_REJECTED
            return None
        deal = StorageDeal(
            proposal=proposal,
            client_signature=signature,
            provider_signature=self.sign_storage_deal_proposal(proposal),
        )
        self.deals[identity], self._contents[identity] = deal, content
        self._statuses[identity] = ProposalStatus.PROPOSAL_SIGNED
        return deal

    def _is_acceptable(self, proposal: StorageDealProposal, signature: Signature) -> bool:
        """Whether this party is the provider, the client signed and can pay, and the terms reach the minima."""
        world = self._chain.world
        client = world.ledger.accounts.get(proposal.client, NO_ACCOUNT)
        return (
            proposal.provider == self.account
            and world.epoch <= proposal.proposal_expiry
            and proposal.storage_price >= world.parameters.minimum_storage_price
            and verify(client.key, digest_bytes(digest(proposal)), signature)
            and verify_balance(world, proposal.client, proposal)
        )

    @receives("SignStorageDealProposal(StorageDealProposal)")
    def sign_storage_deal_proposal(self, proposal: StorageDealProposal) -> Signature:
        """Counter-sign a proposal."""
        return self.sign(proposal)

    @receives()
    def publish(self, deal: StorageDeal) -> None:
        """Publish a deal both sides signed; whichever side comes second changes nothing."""

        def published(receipt: Receipt) -> None:
            if receipt.accepted:
                with trace.on_behalf_of(STORAGE_MARKET_ACTOR):
                    self._stage(deal)

        self._wallet.send(self.account, publish_storage_deal, deal, on_receipt=published)

    @receives()
    def stage_unpublished(self, deal: StorageDeal) -> None:
        """Give a signed deal to the miner before the chain knows it; committing the sector publishes it."""
        self._stage(deal)

    def _stage(self, deal: StorageDeal) -> None:
        """Give the piece to the miner, once, however often the deal is published."""
        content = self._contents.pop(digest(deal.proposal), None)
        if content is not None and self.stage_deal is not None:
            self.stage_deal(deal, content)

    @receives("NotifyStorageDealStaged(Deal,SectorID)")
    def notify_storage_deal_staged(self, deal: StorageDeal, number: SectorNumber) -> None:
        """The miner tells where the piece is."""
        self.staged[digest(deal.proposal)] = number

    @receives("QueryStorageDealProposalStatus(StorageDealProposalQuery)", "StorageDealProposalQueryResponse")
    def query_storage_deal_proposal_status(self, proposal: Digest) -> ProposalStatus:
        """What became of a proposal."""
        return self._statuses.get(proposal, ProposalStatus.PROPOSAL_NOT_FOUND)

    @receives("QueryStorageDealStatus(StorageDealQuery)", "StorageDealQueryResponse")
    def query_storage_deal_status(self, proposal: Digest) -> ProposalStatus:
        """Where the deal about a proposal stands on chain."""
        market = self._chain.world.market
        deal_id = market.published.rows.get(proposal)
        return ProposalStatus.DEAL_NOT_FOUND if deal_id is None else STATUS_OF_DEAL[market.deals[deal_id].state]

    @receives()
    def ask_about(self, other: StorageMarketParticipant, proposal: Digest) -> ProposalStatus:
        """Ask the other side about a proposal and the deal made of it."""
        other.query_storage_deal_proposal_status(proposal)
        return other.query_storage_deal_status(proposal)


def is_piece(content: bytes, proposal: StorageDealProposal) -> bool:
    """Whether the content is the piece that the proposal is about."""
    size, piece_cid = Bytes(padded_piece_size(len(content))), commitment_from_bytes(comm_p(content))
    return size == proposal.piece_size and piece_cid == proposal.piece_cid


class StorageMarketParticipant1(StorageMarketParticipant):
    """The proposer."""


class StorageMarketParticipant2(StorageMarketParticipant):
    """The counter-signer."""
