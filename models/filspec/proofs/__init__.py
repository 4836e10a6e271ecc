"""Storage proofs, bit-compatible with the Filecoin network: field, hashes, graph, labels, trees, PoRep and PoSt."""
