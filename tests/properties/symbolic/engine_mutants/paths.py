"""Defects of the prover in paths, guards and verdicts: the traps that notice each, and the patch of its text."""

MUTANTS = {
    "the other way of a decision is not seen": (
        ("test_prover.py::test_wrong_message_is_not_proved[else]",),
        (
            (
                "paths",
                "remains = taken and (condition is None or self.possible(negation(condition)))",
                "remains = False",
            ),
        ),
    ),
    "what another path knew is known here": (
        (
            "test_prover.py::test_wrong_message_is_not_proved[else]",
            "test_prover.py::test_wrong_message_is_not_proved[elif]",
        ),
        (
            (
                "paths",
                "self._known: dict[Term, bool] = {}",
                "self._known: dict[Term, bool] = getattr(self, '_known', {})",
            ),
        ),
    ),
    "require forgets its condition": (
        (
            "test_prover.py::test_right_message_is_proved[a guard undoes]",
            "test_prover.py::test_right_message_is_proved[a quotient]",
        ),
        (("executor", "self.paths.assume(term, self._guard(reason))", "self._guard(reason)"),),
    ),
    "a computation may write": (
        ("test_executor.py::test_message_outside_the_subset_ends_the_proof[a computation that writes a number]",),
        (
            (
                "executor",
                "if any(map(operator.is_not, before, scalars_of(self.world))):",
                "if not before:",
            ),
        ),
    ),
    "a failed attempt is not undone": (
        ("test_loops_steps.py::test_right_loop_is_proved[an attempt in a step]",),
        (("executor", "restore(world, state)", "self.attempts += 0"),),
    ),
    "a crash is nothing to be shown": (
        ("test_prover.py::test_wrong_message_is_not_proved[an assertion]",),
        (("transition_proof", "if turn is None or NO_CRASH in turn.open:", "if outcome is None:"),),
    ),
    "a law that crashes holds": (
        ("test_computation.py::test_law_that_crashes_does_not_hold[a row before]",),
        (("computation", "found = FALSE if crashed or not answers else", "found = FALSE if not answers else"),),
    ),
    "promises are not checked": (
        (
            "test_executor_promises.py::test_broken_promise_is_not[a guard]",
            "test_executor_promises.py::test_broken_promise_is_not[a step is refused]",
        ),
        (("transition_proof", "refusal.reason not in allowed", "refusal.reason not in self._reasons"),),
    ),
    "what the budget does not settle is proved": (
        ("test_showing.py::test_what_is_unknown_of_one_goal_is_said_of_it",),
        (("showing", "if verdict is Verdict.IMPOSSIBLE:", "if verdict is not Verdict.POSSIBLE:"),),
    ),
    "laws may look through rows in what they call": (
        ("test_law_linter.py::test_law_that_looks_through_values_is_refused[all rows elsewhere]",),
        (("law_reading", "and self._is_law and self._speaks_of_rows(node)", "and self._speaks_of_rows(node)"),),
    ),
    "a refusal hides those that come later": (
        (
            "test_executor_promises.py::test_other_refusal_is_not[by a second guard]",
            "test_executor_promises.py::test_other_refusal_is_not[in a step, and where the law allows it]",
        ),
        (("transition_proof", "return [*known, Refusal(reason, (), ())] if steps else known", "return known[:1]"),),
    ),
    "promises of steps are forgotten": (
        (
            "test_executor_promises.py::test_broken_promise_of_a_step_is_not[a step can be refused here]",
            "test_executor_promises.py::test_broken_promise_of_a_step_is_not[a guard behind the loop]",
        ),
        (("loops", "promises = [steps.promise(loop), None if is_undone else around]", "promises = [around]"),),
    ),
    "an attempt hides that a step is refused": (
        (
            (
                "test_loops_promises.py::test_step_that_may_be_refused_is_found_also_where_an_attempt_undoes_it"
                "[the loop is attempted]"
            ),
        ),
        (("executor", "self.undone.append((self.turn, refusal))", "del refusal"),),
    ),
    "a step may be refused for what its message may be": (
        (
            (
                "test_loops_promises.py::test_step_is_refused_for_what_it_and_its_message_may_be"
                "[of_step0-of_message0-Verdict.POSSIBLE]"
            ),
        ),
        (("loops", "frozenset.intersection(*given) if given else None", "given[-1] if given else None"),),
    ),
    "what no run reaches is proved all the same": (
        (
            "test_judge.py::test_contradictory_laws_are_noticed",
            "test_judge.py::test_message_that_is_always_refused_is_noticed[by a law]",
        ),
        (("transition_proof", "[] if judge.witnessed else [self._case.name]", "[]"),),
    ),
}
