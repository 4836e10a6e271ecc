"""Consensus faults: two blocks that one miner must not both have made (decision 18).

| fault | blocks A and B of one miner |
|---|---|
| double fork | same epoch |
| time offset | same parents, different epochs |
| parent grinding | a witness C has A's parents and epoch, B builds on C and leaves A out |

Without the witness the third cannot be told from innocence: that A is not among B's parents may mean only that B's
miner, after a null epoch, built on an older tipset. A block and itself are no fault, whatever the rules above say.

The key is asked for by epoch because a worker may change between a fault and its report.

Source: protocol-facts section 5.6; Lotus chain/vm/syscalls.go.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, unique

from filspec.actors.oracles import ConsensusFaultProof
from filspec.actors.units import Digest, Epoch, PublicKey
from filspec.chain.blocks import BlockHeader, signing_bytes
from filspec.chain.conversions import proof_bytes, proof_from_bytes
from filspec.chain.encoding import MalformedError, decode, digest, encode
from filspec.chain.keys import verify

NO_WITNESS = Digest(0)
KeyAt = Callable[[Epoch], PublicKey]


@unique
class FaultVerdict(Enum):
    """What two blocks show; the first three are faults."""

    DOUBLE_FORK = "the miner made two blocks in one epoch"
    TIME_OFFSET = "the miner made blocks in two epochs on the same parents"
    PARENT_GRINDING = "the miner left its own earlier block out of the parents of a later one"

    MALFORMED_REPORT = "the report does not hold the headers of two blocks, or of two blocks and a witness"
    SAME_BLOCK = "the two blocks are one and the same"
    WRONG_IDENTITY = "the headers in the report are not those of the blocks it names"
    WRONG_EPOCH = "the epoch of the report is not the later one of the two blocks"
    NOT_BY_THE_ACCUSED = "a block was not made by the accused"
    NOT_SIGNED_BY_THE_ACCUSED = "a block is not signed by the key the accused had in its epoch"
    NO_FAULT = "an honest miner may make these two blocks"

    @property
    def is_fault(self) -> bool:
        """Whether the miner is guilty."""
        return self in (FaultVerdict.DOUBLE_FORK, FaultVerdict.TIME_OFFSET, FaultVerdict.PARENT_GRINDING)


def report_of(first: BlockHeader, second: BlockHeader, witness: BlockHeader | None = None) -> ConsensusFaultProof:
    """The report of a fault by two blocks of one miner, in any order."""
    blocks = (first, second) if witness is None else (first, second, witness)
    return ConsensusFaultProof(
        miner=first.miner,
        epoch=max(first.epoch, second.epoch),
        first=digest(first),
        second=digest(second),
        witness=NO_WITNESS if witness is None else digest(witness),
        blocks=proof_from_bytes(encode(blocks)),
    )


def judge(report: ConsensusFaultProof, key_at: KeyAt) -> FaultVerdict:
    """Decide about a report, whatever it contains.

    Args:
        report: from anyone.
        key_at: the accused's key in an epoch.
    """
    try:
        blocks = decode(tuple[BlockHeader, ...], proof_bytes(report.blocks), "the blocks of the report")
    except MalformedError:
        return FaultVerdict.MALFORMED_REPORT
    if len(blocks) != (2 if report.witness == NO_WITNESS else 3):
        return FaultVerdict.MALFORMED_REPORT
    named = (report.first, report.second) if len(blocks) == 2 else (report.first, report.second, report.witness)
    if tuple(map(digest, blocks)) != named:
        return FaultVerdict.WRONG_IDENTITY
    first, second = blocks[:2]
    if report.epoch != max(first.epoch, second.epoch):
        return FaultVerdict.WRONG_EPOCH
    if first.miner != report.miner or second.miner != report.miner:
        return FaultVerdict.NOT_BY_THE_ACCUSED
    if not (_is_signed(first, key_at) and _is_signed(second, key_at)):
        return FaultVerdict.NOT_SIGNED_BY_THE_ACCUSED
    return fault_between(first, second, blocks[2] if len(blocks) == 3 else None)


def fault_between(first: BlockHeader, second: BlockHeader, witness: BlockHeader | None = None) -> FaultVerdict:
    """What two blocks of one miner show together, in any order; ``NO_FAULT`` or a fault or ``SAME_BLOCK``."""
    if first.cid == second.cid:
        return FaultVerdict.SAME_BLOCK
    if first.epoch == second.epoch:
        return FaultVerdict.DOUBLE_FORK
    if first.parents == second.parents:
        return FaultVerdict.TIME_OFFSET
    earlier, later = sorted((first, second), key=lambda header: header.epoch)
    if witness is not None and _grinds_parents(earlier, later, witness):
        return FaultVerdict.PARENT_GRINDING
    return FaultVerdict.NO_FAULT


def _grinds_parents(earlier: BlockHeader, later: BlockHeader, witness: BlockHeader) -> bool:
    siblings = witness.parents == earlier.parents and witness.epoch == earlier.epoch
    return siblings and witness.cid in later.parents and earlier.cid not in later.parents


def _is_signed(header: BlockHeader, key_at: KeyAt) -> bool:
    return verify(key_at(header.epoch), signing_bytes(header), header.signature)
