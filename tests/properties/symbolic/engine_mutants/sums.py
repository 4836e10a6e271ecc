"""Defects of the prover in sums: the traps that notice each, and the patch of its text."""

MUTANTS = {
    "the old row is not taken from the sum": (
        ("test_sums.py::test_wrong_sum_is_not_proved[a row is entered where one may be]",),
        (("sums", "return [choice(change.had, negative(old), ZERO), new]", "return [new]"),),
    ),
    "a row may be counted twice": (
        ("test_sums.py::test_wrong_sum_is_not_proved[the sum of two rows that may be one]",),
        (("sums", "*(negation(all_equal(key, other)) for other in keys[:place])", ""),),
    ),
    "no row is negative": (
        ("test_sums.py::test_sum_without_a_law_of_its_rows_tells_nothing",),
        (("lemmas", "return found is Verdict.IMPOSSIBLE", "return found is not None"),),
    ),
    "every row is of every group": (
        ("test_sums.py::test_wrong_sum_is_not_proved[the group is forgotten]",),
        (
            ("sums", "choice(all_equal(theirs, group), part, ZERO)", "choice(TRUE, part, ZERO)"),
            ("sums", "    INT,\n    ZERO,", "    INT,\n    TRUE,\n    ZERO,"),
        ),
    ),
    "sums by group follow the table": (
        (
            "test_sums.py::test_sums_by_group_are_those_of_the_moment_they_were_asked_for[over a write]",
            "test_sums.py::test_sums_by_group_do_not_follow_a_loop",
        ),
        (("sums", "sums, _as_it_is(table), shares", "sums, table, shares"),),
    ),
    "a loop changes no sum": (
        ("test_sums.py::test_wrong_sum_behind_a_loop_is_not_proved[the sum is not what it was]",),
        (
            (
                "sums",
                "origin.written.isdisjoint({PRESENCE, *self.columns_read(table, amount)})",
                "self.columns_read(table, amount)",
            ),
        ),
    ),
}
