"""Defects of the prover itself, each with the traps that must notice it: a false proof, or a right one lost.

A mutant is a patch of the prover's text; text that no longer occurs exactly once is stale, and says so.
"""

from typing import NamedTuple


class Edit(NamedTuple):
    """One replacement in a file of the prover."""

    file: str
    old: str
    new: str


class EngineMutant(NamedTuple):
    """A defect, and the traps that notice it."""

    traps: tuple[str, ...]
    edits: tuple[Edit, ...]


def traps_of(file: str, test: str, *names: str) -> tuple[str, ...]:
    """Traps of one test."""
    return tuple(f"test_{file}.py::test_{test}" + (f"[{name}]" if name else "") for name in names)


def mutant(traps: tuple[str, ...], *edits: tuple[str, str, str]) -> EngineMutant:
    """A defect."""
    return EngineMutant(traps, tuple(Edit(*edit) for edit in edits))


def wrong(*names: str) -> tuple[str, ...]:
    """Wrong messages."""
    return traps_of("prover", "wrong_message_is_not_proved", *names)


def wrong_write(*names: str) -> tuple[str, ...]:
    """Wrong writes to tables."""
    return traps_of("tables", "wrong_write_is_not_proved", *names)


def wrong_sum(*names: str) -> tuple[str, ...]:
    """Wrong sums."""
    return traps_of("sums", "wrong_sum_is_not_proved", *names)


def wrong_product(*names: str) -> tuple[str, ...]:
    """Wrong products."""
    return traps_of("products_of_rows", "wrong_product_is_not_proved", *names)


def wrong_loop(*names: str) -> tuple[str, ...]:
    """Wrong loops."""
    return traps_of("loops", "wrong_loop_is_not_proved", *names)


def wrong_step(*names: str) -> tuple[str, ...]:
    """Wrong steps."""
    return traps_of("loops_steps", "wrong_loop_is_not_proved", *names)


def wrong_visit(*names: str) -> tuple[str, ...]:
    """Wrong laws of visits."""
    return traps_of("visits", "what_a_loop_did_not_do_is_not", *names)


OF_VALUES = {
    "the quotient is Z3's": mutant(
        wrong("division by a negative constant", "division by an unknown negative"),
        (
            "values",
            "return flipped if known is not None else choice(less(ZERO, divisor), positive, flipped)",
            "return positive",
        ),
    ),
    "division by zero is no crash": mutant(
        wrong("division by zero", "remainder by zero"),
        ("values", "if known == 0 or (known is None and decide(equal(divisor, ZERO))):", "if known == 0:"),
    ),
    "what was stored last is read at any key": mutant(
        wrong_write("keys may differ", "pairs share a member"),
        ("terms", "if all(map(same, parts[1:], key)):", "if parts:"),
    ),
    "a product with a difference has the wrong sign": mutant(
        traps_of("products_of_rows", "right_product_is_proved", "a factor falls by one")
        + traps_of("products", "sum_of_differences_is_multiplied_out", ""),
        (
            "products",
            "return difference(product(parts[0], other), product(parts[1], other))",
            "return total_of((product(parts[0], other), product(parts[1], other)))",
        ),
    ),
    "a product through a table is that of the last write": mutant(
        traps_of("products_of_rows", "right_product_is_proved", "two rows that are two, from stale copies"),
        (
            "products",
            "return choice(all_equal(place, parts[1:]), product(stored, other), kept)",
            "return product(stored, other)",
        ),
    ),
    "no product is negative": mutant(
        wrong_product("a product of which one factor may be negative"),
        ("products", "implication(not_negative, at_most(ZERO, term)),", "at_most(ZERO, term),"),
    ),
    "products are in order whatever the sign": mutant(
        wrong_product("the order of products with a negative factor"),
        (
            "products",
            "lemmas.append(implication(at_most(ZERO, factor), conjunction([in_order, turned])))",
            "lemmas.append(conjunction([in_order, turned]))",
        ),
    ),
    "every share is at most the whole": mutant(
        wrong_product("a share of more than one"),
        ("products", "at_most(ZERO, numerator), at_most(numerator, divisor), less", "at_most(ZERO, numerator), less"),
    ),
}

OF_PATHS = {
    "the other way of a decision is not seen": mutant(
        wrong("else"),
        ("paths", "remains = taken and (condition is None or self.possible(negation(condition)))", "remains = False"),
    ),
    "what another path knew is known here": mutant(
        wrong("else", "elif"),
        (
            "paths",
            "self._known: dict[int, tuple[bool, Term]] = {}",
            "self._known: dict[int, tuple[bool, Term]] = getattr(self, '_known', {})",
        ),
    ),
    "require forgets its condition": mutant(
        traps_of("prover", "right_message_is_proved", "a guard undoes", "a quotient"),
        ("executor", "self.paths.assume(term, self._guard(reason))", "self._guard(reason)"),
    ),
    "a computation may write": mutant(
        traps_of("executor", "message_outside_the_subset_ends_the_proof", "a computation that writes a number"),
        (
            "executor",
            "if any(now is not then for now, then in zip(state_of(world)[0], before, strict=True)):",
            "if not world:",
        ),
    ),
    "a failed attempt is not undone": mutant(
        traps_of("loops_steps", "right_loop_is_proved", "an attempt in a step"),
        ("executor", "restore(world, state)", "self.attempts += 0"),
    ),
    "a crash is nothing to be shown": mutant(
        wrong("an assertion"),
        ("prover", "if turn is None or NO_CRASH in turn.open:", "if outcome is None:"),
    ),
    "a law that crashes holds": mutant(
        traps_of(
            "computation",
            "law_that_crashes_does_not_hold",
            "require((a, b) in w.deep.p, Reason.NO)\\ndel w.deep.p[(a, b)]-members_stay",
        ),
        ("computation", "found = FALSE if _crashed or not answers else", "found = FALSE if not answers else"),
    ),
    "promises are not checked": mutant(
        traps_of("executor_promises", "broken_promise_is_not", "a guard", "a step is refused"),
        ("prover", "refusal.reason not in allowed", "refusal.reason not in self._reasons"),
    ),
    "what the budget does not settle is proved": mutant(
        traps_of("showing", "what_is_unknown_of_one_goal_is_said_of_it", ""),
        ("showing", "if verdict is Verdict.IMPOSSIBLE:", "if verdict is not Verdict.POSSIBLE:"),
    ),
    "laws may look through rows in what they call": mutant(
        traps_of("law_linter", "rows_are_looked_through_in_the_law_itself_only", "some_row_is_positive"),
        ("law_linter", 'and "items" in _names_in(function.__code__)', 'and "rows" in _names_in(function.__code__)'),
    ),
}

OF_TABLES = {
    "a deleted row stays": mutant(
        wrong_write("an absent row after deletion", "a deleted row is gone"),
        ("tables", "self._write(terms, None)", "self.keeper.touch(self.path, terms)"),
    ),
    "an absent row is no crash": mutant(
        wrong_write("an absent row"),
        (
            "tables",
            'if not decide(self.has(terms)):\n            raise KeyError(f"{self.path} has no such row")',
            'if not self.path:\n            raise KeyError(f"{self.path} has no such row")',
        ),
    ),
    "a deletion of an absent row is no crash": mutant(
        wrong_write("an absent row is deleted"),
        (
            "tables",
            'if not decide(self.has(terms)):\n            raise KeyError(f"{self.path} has no such row to',
            'if not self.path:\n            raise KeyError(f"{self.path} has no such row to',
        ),
    ),
    "the first column is not written": mutant(
        wrong_write("a row that is there is written"),
        ("tables", "if not same(before, after):", "if place and not same(before, after):"),
    ),
    "a default is never taken": mutant(
        traps_of("tables", "right_write_is_proved", "a row or none"),
        ("tables", "self.row.symbolic([choice(there, term, other)", "self.row.symbolic([choice(TRUE, term, other)"),
    ),
    "a deletion is logged as a write": mutant(
        wrong_sum("the sum is forgotten in a deletion"),
        ("tables", "Change(key, had, old, new)", "Change(key, had, old, new or old)"),
    ),
    "a law of rows is shown at one key": mutant(
        wrong_write("a key written out"),
        (
            "executor",
            'constant(f"any {table}{name}", sort)',
            'constant(f"any {table}{name}", sort) if name else number(0)',
        ),
        ("executor", "import Term, constant, ", "import Term, constant, number, "),
    ),
    "laws are remembered whatever was written": mutant(
        wrong_write("a row is written"),
        ("memory", "_numbers((table.present, *table.columns)),", "(),"),
        ("memory", "tuple([_change(change) for change in table.log]),", "(),"),
    ),
}

OF_SUMS = {
    "the old row is not taken from the sum": mutant(
        wrong_sum("a row is entered where one may be"),
        ("sums", "return [choice(change.had, negative(old), ZERO), new]", "return [new]"),
    ),
    "a row may be counted twice": mutant(
        wrong_sum("the sum of two rows that may be one"),
        ("sums", "*(negation(all_equal(key, other)) for other in keys[:place])", ""),
    ),
    "no row is negative": mutant(
        traps_of("sums", "sum_without_a_law_of_its_rows_tells_nothing", ""),
        ("lemmas", "return found is Verdict.IMPOSSIBLE", "return found is not None"),
    ),
    "every row is of every group": mutant(
        wrong_sum("the group is forgotten"),
        ("sums", "choice(all_equal(theirs, group), part, ZERO)", "choice(TRUE, part, ZERO)"),
        ("sums", "    INT,\n    ZERO,", "    INT,\n    TRUE,\n    ZERO,"),
    ),
    "a loop changes no sum": mutant(
        traps_of("sums", "wrong_sum_behind_a_loop_is_not_proved", "the sum is not what it was"),
        (
            "sums",
            "origin.written.isdisjoint({PRESENCE, *self._columns_read(table, amount)})",
            "self._columns_read(table, amount)",
        ),
    ),
}

OF_LOOPS = {
    "what was not shown of a step is not tried again": mutant(
        wrong_step("some argument"),
        ("loops", "if wanted and executor.paths.choose():", "if not wanted and executor.paths.choose():"),
    ),
    "a turn is taken from the beginning of the loop": mutant(
        wrong_step("right in the first turn only", "used up by the first turn"),
        (
            "loops",
            "        executor.writes = []\n",
            "        executor.writes = []\n        restore(executor.world, state_of(turn.entry))\n",
        ),
        ("loops", "copy_of, scalar_terms", "copy_of, restore, scalar_terms, state_of"),
    ),
    "the beginning of a loop need not be lawful": mutant(
        wrong_loop("a law is broken before the loop, elsewhere"),
        ("loops", "beginning not in self._entered:", "not beginning:"),
    ),
    "a refused step does not refuse an attempt": mutant(
        wrong_step("a refused step in an attempt"),
        ("loops", "if executor.attempts and shown.reasons and executor.paths.choose():", "if not loop:"),
    ),
    "steps write no first column": mutant(
        wrong_loop("a row may be changed behind the loop"),
        ("tracing", "for path, column, key in executor.writes", "for path, column, key in executor.writes if column"),
        ("loops", 'raise OutsideTheSubset(f"the step {loop.name} writes', 'str(f"the step {loop.name} writes'),
    ),
    "steps write no numbers": mutant(
        wrong_loop("a stale value behind the loop"),
        ("footprints", "if path in footprint.scalars:", "if path in footprint.columns:"),
    ),
    "all keys are kept": mutant(
        wrong_loop("another group is kept, this one is not"),
        ("knowledge", "Fact(disjunction([*matches, kept]),", "Fact(kept,"),
    ),
    "every law of steps composes": mutant(
        wrong_step("a law of steps that two turns break"),
        ("lemmas", "        if not failing:\n", "        if kept is not None:\n"),
    ),
}

OF_VISITS = {
    "visits are known in a turn": mutant(
        wrong_visit("what is known behind the loop is not known in a turn"),
        (
            "loops",
            "self._steps.shown(loop)\n",
            "self._steps.shown(loop)\n            executor.knowledge.add_visits(\n"
            "                shown.visits, Visit(loop.path, tuple(_terms_of(group)), tuple(extra), entry, left)\n"
            "            )\n",
        ),
    ),
    "the own turn need not do it": mutant(
        wrong_visit("nothing is done"), ("visits", "        said(start, after, key),\n", "")
    ),
    "another turn may take the row away": mutant(
        wrong_visit("another row's turn takes the row away"),
        ("visits", "        implication(conjunction([differs, was]), stays),\n", ""),
    ),
    "another turn may prepare": mutant(
        wrong_visit("another row's turn prepares", "an earlier turn changes the condition"),
        (
            "visits",
            "        implication(conjunction([differs, was, said(after, later, other)]), said(start, later, other)),\n",
            "",
        ),
    ),
    "a later turn may undo it": mutant(
        wrong_visit("a later turn undoes it"),
        (
            "visits",
            "        implication(conjunction([differs, said(earlier, start, other)]), said(earlier, after, other)),\n",
            "",
        ),
    ),
    "rows of other groups were visited": mutant(
        wrong_visit("a row of another group"),
        ("knowledge", "[table.has(key), all_equal(visit.group, key[: len(visit.group)])]", "[table.has(key)]"),
    ),
    "rows that were not there were visited": mutant(
        wrong_visit("a row that was not there", "a row that the loop enters"),
        ("knowledge", "[table.has(key), all_equal(visit.group,", "[all_equal(visit.group,"),
    ),
    "laws of visits that are not shown are assumed": mutant(
        wrong_visit("nothing is done"),
        ("prover", "tuple(law for law in visits if law.name not in unsure)", "visits"),
    ),
    "what is learned aside is kept": mutant(
        traps_of("knowledge", "what_is_learned_aside_is_forgotten", ""),
        ("knowledge", "self.depth, self.facts, self.reads, self.sought, self._done = kept", "self.depth = kept[0]"),
    ),
}

ENGINE_MUTANTS = OF_VALUES | OF_PATHS | OF_TABLES | OF_SUMS | OF_LOOPS | OF_VISITS
QUICK = (
    "the quotient is Z3's",
    "what was stored last is read at any key",
    "require forgets its condition",
    "a row may be counted twice",
    "visits are known in a turn",
)
"""Those that are planted in every run of the tests."""
