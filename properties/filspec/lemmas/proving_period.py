"""Lemmas about proving periods: they do not overlap, so what counts in one of them counts in no other."""

from __future__ import annotations

from filspec.actors.storage_miner.proof_of_spacetime import is_challenge_of_period, is_challenge_recent
from filspec.actors.units import ActorID, Epoch
from filspec.actors.world import World
from filspec.lemmas.lemma import given, lemma


@lemma("M6", "M14")
def a_challenge_counts_in_one_period(w: World, later: World, miner: ActorID, challenge_epoch: Epoch) -> bool:
    """A challenge that counted in one proving period of a miner counts in no later one."""
    given(miner in w.miner.miners and miner in later.miner.miners)
    given(later.parameters.proving_period == w.parameters.proving_period)
    end, next_end = w.miner.miners[miner].proving_period_end, later.miner.miners[miner].proving_period_end
    given(w.epoch <= end and next_end >= end + w.parameters.proving_period)
    given(is_challenge_recent(w, challenge_epoch))
    return not is_challenge_of_period(later, miner, challenge_epoch)


@lemma("M6", "L3")
def the_clock_asks_for_a_challenge_of_the_period(w: World, miner: ActorID) -> bool:
    """The challenge that falls ``post_challenge_time`` before a period's end belongs to that period."""
    given(miner in w.miner.miners)
    challenge = Epoch(w.miner.miners[miner].proving_period_end - w.parameters.post_challenge_time)
    return is_challenge_of_period(w, miner, challenge)
