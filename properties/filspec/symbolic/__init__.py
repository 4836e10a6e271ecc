"""The prover: the functions that run are run on terms, and Z3 shows that no message breaks a law."""
