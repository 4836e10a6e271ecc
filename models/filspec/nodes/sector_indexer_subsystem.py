"""SectorIndexerSubsystem: which piece lies in which sector, and when its deals end (protocol-facts 3.13)."""

from __future__ import annotations

from collections.abc import Callable

from filspec.actors.storage_market.state import StorageDeal
from filspec.actors.units import Bytes, Epoch, SectorNumber
from filspec.chain.tipset import Tipset
from filspec.kit.participants import Participant, receives
from filspec.kit.records import Record


class StagedPiece(Record):
    """A piece at its place in a sector.

    Attributes:
        deal: the deal about it.
        offset: where it begins in the sector's padded data.
        content: its bytes, not padded.
    """

    deal: StorageDeal
    offset: Bytes
    content: bytes


HandleExpired = Callable[[tuple[SectorNumber, ...]], None]


class SectorIndexerSubsystem(Participant):
    """The sectors of one miner, as its node fills them.

    Attributes:
        pieces: the pieces of each sector, by offset.
        capacity: size of a sector.
    """

    def __init__(self, node: str, capacity: Bytes) -> None:
        super().__init__(node)
        self.capacity = capacity
        self.pieces: dict[SectorNumber, list[StagedPiece]] = {}
        self.handle_expired: HandleExpired | None = None
        self._open: list[SectorNumber] = []
        self._by_expiry: dict[Epoch, list[tuple[SectorNumber, StorageDeal]]] = {}
        self._next = SectorNumber(0)
        self._looked_up = Epoch(-1)

    @receives("AddDealToSector(Deal, SectorID)", "(SectorID, Deal)")
    def add_deal_to_sector(self, deal: StorageDeal, content: bytes) -> SectorNumber:
        """Place a piece in the first staged sector with room for it, aligned to its size, or in a new one.

        Raises:
            ValueError: no sector is large enough for the piece.
        """
        size = deal.proposal.piece_size
        if size > self.capacity:
            raise ValueError(
                f"a piece of {size} bytes fits into no sector of {self.capacity} bytes; cut it into smaller ones"
            )
        number = next((staged for staged in self._open if self._has_room(staged, size)), None)
        if number is None:
            number = self._open_sector()
        self.pieces[number].append(StagedPiece(deal=deal, offset=self._next_offset(number, size), content=content))
        self.index_sector_by_deal_expiration(number, deal)
        return number

    def _open_sector(self) -> SectorNumber:
        number = self._next
        self._next = SectorNumber(number + 1)
        self._open.append(number)
        self.pieces[number] = []
        return number

    def used(self, number: SectorNumber) -> Bytes:
        """Bytes from the sector's start to the end of its last piece."""
        staged = self.pieces[number]
        return Bytes(staged[-1].offset + staged[-1].deal.proposal.piece_size) if staged else Bytes(0)

    def _next_offset(self, number: SectorNumber, size: Bytes) -> Bytes:
        """The first multiple of the size behind what is used."""
        return Bytes(-(-self.used(number) // size) * size)

    def _has_room(self, number: SectorNumber, size: Bytes) -> bool:
        return self._next_offset(number, size) + size <= self.capacity

    @receives("IndexSectorByDealExpiration(SectorID, Deal)")
    def index_sector_by_deal_expiration(self, number: SectorNumber, deal: StorageDeal) -> None:
        """Remember when the deal ends."""
        self._by_expiry.setdefault(deal.proposal.deal_expiry, []).append((number, deal))

    def close_staged(self) -> tuple[SectorNumber, ...]:
        """Stop filling the staged sectors; they are to be sealed."""
        closed, self._open = tuple(self._open), []
        return closed

    @receives("OnNewTipset(Chain, Epoch)")
    def on_new_tipset(self, chain: Tipset, epoch: Epoch) -> None:
        """Look for deals whose last epoch is over, null epochs since the last look included."""
        expired: list[SectorNumber] = []
        for last_epoch in range(self._looked_up + 1, epoch):
            expired += self.lookup_sector_by_deal_expiry(Epoch(last_epoch))
        self._looked_up = Epoch(epoch - 1)
        if expired:
            self.purge_sectors_with_no_live_deals(tuple(expired))
            if self.handle_expired is not None:
                self.handle_expired(tuple(expired))

    @receives("[SectorID] ← LookupSectorByDealExpiry(Epoch)")
    def lookup_sector_by_deal_expiry(self, epoch: Epoch) -> list[SectorNumber]:
        """The sectors with a deal whose last epoch this is."""
        return sorted({number for number, _ in self._by_expiry.get(epoch, [])})

    @receives("PurgeSectorsWithNoLiveDeals([SectorID])")
    def purge_sectors_with_no_live_deals(self, numbers: tuple[SectorNumber, ...]) -> None:
        """Take the sectors whose deals have all ended out of the expiry index."""
        for number in numbers:
            last = max(piece.deal.proposal.deal_expiry for piece in self.pieces[number])
            if last <= self._looked_up:
                for entries in self._by_expiry.values():
                    entries[:] = [entry for entry in entries if entry[0] != number]

    def deals_ended(self, number: SectorNumber, epoch: Epoch) -> tuple[StorageDeal, ...]:
        """The deals of a sector that have ended before this epoch."""
        return tuple(piece.deal for piece in self.pieces[number] if piece.deal.proposal.deal_expiry < epoch)
