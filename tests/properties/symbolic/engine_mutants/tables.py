"""Defects of the prover in tables, and in what laws say of them: the traps that notice each, and the patch."""

MUTANTS = {
    "a deleted row stays": (
        (
            "test_tables.py::test_wrong_write_is_not_proved[an absent row after deletion]",
            "test_tables.py::test_wrong_write_is_not_proved[a deleted row is gone]",
        ),
        (("tables", "self._write(terms, None)", "self.keeper.touch(self.path, terms)"),),
    ),
    "an absent row is no crash": (
        ("test_tables.py::test_wrong_write_is_not_proved[an absent row]",),
        (
            (
                "tables",
                'if not decide(self.has(terms)):\n            raise AbsentRow(f"{self.path} has no such row")',
                'if not self.path:\n            raise AbsentRow(f"{self.path} has no such row")',
            ),
        ),
    ),
    "a deletion of an absent row is no crash": (
        ("test_tables.py::test_wrong_write_is_not_proved[an absent row is deleted]",),
        (
            (
                "tables",
                'if not decide(self.has(terms)):\n            raise AbsentRow(f"{self.path} has no such row to',
                'if not self.path:\n            raise AbsentRow(f"{self.path} has no such row to',
            ),
        ),
    ),
    "the first column is not written": (
        ("test_tables.py::test_wrong_write_is_not_proved[a row that is there is written]",),
        (("tables", "if not same(before, after):", "if place and not same(before, after):"),),
    ),
    "a default is never taken": (
        ("test_tables.py::test_right_write_is_proved[a row or none]",),
        (
            (
                "tables",
                "self.row_shape.symbolic([choice(there, term, other)",
                "self.row_shape.symbolic([choice(TRUE, term, other)",
            ),
        ),
    ),
    "a deletion is logged as a write": (
        ("test_sums.py::test_wrong_sum_is_not_proved[the sum is forgotten in a deletion]",),
        (("tables", "Change(key, had, old, new)", "Change(key, had, old, new or old)"),),
    ),
    "a law of rows is shown at one key": (
        ("test_tables.py::test_wrong_write_is_not_proved[a key written out]",),
        (
            (
                "executor",
                "return table_at(self.world_class, table).key.unknown_terms(name_in(Space.ANY_KEY, table))",
                "return tuple([number(0)] * len(table_at(self.world_class, table).key.leaves))",
            ),
            ("executor", "import Term, known_truth, ", "import Term, known_truth, number, "),
        ),
    ),
    "laws are remembered whatever was written": (
        ("test_tables.py::test_wrong_write_is_not_proved[a row is written]",),
        (("memory", "            (table.present, *table.columns),\n            table.log,\n", ""),),
    ),
    "what a law said at one key is remembered for all": (
        (
            "test_memory.py::test_other_laws_keys_and_pairs_of_worlds_are_other_questions",
            "test_tables.py::test_right_write_is_proved[keys may be one]",
        ),
        (("memory", "(name, tuple(terms)), []", "(name, ()), []"),),
    ),
}
