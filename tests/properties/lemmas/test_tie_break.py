"""Lemmas about the choice between tipsets."""

import pytest

from filspec.lemmas import tie_break
from filspec.lemmas.catalogue import lemmas
from filspec.symbolic.lemma_proof import prove_lemma

LEMMAS = [lemma for lemma in lemmas() if lemma.holds.__module__ == tie_break.__name__]


class Cyclic:
    """Rock, paper, scissors."""

    def __init__(self, candidate):
        self.place = candidate.weight % 3

    def __lt__(self, other):
        return (other.place - self.place) % 3 == 1


def by_weight_alone(weight, tickets, cids):
    """X59: nothing breaks a tie, so that the tipset that was seen first stays."""
    return -weight, (), ()


def lightest_first(weight, tickets, cids):
    return weight, tickets, cids


def without_tickets(weight, tickets, cids):
    return -weight, (), cids


def first_seen(ranks):
    """X59."""
    return 0


WRONG = {
    tie_break.exactly_one_of_two_tipsets_is_better: ("rank", by_weight_alone),
    tie_break.better_than_the_better_is_better: ("rank_of", Cyclic),
    tie_break.arrival_order_of_two_does_not_matter: ("rank", by_weight_alone),
    tie_break.arrival_order_of_three_does_not_matter: ("foremost", first_seen),
    tie_break.the_heavier_tipset_is_chosen: ("rank", lightest_first),
    tie_break.the_smaller_ticket_breaks_a_tie: ("rank", without_tickets),
}


@pytest.mark.parametrize("lemma", LEMMAS, ids=lambda lemma: lemma.name)
def test_the_lemma_is_proved(lemma):
    result = prove_lemma(lemma)
    assert (result.word, result.counterexample) == ("proved", ())
    assert result.witness


@pytest.mark.parametrize("lemma", LEMMAS, ids=lambda lemma: lemma.name)
def test_a_wrong_rule_is_refuted(lemma, result_with):
    result = result_with(lemma.holds, *WRONG[lemma.holds])
    assert result.word == "failed"
    assert result.counterexample


def test_first_seen_wins_is_refuted_by_two_tipsets_of_equal_weight(result_with):
    # Given the choice of X59, when the lemma fails, then it does for two tipsets that differ in nothing but their name.
    result = result_with(tie_break.arrival_order_of_two_does_not_matter, "foremost", first_seen)
    first, second = (eval(line.split(" = ")[1], {"Candidate": tie_break.Candidate}) for line in result.counterexample)
    assert first.weight == second.weight
    assert first.cids != second.cids
    assert tie_break.chosen(first, second) == first
    assert tie_break.chosen(second, first) == second
