"""Poseidon, the hash of trees, columns and replicas, bit-compatible with neptune."""
