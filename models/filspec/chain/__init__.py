"""Blocks, tickets, elections and weight: how nodes agree on one chain."""
