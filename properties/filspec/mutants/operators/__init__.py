"""Operators: small changes of the syntax tree, each of which makes mutants of every function of the actors."""
