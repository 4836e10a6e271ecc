"""Defects of the prover in loops: the traps that notice each, and the patch of its text."""

MUTANTS = {
    "a step that is called directly may have laws": (
        ("test_steps_in_line.py::test_step_in_line_whose_laws_are_not_shown_is_refused[a direct call-a frame]",),
        (("steps_in_line", "                if not in_loop:\n", "                if in_loop is None:\n"),),
    ),
    "a step of a tuple that is written out may have laws": (
        ("test_steps_in_line.py::test_items_that_are_known_only_in_the_proof_are_refused_there",),
        (("loops", "                executor.setting.step_laws.require_no_item(step)\n", ""),),
    ),
    "what was not shown of a step is not tried again": (
        ("test_loops_steps.py::test_wrong_loop_is_not_proved[some argument]",),
        (("loops", "if wanted and executor.paths.choose():", "if not wanted and executor.paths.choose():"),),
    ),
    "a turn is taken from the beginning of the loop": (
        (
            "test_loops_steps.py::test_wrong_loop_is_not_proved[right in the first turn only]",
            "test_loops_steps.py::test_wrong_loop_is_not_proved[used up by the first turn]",
        ),
        (
            (
                "loops",
                "        executor.writes = []\n",
                "        executor.writes = []\n        restore(executor.world, state_of(turn.entry))\n",
            ),
            ("loops", "copy_of, scalar_terms", "copy_of, restore, scalar_terms, state_of"),
        ),
    ),
    "the beginning of a loop need not be lawful": (
        ("test_loops.py::test_wrong_loop_is_not_proved[a law is broken before the loop, elsewhere]",),
        (("loops", "beginning not in self._entered:", "not beginning:"),),
    ),
    "a refused step does not refuse an attempt": (
        ("test_loops_steps.py::test_wrong_loop_is_not_proved[a refused step in an attempt]",),
        (("loops", "            if executor.attempts and shown.reasons:\n", "            if not loop:\n"),),
    ),
    "steps write no first column": (
        ("test_loops.py::test_wrong_loop_is_not_proved[a row may be changed behind the loop]",),
        (
            (
                "tracing",
                "for path, column, key in executor.writes",
                "for path, column, key in executor.writes if column",
            ),
            ("loops", 'raise OutsideTheSubset(f"the step {loop.name} writes', 'str(f"the step {loop.name} writes'),
        ),
    ),
    "steps write no numbers": (
        ("test_loops.py::test_wrong_loop_is_not_proved[a stale value behind the loop]",),
        (("footprints", "if path in footprint.scalars:", "if path in footprint.columns:"),),
    ),
    "all keys are kept": (
        ("test_loops.py::test_wrong_loop_is_not_proved[another group is kept, this one is not]",),
        (("knowledge", "Fact(disjunction([*matches, kept]),", "Fact(kept,"),),
    ),
    "every law of steps composes": (
        ("test_loops_steps.py::test_wrong_loop_is_not_proved[a law of steps that two turns break]",),
        (("lemmas", "        if not failing:\n", "        if kept is not None:\n"),),
    ),
}
