"""Warm processes: everything is imported once, and a child that is forked for each mutant plants it and judges it."""
