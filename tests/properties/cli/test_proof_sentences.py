"""What is open is said in sentences that need no knowledge of how subjects are called."""

import pytest

from filspec.cli.proof_sentences import claim_in_words, entry_object, sentence_of, subject_in_words
from filspec.laws.catalogue import catalogue
from filspec.symbolic.ledger import Entry

LAWS = {law.name: law for law in catalogue()}
ENTRY = Entry(
    subject="settle_proved_deal of market.deals_in_sector, for each 0.0 0.1 1, the group being 0 1",
    claim="proved_deal_is_settled", role="step", seed=0, word="failed",
)  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "role", "words"),
    [
        ("send", "message", "the message send"),
        ("a_child_is_no_lighter", "lemma", "the lemma a_child_is_no_lighter"),
        (
            "merge_lane of a list, for each lane nonce", "step",
            "the step merge_lane, made for each item of a list",
        ),
        (
            "end_proving_period_if_due of power.claims, for each value", "step",
            "the step end_proving_period_if_due, made for each row of power.claims",
        ),
        (
            ENTRY.subject, "step",
            "the step settle_proved_deal, made for each row of one group of market.deals_in_sector",
        ),
        ("merge_lane", "step", "the step merge_lane"),
    ],
)  # fmt: skip
def test_subject_is_named_with_what_its_loop_goes_through(subject: str, role: str, words: str) -> None:
    assert subject_in_words(subject, role) == words


def test_claim_is_named_with_its_rows() -> None:
    of_rows = next(law for law in LAWS.values() if law.quantifier.name == "ROW")
    of_keys = next(law for law in LAWS.values() if law.quantifier.name == "KEY")
    assert claim_in_words(of_rows.name, LAWS) == f"the law {of_rows.name} of every row of {of_rows.path}"
    assert claim_in_words(of_keys.name, LAWS) == f"the law {of_keys.name} of every key of {of_keys.path}"
    assert claim_in_words("supply_is_conserved", LAWS) == "the law supply_is_conserved"
    assert claim_in_words("no crash", LAWS) == '"no crash"'
    assert claim_in_words("every law", LAWS) == "every law"


def test_sentence_says_why_an_obligation_is_open() -> None:
    step = "the step settle_proved_deal, made for each row of one group of market.deals_in_sector"
    shows = f"{step} does not show the law proved_deal_is_settled"
    assert sentence_of(ENTRY, LAWS) == f"{shows}: there are values that break it"
    assert sentence_of(ENTRY.but(word="unknown"), LAWS) == f"{shows}: the solver's budget ran out"
    conditional = ENTRY.but(word="proved, if", loops=("power_adds_up",))
    assert sentence_of(conditional, LAWS) == f"{shows}: it is proved only if power_adds_up hold, which is open"
    assert sentence_of(ENTRY, LAWS, ("one", "two")).startswith(f"{step} does not show 2 claims: ")


def test_program_gets_the_entry_and_its_sentence() -> None:
    found = entry_object(ENTRY, LAWS)
    assert (found["subject"], found["word"], found["sentence"]) == (ENTRY.subject, "failed", sentence_of(ENTRY, LAWS))
