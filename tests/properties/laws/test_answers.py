"""Answers of oracles, remembered."""

import pytest

from filspec.laws import answers
from filspec.laws.answers import RememberedAnswers
from filspec.machines.outside_world import ANSWERS, digest_of


def counting(asked):
    """A plain function that counts how often it is asked; a closure would not be remembered."""
    COUNTS.append(asked)
    return asked


COUNTS = []


class Chain:
    """Answers that depend on an object."""

    def secret_digest(self, secret):
        COUNTS.append(secret)
        return secret


@pytest.fixture(autouse=True)
def nothing_counted():
    COUNTS.clear()


def test_a_plain_function_is_asked_once_for_the_same():
    remembered = RememberedAnswers({"secret_digest": counting})
    assert [remembered["secret_digest"](given) for given in ("a", "b", "a")] == ["a", "b", "a"]
    assert COUNTS == ["a", "b"]


def test_the_same_function_of_another_rung_is_not_asked_again():
    for _ in range(2):
        assert RememberedAnswers({"secret_digest": counting})["secret_digest"]("c") == "c"
    assert len(COUNTS) <= 1


@pytest.mark.parametrize("answer", [Chain().secret_digest, lambda secret: COUNTS.append(secret)])
def test_what_may_depend_on_more_than_its_arguments_is_asked_anew(answer):
    kept = COUNTS
    bound = answer if answer.__name__ != "<lambda>" else closure_over(kept)
    remembered = RememberedAnswers({"secret_digest": bound})
    for _ in range(2):
        remembered["secret_digest"](1)
    assert COUNTS == [1, 1]


def closure_over(counts):
    def asked(secret):
        counts.append(secret)

    return asked


def test_an_oracle_that_is_shown_the_world_is_asked_anew():
    remembered = RememberedAnswers({"verify_post": counting_post})
    for _ in range(2):
        remembered["verify_post"]("a world", 1, 2, 3)
    assert COUNTS == [1, 1]


def counting_post(world, miner, challenge_epoch, proof):
    COUNTS.append(miner)


def test_all_oracles_are_there():
    assert set(RememberedAnswers(ANSWERS)) == set(ANSWERS)
    assert len(RememberedAnswers(ANSWERS)) == len(ANSWERS)


def test_so_many_answers_are_kept_and_no_more(monkeypatch):
    monkeypatch.setattr(answers, "_KEPT", 3)
    remembered = RememberedAnswers({"secret_digest": counting_few})
    for given in (0, 1, 2, 3, 3, 0):
        remembered["secret_digest"](given)
    assert COUNTS == [0, 1, 2, 3, 0]


def counting_few(secret):
    COUNTS.append(secret)
    return digest_of(secret)
