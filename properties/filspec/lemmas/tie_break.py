"""Lemmas about the choice between tipsets: a strict total order, so that what was seen first has no say.

The order of ranks is Python's order of tuples, from left to right, and that of lists of numbers is total. So a list of
tickets (or of CIDs), of any length, may stand here as one number: its place in the order of all such lists.
"""

from __future__ import annotations

from itertools import permutations

from filspec.chain.fork_choice import Rank, foremost, rank
from filspec.kit.records import Record
from filspec.lemmas.lemma import given, lemma


class Candidate(Record):
    """A tipset that a node may follow.

    Attributes:
        weight: of the chain that ends in it.
        tickets: place of the list of its tickets.
        cids: place of the list of its blocks' CIDs; no two tipsets have the same.
    """

    weight: int
    tickets: int
    cids: int


def rank_of(candidate: Candidate) -> Rank:
    """What the candidate is compared by."""
    return rank(candidate.weight, (candidate.tickets,), (candidate.cids,))


def chosen(*seen: Candidate) -> Candidate:
    """The candidate that a node follows which sees them in this order."""
    return seen[foremost([rank_of(candidate) for candidate in seen])]


@lemma("B3")
def exactly_one_of_two_tipsets_is_better(one: Candidate, other: Candidate) -> bool:
    """Of two different tipsets exactly one ranks before the other, and no tipset ranks before itself."""
    given(one.cids != other.cids)
    return (rank_of(one) < rank_of(other)) != (rank_of(other) < rank_of(one)) and not rank_of(one) < rank_of(one)


@lemma("B3")
def better_than_the_better_is_better(one: Candidate, other: Candidate, third: Candidate) -> bool:
    """A tipset that ranks before a second, which ranks before a third, ranks before the third."""
    given(rank_of(one) < rank_of(other))
    given(rank_of(other) < rank_of(third))
    return rank_of(one) < rank_of(third)


@lemma("B3", "B4")
def arrival_order_of_two_does_not_matter(first: Candidate, second: Candidate) -> bool:
    """A node follows the same of two tipsets, whichever it sees first."""
    given(first.cids != second.cids)
    return chosen(first, second).cids == chosen(second, first).cids


@lemma("B3", "B4")
def arrival_order_of_three_does_not_matter(first: int, second: int, third: int) -> bool:
    """Of three different ranks the smallest is foremost, in whatever order they are seen.

    Different tipsets have different ranks in a strict order (the lemmas above), so numbers may stand for them.
    """
    given(first != second)
    given(second != third)
    given(third != first)
    return all(smallest_is_foremost(*seen) for seen in permutations((first, second, third)))


def smallest_is_foremost(*places: int) -> bool:
    """Whether a node that sees ranks at these places in this order follows the smallest."""
    followed = places[foremost([(place, (), ()) for place in places])]
    return all(followed <= place for place in places)


@lemma("B2", "B3")
def the_heavier_tipset_is_chosen(head: Candidate, other: Candidate) -> bool:
    """Neither of two tipsets is heavier than the one that is followed, so the weight of a node's head never falls."""
    followed = chosen(head, other).weight
    return followed >= head.weight and followed >= other.weight


@lemma("B3")
def the_smaller_ticket_breaks_a_tie(
    weight: int, shared: int, smaller: int, greater: int, last: int, other_last: int, cid: int, other_cid: int
) -> bool:
    """Of two tipsets of equal weight the first ticket that differs decides, whatever follows it."""
    given(smaller < greater)
    one = rank(weight, (shared, smaller, last), (cid,))
    other = rank(weight, (shared, greater, other_last), (other_cid,))
    return foremost((one, other)) == 0 and foremost((other, one)) == 1
