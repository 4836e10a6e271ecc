from hypothesis import given, settings
from hypothesis import strategies as st

from filspec.actors.units import ActorID, Epoch
from filspec.chain.keys import KeyPair
from filspec.chain.tickets import (
    draw_election_proof,
    is_election_proof,
    is_next_ticket,
    min_ticket,
    next_ticket,
    ticket_order,
)
from filspec.crypto.blake2b import blake2b_256

WORKER, OTHER = KeyPair.from_seed(b"worker"), KeyPair.from_seed(b"other")
MINER = ActorID(1000)


@given(st.binary(min_size=1, max_size=96))
@settings(max_examples=10)
def test_a_ticket_is_the_workers_after_the_one_before(previous):
    # Given a ticket drawn after another, then it belongs to this worker and this predecessor alone.
    ticket = next_ticket(WORKER, previous)
    assert is_next_ticket(WORKER.public, previous, ticket)
    assert not is_next_ticket(OTHER.public, previous, ticket)
    assert not is_next_ticket(WORKER.public, previous + b"\x00", ticket)
    assert next_ticket(WORKER, previous) == ticket


def test_an_election_proof_is_for_one_ticket_epoch_and_miner():
    proof = draw_election_proof(WORKER, b"tk", Epoch(5), MINER)
    assert is_election_proof(WORKER.public, b"tk", Epoch(5), MINER, proof)
    assert not is_election_proof(OTHER.public, b"tk", Epoch(5), MINER, proof)
    assert not is_election_proof(WORKER.public, b"tK", Epoch(5), MINER, proof)
    assert not is_election_proof(WORKER.public, b"tk", Epoch(6), MINER, proof)
    assert not is_election_proof(WORKER.public, b"tk", Epoch(5), ActorID(1001), proof)


def test_a_loser_draws_anew_in_every_epoch():
    # Given one ticket to look back to, as near genesis, then each epoch has its own draw (decision 16).
    draws = {draw_election_proof(WORKER, b"genesis ticket", Epoch(epoch), MINER) for epoch in range(1, 6)}
    assert len(draws) == 5


def test_a_ticket_is_no_election_proof():
    # Given a ticket and an election proof over the same thing, then the personalisation keeps them apart.
    assert next_ticket(WORKER, b"tk") != draw_election_proof(WORKER, b"tk", Epoch(1), MINER)


@given(st.lists(st.binary(max_size=96), min_size=1))
def test_the_smallest_ticket_has_the_smallest_digest(tickets):
    smallest = min_ticket(tickets)
    assert all(ticket_order(smallest) <= ticket_order(ticket) for ticket in tickets)
    assert ticket_order(smallest) == int.from_bytes(min(map(blake2b_256, tickets)), "big")
