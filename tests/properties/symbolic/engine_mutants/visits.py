"""Defects of the prover in what a loop is known to have done: the traps that notice each, and the patch of its text."""

MUTANTS = {
    "visits are known in a turn": (
        ("test_visits.py::test_what_a_loop_did_not_do_is_not[what is known behind the loop is not known in a turn]",),
        (
            (
                "loops",
                "self._steps.shown(loop)\n",
                (
                    "self._steps.shown(loop)\n            executor.knowledge.add_visits(shown.visits, "
                    "Visit(loop.path, tuple(in_group), tuple(extra), entry, left))\n"
                ),
            ),
        ),
    ),
    "the own turn need not do it": (
        ("test_visits.py::test_what_a_loop_did_not_do_is_not[nothing is done]",),
        (("visits", "        said(start, after, key),\n", ""),),
    ),
    "another turn may take the row away": (
        ("test_visits.py::test_what_a_loop_did_not_do_is_not[another row's turn takes the row away]",),
        (("visits", "        implication(conjunction([differs, was]), stays),\n", ""),),
    ),
    "another turn may prepare": (
        (
            "test_visits.py::test_what_a_loop_did_not_do_is_not[another row's turn prepares]",
            "test_visits.py::test_what_a_loop_did_not_do_is_not[an earlier turn changes the condition]",
        ),
        (
            (
                "visits",
                "conjunction([differs, was, said(after, later, other)]), said(start, later, other)",
                "differs, differs",
            ),
        ),
    ),
    "a later turn may undo it": (
        ("test_visits.py::test_what_a_loop_did_not_do_is_not[a later turn undoes it]",),
        (
            (
                "visits",
                "conjunction([differs, said(earlier, start, other)]), said(earlier, after, other)",
                "differs, differs",
            ),
        ),
    ),
    "rows of other groups were visited": (
        ("test_visits.py::test_what_a_loop_did_not_do_is_not[a row of another group]",),
        (("instances", "[table.has(key), all_equal(visit.group, key[: len(visit.group)])]", "[table.has(key)]"),),
    ),
    "rows that were not there were visited": (
        (
            "test_visits.py::test_what_a_loop_did_not_do_is_not[a row that was not there]",
            "test_visits.py::test_what_a_loop_did_not_do_is_not[a row that the loop enters]",
        ),
        (("instances", "[table.has(key), all_equal(visit.group,", "[all_equal(visit.group,"),),
    ),
    "laws of visits that are not shown are assumed": (
        ("test_visits.py::test_what_a_loop_did_not_do_is_not[nothing is done]",),
        (("prover", "tuple(law for law in visits if law.name not in unsure)", "visits"),),
    ),
    "what is learned aside is kept": (
        ("test_knowledge.py::test_what_is_learned_aside_is_forgotten",),
        (("knowledge", "self.depth, self.facts, self.reads, self.sought, self._done = kept", "self.depth = kept[0]"),),
    ),
}
