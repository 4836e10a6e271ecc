"""Why a block is refused. The name is the language-neutral reason implementers compare; the value is its sentence."""

from __future__ import annotations

from enum import Enum, unique


@unique
class BlockReason(Enum):
    """Every rule a block can break (protocol-facts 5.7), in the order in which the rules are tried."""

    NO_MINER = "the block names no miner"
    NO_PARENTS = "the block has no parents"
    TOO_MANY_PARENTS = "the block has more parents than a tipset may have blocks"
    REPEATED_PARENT = "the block names a parent twice"
    NO_TICKETS = "the block has no ticket"
    MALFORMED_TICKET = "a ticket is not the 96 bytes of a VRF proof"
    MALFORMED_ELECTION_PROOF = "the election proof is not the 96 bytes of a VRF proof"
    EPOCH_NOT_POSITIVE = "the block's epoch is not behind genesis"
    NEGATIVE_WEIGHT = "the parent weight is negative"
    TIMESTAMP_NOT_POSITIVE = "the timestamp is not positive"
    MALFORMED_CID = "a parent or a root is not a CID of canonical bytes"
    NO_SIGNATURE = "the block is not signed"
    TOO_MANY_MESSAGES = "the block has more messages than a block may carry"
    MALFORMED_MESSAGE = "a message of the block cannot be read by others"
    WRONG_MESSAGES_ROOT = "the header does not commit to the block's messages"

    UNKNOWN_PARENTS = "a parent of the block is not known"
    PARENTS_NOT_A_TIPSET = "the parents are no tipset, or not in the order of one"
    WRONG_NUMBER_OF_TICKETS = "the block does not have one ticket for each epoch since its parents"
    TIMESTAMP_TOO_EARLY = "the timestamp leaves too little time since the parents"
    TIMESTAMP_IN_THE_FUTURE = "the timestamp is ahead of the clock"
    UNKNOWN_MINER = "there is no storage miner actor with the block's miner number"
    TERMINATED_MINER = "the miner was terminated after a consensus fault"
    INVALID_SIGNATURE = "the block is not signed by the miner's worker"
    WRONG_STATE_ROOT = "the state root is not that of the parents"
    WRONG_RECEIPTS_ROOT = "the receipts root is not that of the parents"
    SENDER_IS_NOT_AN_ACCOUNT = "the sender of a message is not an account"
    INVALID_MESSAGE_SIGNATURE = "a message is not signed by its sender"
    UNEXPECTED_NONCE = "the nonces of a sender's messages do not follow one another"
    NEGATIVE_AMOUNT = "a message carries a negative value or fee"
    UNAFFORDABLE_MESSAGE = "a sender cannot pay for its messages"
    FORK_BELOW_FINALITY = "the block does not build on what is final"

    NO_POWER = "the miner has no power"
    WRONG_PARENT_WEIGHT = "the parent weight is not the one computed"
    INVALID_TICKET = "a ticket is not the worker's after the ticket before it"
    INVALID_ELECTION_PROOF = "the election proof is not the worker's for this ticket, epoch and miner"
    LOSING_ELECTION_PROOF = "the election proof does not win"

    MALFORMED_PROOF = "a message carries a proof that is none"


class InvalidBlock(Exception):  # noqa: N818 (the block is in error, not the program)
    """A block is refused.

    Attributes:
        reason: the first rule it breaks.
    """

    def __init__(self, reason: BlockReason, detail: str) -> None:
        super().__init__(f"{reason.name}: {reason.value}: {detail}")
        self.reason = reason


def demand(condition: bool, reason: BlockReason, detail: str) -> None:
    """Go on only if the condition holds.

    Raises:
        InvalidBlock: it does not; ``detail`` has the values.
    """
    if not condition:
        raise InvalidBlock(reason, detail)
