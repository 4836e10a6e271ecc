"""Pieces of client data: sizes, commitments, alignment, and their union in a sector."""
