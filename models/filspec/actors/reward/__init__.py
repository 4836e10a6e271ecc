"""RewardActor: pays for blocks."""
