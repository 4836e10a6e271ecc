"""Semantics of blocks: parents, time, miner, signature, roots, messages, finality (A046).

Rules 1, 2, 3, 7, 8, 9 and 10 of protocol-facts 5.7, in this order; the rules of consensus stand in
``block_consensus``. "Now" is a round: the clock of the model counts rounds, and a timestamp may run ahead of the
beginning of the current round by no more than a clock may drift.
"""

from __future__ import annotations

from typing import Final

from filspec.actors.parameters import Parameters
from filspec.actors.units import Epoch
from filspec.actors.world import World
from filspec.chain.blocks import Block, BlockHeader, signing_bytes
from filspec.chain.keys import verify
from filspec.chain.lookback import worker_key
from filspec.chain.message_sequence import MessageSequence
from filspec.chain.reasons import BlockReason, InvalidBlock, demand
from filspec.chain.state_transition import StateTransition
from filspec.chain.store import ChainStore, UnknownBlockError
from filspec.chain.tipset import NotATipsetError, Tipset

ALLOWABLE_CLOCK_DRIFT: Final = 1
"""Seconds by which a clock may be ahead of another (Lotus, AllowableClockDriftSecs)."""


def validate_chain(block: Block, store: ChainStore, transition: StateTransition, now: Epoch, head: Tipset) -> None:
    """Check a block against its parents.

    Args:
        block: of valid syntax.
        store: the blocks this node knows.
        transition: the states of tipsets.
        now: the round that runs on this node's clock.
        head: the tipset this node follows, below which ``finality`` epochs are final.

    Raises:
        InvalidBlock: with the first rule it breaks.
    """
    header = block.header
    parents = parents_of(header, store)
    applied = transition.result(parents)
    parameters = applied.world.parameters
    _validate_time(header, parents, parameters, transition.genesis, now)
    _validate_miner(header, applied.world)
    key = worker_key(store, transition, parents, header.epoch, header.miner)
    signed = verify(key, signing_bytes(header), header.signature)
    demand(signed, BlockReason.INVALID_SIGNATURE, f"miner {header.miner} at epoch {header.epoch}")
    right = header.state_root == applied.state_root
    demand(right, BlockReason.WRONG_STATE_ROOT, f"{header.state_root.hex()}, computed {applied.state_root.hex()}")
    right = header.receipts_root == applied.receipts_root
    demand(
        right, BlockReason.WRONG_RECEIPTS_ROOT, f"{header.receipts_root.hex()}, computed {applied.receipts_root.hex()}"
    )
    _validate_messages(block, applied.world)
    _validate_finality(parents, store, head, parameters.finality)


def parents_of(header: BlockHeader, store: ChainStore) -> Tipset:
    """The parent tipset of a block.

    Raises:
        InvalidBlock: its parents are not known, or no tipset.
    """
    try:
        return store.tipset(header.parents)
    except UnknownBlockError as problem:
        raise InvalidBlock(BlockReason.UNKNOWN_PARENTS, str(problem)) from problem
    except NotATipsetError as problem:
        raise InvalidBlock(BlockReason.PARENTS_NOT_A_TIPSET, str(problem)) from problem


def _validate_time(header: BlockHeader, parents: Tipset, parameters: Parameters, genesis: Tipset, now: Epoch) -> None:
    """Rule 2: one ticket for each epoch, and time enough for each."""
    tickets, passed = len(header.tickets), header.epoch - parents.epoch
    demand(tickets == passed, BlockReason.WRONG_NUMBER_OF_TICKETS, f"{tickets} tickets for {passed} epochs")
    began = min(parent.header.timestamp for parent in parents.blocks)
    earliest = began + parameters.block_delay * tickets
    demand(header.timestamp >= earliest, BlockReason.TIMESTAMP_TOO_EARLY, f"{header.timestamp}, earliest {earliest}")
    round_began = genesis.blocks[0].header.timestamp + parameters.block_delay * now
    latest = round_began + ALLOWABLE_CLOCK_DRIFT
    demand(header.timestamp <= latest, BlockReason.TIMESTAMP_IN_THE_FUTURE, f"{header.timestamp}, latest {latest}")


def _validate_miner(header: BlockHeader, world: World) -> None:
    """Rule 3, but for the miner's power."""
    known = header.miner in world.miner.miners
    demand(known, BlockReason.UNKNOWN_MINER, f"{header.miner}")
    demand(not world.miner.miners[header.miner].terminated, BlockReason.TERMINATED_MINER, f"{header.miner}")


def _validate_messages(block: Block, world: World) -> None:
    """Rule 9: the messages can be included one after another."""
    sequence = MessageSequence(world)
    for number, message in enumerate(block.messages):
        reason = sequence.take(message)
        if reason is not None:
            sent = message.envelope
            raise InvalidBlock(
                reason, f"message {number}, {sent.method} of actor {sent.sender} with nonce {sent.nonce}"
            )


def _validate_finality(parents: Tipset, store: ChainStore, head: Tipset, finality: Epoch) -> None:
    """Rule 10: the block builds on the tipset that was the head's chain ``finality`` epochs ago."""
    final = store.tipset_at(head, Epoch(head.epoch - finality))
    common = store.tipset_at(parents, final.epoch)
    detail = f"at epoch {final.epoch} its chain has {common.key[0].hex()}, final is {final.key[0].hex()}"
    demand(common == final, BlockReason.FORK_BELOW_FINALITY, detail)
