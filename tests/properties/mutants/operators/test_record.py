"""The record of a campaign: what is written is read again, and what is kept is true of the source as it is."""

from collections import Counter

import pytest

from filspec.mutants.definitions import actor_modules
from filspec.mutants.operators.explained import EXPLAINED
from filspec.mutants.operators.generation import mutations_of
from filspec.mutants.operators.judgement import Judgement
from filspec.mutants.operators.record import (
    CampaignRecord,
    kept_record,
    record_of,
    uncovered,
    unreached,
    write,
)
from filspec.mutants.operators.scores import scores

MUTATIONS = mutations_of("filspec.actors.storage_miner.worker")[:4]


def said(mutation, prover, tests=""):
    """What the two engines say of a mutation; the tests may not have been asked."""
    words = [("prover", prover), *([("tests", tests)] if tests else [])]
    return [Judgement(mutant=mutation.name, engine=engine, word=word, by=f"by {engine}") for engine, word in words]


@pytest.fixture
def judgements():
    words = [("killed",), ("survives", "killed"), ("unknown", "survives"), ("not asked", "killed")]
    return {one.name: said(one, *of_one) for one, of_one in zip(MUTATIONS, words, strict=True)}


def test_what_no_proof_notices_is_recorded_with_the_test_that_does(judgements):
    each = scores(MUTATIONS, judgements, Counter(one.file for one in MUTATIONS))
    found = record_of(4, 7, each, MUTATIONS, judgements)
    assert (found.sample, found.seed, found.scores) == (4, 7, each)
    assert [(one.mutant, one.word, one.test) for one in found.unnoticed] == [
        (MUTATIONS[1].name, "survives", "by tests"),
        (MUTATIONS[2].name, "unknown", ""),
        (MUTATIONS[3].name, "not asked", "by tests"),
    ]
    assert {one.kind for one in found.unnoticed} == {""}


def test_a_rule_is_uncovered_where_a_mistake_lives_that_is_not_explained(judgements):
    found = record_of(0, 0, (), MUTATIONS, judgements)
    explained = found.unnoticed[1].but(kind="equivalent")
    [rule] = uncovered(found.but(unnoticed=(found.unnoticed[0], explained, found.unnoticed[2])))
    assert rule.rule == "storage_miner/worker: change_worker"
    assert rule.mistakes == (found.unnoticed[0],)


def test_a_rule_that_no_message_reaches_is_said_apart(judgements):
    found = record_of(0, 0, (), MUTATIONS, judgements)
    assert unreached(found) == ("storage_miner/worker: change_worker",)
    assert unreached(found.but(unnoticed=found.unnoticed[:2])) == ()


def test_a_record_is_read_as_it_was_written(judgements, tmp_path, monkeypatch):
    import msgspec

    each = scores(MUTATIONS, judgements, Counter(one.file for one in MUTATIONS))
    found = record_of(0, 0, each, MUTATIONS, judgements)
    write(found, tmp_path / "campaign.json")
    assert msgspec.json.decode((tmp_path / "campaign.json").read_bytes(), type=CampaignRecord) == found


@pytest.mark.slow
def test_the_kept_record_speaks_of_the_mutations_that_there_are():
    """If one is not found here, the actors have changed: run the campaign again."""
    record = kept_record()
    known = {one.name: one for module in actor_modules() for one in mutations_of(module)}
    assert [one.mutant for one in record.unnoticed if one.mutant not in known] == []
    assert [one.mutant for one in record.unnoticed if one.diff != known[one.mutant].diff] == []
    assert {score.file: score.generated for score in record.scores[:-1]} == Counter(one.file for one in known.values())


def test_what_neither_a_proof_nor_a_test_notices_is_explained():
    explained = {one.mutant for one in EXPLAINED}
    assert [one.mutant for one in kept_record().unnoticed if one.test == "" and one.mutant not in explained] == []


def test_nineteen_of_twenty_mistakes_that_a_message_reaches_are_noticed_by_a_proof():
    """Those that change nothing, or only what another place says again, are left out."""
    record = kept_record()
    alive = [one for one in record.unnoticed if one.word != "not asked" and not one.kind]
    assert 20 * len(alive) <= record.scores[-1].asked["prover"]
