"""State machines for Hypothesis: random lives of the chain, in which every law is watched."""
