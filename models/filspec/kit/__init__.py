"""The kit: the few words in which actors, oracles and laws are written, and the runner that executes them."""
