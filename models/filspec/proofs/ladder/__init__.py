"""The proof ladder: the same questions about seals and storage, answered by ghost state or by real proofs."""
