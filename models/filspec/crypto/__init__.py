"""Keys, signatures, randomness, addresses, content identifiers and canonical bytes."""
