"""The page says of mistakes what the record of a campaign says."""

import pytest
from filspec_docs.mistakes import asked, said_of

from filspec.mutants.operators.record import CampaignRecord, Unnoticed

NOTICED = Unnoticed(
    mutant="ledger.transfers/transfer/sign/1", diff="a -> b", word="survives", test="tests/x.py::test_it[a-1]", kind=""
)


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (NOTICED, "``test_it``"),
        (NOTICED.but(test=""), "nobody"),
        (NOTICED.but(test=None), "the tests were not asked"),
        (NOTICED.but(word="unknown"), "no proof ends within its budget; ``test_it``"),
    ],
)
def test_who_notices_a_mistake_that_no_proof_notices(one, sentence):
    assert said_of(one) == sentence


@pytest.mark.parametrize(
    ("sample", "sentence"),
    [(0, "All of them were made."), (24, "At most 24 of each file were made, chosen at random (seed 7).")],
)
def test_how_many_mistakes_were_made(sample, sentence):
    record = CampaignRecord(sample=sample, seed=7, scores=(), unnoticed=())
    assert asked(record) == sentence
