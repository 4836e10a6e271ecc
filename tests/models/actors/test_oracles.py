"""The oracles of the protocol."""

import pytest

from filspec.actors import oracles
from filspec.actors.oracles import proposal_digest, verify_post, verify_signature
from filspec.kit.oracles import answering
from filspec.kit.transitions import REGISTRY, Kind
from filspec.machines.outside_world import ANSWERS

DECLARED = sorted(
    name
    for name, declared in REGISTRY.items()
    if declared.kind is Kind.ORACLE and declared.function.__module__ == oracles.__name__
)


def test_the_smallest_outside_world_answers_every_oracle_and_no_other():
    assert sorted(ANSWERS) == DECLARED


def test_answers_depend_on_the_question_alone(chain):
    with answering(ANSWERS):
        assert proposal_digest(chain.proposal()) == proposal_digest(chain.proposal())
        assert proposal_digest(chain.proposal()) != proposal_digest(chain.proposal(storage_price=1))


@pytest.mark.parametrize("name", DECLARED)
def test_no_oracle_answers_itself(name):
    with pytest.raises(LookupError, match=f"nobody answers the oracle {name}: give the runner a rung"):
        getattr(oracles, name)()


def test_forged_answers_are_not_accepted(chain):
    with answering(ANSWERS):
        assert not verify_signature(chain.key_of(chain.client), 5, 6)
        assert not verify_post(chain.world, 104, 3, 1)
