"""Lemmas about block rewards: they are paid from what remains, and fall with it."""

from __future__ import annotations

from filspec.actors.ledger.state import NO_ACCOUNT
from filspec.actors.reward.awards import block_reward
from filspec.actors.units import REWARD
from filspec.actors.world import World
from filspec.lemmas.lemma import given, lemma


def remaining(w: World) -> int:
    """The tokens not yet issued."""
    return w.ledger.accounts.get(REWARD, NO_ACCOUNT).balance


@lemma("T2", "T4")
def a_reward_is_never_more_than_remains(w: World) -> bool:
    """A block's reward is never negative and never more than what is left to issue."""
    given(remaining(w) >= 0)
    given(w.parameters.reward_initial_value <= w.parameters.reward_total_issuance)
    return 0 <= block_reward(w) <= remaining(w)
