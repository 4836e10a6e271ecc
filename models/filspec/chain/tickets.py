"""Tickets and election proofs: luck that a miner can neither choose nor hide.

Each ticket is the VRF proof of a worker over the ticket before it, so the tickets of a chain are a sequence that nobody
can steer and everybody can check. There is one ticket for each epoch: a miner that loses an epoch goes on from its own
losing ticket, and the block it makes in the end carries them all (decision 17).

An election proof is the VRF proof over a draw of the ticket some epochs back, for an epoch and a miner. The epoch
belongs to the draw (decision 16): near genesis all epochs look back to the same ticket, and whoever lost once with it
would lose for ever.

Source: protocol-facts sections 5.1 to 5.3; proofs-facts section 13 (layout of a draw).
"""

from __future__ import annotations

from collections.abc import Iterable

from filspec.actors.oracles import Purpose
from filspec.actors.units import ActorID, Epoch, PublicKey
from filspec.chain.encoding import encode
from filspec.chain.keys import KeyPair, verify_vrf
from filspec.crypto.blake2b import blake2b_256
from filspec.crypto.randomness import draw_randomness

VRF_BYTES = 96


def next_ticket(key: KeyPair, previous: bytes) -> bytes:
    """The worker's ticket after the previous one."""
    return key.vrf(_ticket_input(previous))


def is_next_ticket(worker: PublicKey, previous: bytes, ticket: bytes) -> bool:
    """Whether the ticket is the worker's after the previous one."""
    return verify_vrf(worker, _ticket_input(previous), ticket)


def draw_election_proof(key: KeyPair, tk: bytes, epoch: Epoch, miner: ActorID) -> bytes:
    """The worker's election proof for an epoch.

    Args:
        key: the worker's.
        tk: the ticket some epochs back (``election_lookback``).
        epoch: the epoch to win.
        miner: whose election it is.
    """
    return key.vrf(_election_input(tk, epoch, miner))


def is_election_proof(worker: PublicKey, tk: bytes, epoch: Epoch, miner: ActorID, election_proof: bytes) -> bool:
    """Whether the election proof is the worker's for this ticket, epoch and miner."""
    return verify_vrf(worker, _election_input(tk, epoch, miner), election_proof)


def ticket_order(ticket: bytes) -> int:
    """What tickets are compared by: the VRF output, a BLAKE2b-256 digest, as a number."""
    return int.from_bytes(blake2b_256(ticket), "big")


def min_ticket(tickets: Iterable[bytes]) -> bytes:
    """The smallest of some tickets."""
    return min(tickets, key=ticket_order)


def _ticket_input(previous: bytes) -> bytes:
    """The personalisation of tickets, then the VRF output of the previous one."""
    return bytes([Purpose.TICKET.value]) + blake2b_256(previous)


def _election_input(tk: bytes, epoch: Epoch, miner: ActorID) -> bytes:
    return draw_randomness(tk, Purpose.ELECTION.value, epoch, encode(miner))
