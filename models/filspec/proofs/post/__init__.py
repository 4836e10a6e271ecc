"""Proof of spacetime: showing again and again that replicas are still stored."""
