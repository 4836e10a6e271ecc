"""Stories of the small chain, told to be kept: every transition that a proof speaks of, in situations that occur."""
