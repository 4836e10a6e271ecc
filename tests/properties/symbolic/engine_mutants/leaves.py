"""Defects of the prover in what it leaves as it was: the traps that notice each, and the patch of its text."""

_TRAP = "test_spoken.py::test_law_is_shown_again_where_a_leaf_in_it_has_changed"

MUTANTS = {
    "a law of a sum does not speak of its rows": (
        (f"{_TRAP}[a row that goes]",),
        (("spoken", "for read in found.reads:", "for read in ():"),),
    ),
    "which rows there are makes no difference": (
        (f"{_TRAP}[a row that goes]",),
        (("leaves", "        found[table.path, PRESENCE] = table.present\n", ""),),
    ),
    "values that are no tables make no difference": (
        (f"{_TRAP}[a number]",),
        (("leaves", "for path, terms in scalar_terms(world).items()", "for path, terms in ()"),),
    ),
    "what a law speaks of may change": (
        (f"{_TRAP}[a number in two laws]",),
        (("knowledge", ".isdisjoint(self.memory.differing(before, after))", " is not None"),),
    ),
    "two worlds are the same whatever is written": (
        (f"{_TRAP}[a member]",),
        (("leaves", "if term is not other[place]", "if term is None"),),
    ),
}
