"""What no law states: the properties of the catalogue, and edges of its state machines, that are checked otherwise.

A law speaks of worlds of the chain's actors, of a step between two of them, or of a message and its receipt. What needs
the blocks of a tipset, a history of several worlds, or membership in a message's list is not among these.

Which rules of the actors no law covers is not written here but derived: those in which a planted mistake lives that no
proof notices (``filspec.mutants.operators.record``).
"""

from __future__ import annotations

from filspec.kit.records import Record


class NotStated(Record):
    """A property, or a part of one, that no law states.

    Attributes:
        identity: its id in protocol-facts, section 8.
        part: what is not stated; empty where nothing of the property is.
        reason: why.
        left_to: the engine that it is left to; empty where there is nothing to check.
    """

    identity: str
    part: str
    reason: str
    left_to: str


NOT_STATED = (
    NotStated(
        identity="M20",
        part="",
        reason="no sector is ever staged: a commit is one step (decision 21), and what is committed while a period "
        "runs is COMMITTED and outside the proving set until that period ends (M9)",
        left_to="",
    ),
    NotStated(
        identity="S9",
        part="",
        reason="honest is who makes at most one block of an epoch; blocks are made by nodes, off the actors' world",
        left_to="exploration of nodes that mine",
    ),
)
"""Properties of which nothing is stated."""

PARTLY_STATED = (
    NotStated(
        identity="T4",
        part="the rewards of a tipset are at most its number of blocks times the reward",
        reason="a law knows one award, not the tipset it belongs to; that one award is the formula's is stated",
        left_to="tests of the chain's state transition, which pays for each block of a tipset once",
    ),
    NotStated(
        identity="S6",
        part="no block of a terminated miner is valid",
        reason="blocks are judged by nodes, off the actors' world",
        left_to="tests of block consensus: without power in the parents' state no block is valid",
    ),
    NotStated(
        identity="M6",
        part="the proof covers just this sector",
        reason="a proof is accepted or not by an oracle that is given the world, and so may answer anything",
        left_to="the proofs implementation behind the oracle, on the vanilla and the zk-SNARK rung",
    ),
    NotStated(
        identity="M19",
        part="a sector given up by a proof is one of the message's DoneSet",
        reason="membership in a message's list is outside the subset; that the sector holds no live deal is stated",
        left_to="random lives of the actors, under all laws, and their stories",
    ),
    NotStated(
        identity="C4",
        part="a voucher with merges is refused exactly if it is worth less than its own and its merged lanes hold",
        reason="the sum over a message's list is outside the subset; that a refused one is worth less than all the "
        "channel promised, what each merge does, and that the channel promises what its lanes hold are stated",
        left_to="tests of vouchers that merge lanes, and random lives of channels",
    ),
    NotStated(
        identity="D7",
        part="every deal in the list of a commit is signed by both of its parties",
        reason="membership in a message's list is outside the subset; that AddDeal, which enters each deal, asks for "
        "both signatures is stated",
        left_to="tests of the storage market: a commit is refused for any deal that one side did not sign",
    ),
    NotStated(
        identity="D14",
        part="a deal fails only together with its sector",
        reason="deals fail one by one before their sector leaves, and a single step of that loop cannot tell its "
        "cause; that a lost sector closes all its deals is stated",
        left_to="random lives of deals, under all laws",
    ),
)
"""Properties of which laws state the rest."""
