"""Mutants: defects of history and deleted guards, planted in a copy of the source, and who finds them."""
