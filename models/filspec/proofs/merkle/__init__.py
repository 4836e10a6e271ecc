"""Merkle trees of every arity: hashing, growing, opening and checking them."""
