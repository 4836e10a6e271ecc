"""The fuzzer of the prover: random transitions and laws, proved, and run from random lawful worlds."""
