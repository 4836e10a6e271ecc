"""Laws: what may hold of a generated world, its steps and its message, and how a world is made to keep it."""

from __future__ import annotations

from typing import NamedTuple

from filspec.fuzz.dice import Dice
from filspec.fuzz.expressions import Expressions, Scope
from filspec.fuzz.fields import TableField
from filspec.fuzz.steps import Visit
from filspec.fuzz.words import TYPES, Summand

FRAME = "trap/frame"
"""What the kit calls the frame of the message."""


class LawText(NamedTuple):
    """A law of a program.

    Attributes:
        name: its name.
        text: its definition.
        repair: statements that make a world ``w`` keep it, as a rule; empty where nothing has to.
    """

    name: str
    text: str
    repair: str


class Laws:
    """Writes laws.

    Args:
        dice: makes the choices.
        scope: what a law may speak about, the world being named anew in each.
        arguments: the parameters of the message, with their kinds.
    """

    def __init__(self, dice: Dice, scope: Scope, arguments: tuple[tuple[str, str], ...]) -> None:
        self._dice, self._scope, self._arguments = dice, scope._replace(is_law=True, local={"key": ("0",)}), arguments
        self.texts: list[LawText] = []

    def write(self, states: int, others: int, visits: list[Visit]) -> list[LawText]:
        """So many laws of worlds, and so many others."""
        for _ in range(states):
            self._dice.weighted(((5, self._of_numbers), (4, self._of_rows), (3, self._of_sums), (2, self._of_alike)))()
        for _ in range(others):
            kinds = ((6, self._postcondition), (3, self._of_steps), (2, self._of_rows_before), (2, self._of_messages))
            self._dice.weighted(kinds)()
        for visit in self._dice.some(visits, 0.4):
            self._of_visits(visit)
        return self.texts

    def _enter(self, decorator: str, parameters: str, formula: str, repair: str = "") -> None:
        name = f"law{len(self.texts)}"
        head = f"\n\n@{decorator}\ndef {name}({parameters}) -> bool:"
        self.texts.append(LawText(name, f'{head}\n    """A law."""\n    return {formula}\n', repair))

    def _of_numbers(self) -> None:
        """A law of the scalars."""
        dice, fields = self._dice, self._scope.fields
        one, other = dice.of(fields.numbers), dice.of(fields.numbers)
        options = [(f"w.{one} >= 0", f"w.{one} = abs(w.{one})")]
        if one != other:
            options += [
                (f"w.{one} >= w.{other}", f"w.{one} = max(w.{one}, w.{other})"),
                (f"w.{one} != w.{other}", f"w.{one} += w.{one} == w.{other}"),
            ]
        options += [(f"w.{path} or w.{one} >= 0", f"w.{path} |= w.{one} < 0") for path in fields.of_kind("bool")]
        options += [(f"w.{path} != BOTH", f"w.{path} = Right.READ") for path in fields.of_kind("right")]
        options += [
            (f"{oracle.name}(w) >= 0", "")
            for oracle in self._scope.words.oracles
            if oracle.with_world and not oracle.asked and dice.chance(0.2)
        ]
        self._enter('law("X")', "w: World", *dice.of(options))

    def _of_rows(self) -> None:
        """A law of all rows, or of all keys, of a table."""
        dice, table = self._dice, self._table()
        path, number = table.path, f"w.{dice.of(self._scope.fields.numbers)}"
        if table.row == "row":
            formula, change = dice.one(
                ("row.x >= 0", "x=abs(row.x)"), ("row.ok or row.x == 0", "ok=row.ok or row.x != 0"),
                ("row.x <= row.part.size", "x=min(row.x, row.part.size)"), ("row.part.size >= 0", "part=NO_PART"),
                ("row.x % 2 == 0", "x=row.x * 2"), ("row.part != NO_PART", "part=Part(size=1, whole=row.ok)"),
            )  # fmt: skip
            new = f"row.but({change})"
        else:
            formula, new = dice.one(
                ("row >= 0", "abs(row)"), ("row != 0", "row or 1"), (f"row <= {number}", f"min(row, {number})")
            )
        repair = f"for key, row in list(w.{path}.items()):\n    w.{path}[key] = {new}"
        if dice.chance(0.25):
            every = f"all({formula} for key, row in w.{path}.items())"
            self._enter('law("X")', "w: World", every, repair)
        elif table.row == "row" and dice.chance(0.2):
            stated = formula.replace("row.", f"w.{path}.get(key, NO_ROW).")
            self._enter(f'law_for_every_key("{path}", "X")', f"w: World, key: {table.key_type}", stated, repair)
        else:
            row = TYPES.get(table.row, "int")
            self._enter(f'law_for_each("{path}", "X")', f"w: World, key: {table.key_type}, row: {row}", formula, repair)

    def _table(self) -> TableField:
        return self._dice.of(self._scope.fields.tables)

    def _of_alike(self) -> None:
        """A law that no two rows are alike, or that rows of one table stand in another."""
        dice, table = self._dice, self._table()
        path, key, value = table.path, table.key_type, ".x" if table.row == "row" else ""
        unique = (
            f"for key, row in list(w.{path}.items()):\n"
            f"    if any(other != key and its{value} == row{value} for other, its in w.{path}.items()):\n"
            f"        del w.{path}[key]"
        )
        row = TYPES.get(table.row, "int")
        if dice.chance(0.3):
            mine = f"w.{path}.get(key, {'NO_ROW' if value else '0'})"
            formula = f"all(other == key or its{value} != {mine}{value} for other, its in w.{path}.items())"
            absent = unique.replace("if any(", f"if not row{value} or any(")
            self._enter(f'law_for_every_key("{path}", "X")', f"w: World, key: {key}", formula, absent)
            return
        formula = f"all(other == key or its{value} != row{value} for other, its in w.{path}.items())"
        self._enter(f'law_for_each("{path}", "X")', f"w: World, key: {key}, row: {row}", formula, unique)

    def _of_sums(self) -> None:
        """A law that a number is a sum, or that a row is the sum of its group."""
        found = self._sums("")
        if found is None:
            self._of_numbers()
            return
        table, summand = found
        number = f"w.{self._dice.of(self._scope.fields.numbers[:2])}"
        sum_ = f"total(w.{table.path}, {summand.name})"
        relation = self._dice.one("==", "==", ">=", "<=")
        self._enter('law("X")', "w: World", f"{number} {relation} {sum_}", f"{number} = {sum_}")

    def _sums(self, group: str) -> tuple[TableField, Summand] | None:
        pairs = [
            (table, summand)
            for table in self._scope.fields.tables
            for summand in self._scope.words.summands
            if summand.table == (table.key, table.row) and summand.group == group
        ]
        return self._dice.of(pairs) if pairs else None

    def _expressions(self, world: str, local: dict[str, tuple[str, ...]]) -> Expressions:
        return Expressions(self._dice, self._scope._replace(world=world, local=local))

    def _relation(self, local: dict[str, tuple[str, ...]]) -> str:
        """A condition that speaks of the worlds before and after."""
        dice, number = self._dice, self._dice.of(self._scope.fields.numbers)
        after, before = self._expressions("after", local), self._expressions("before", local)
        sums = after.sum()
        return dice.one(
            f"after.{number} >= 0", f"after.{number} == before.{number}", f"after.{number} >= before.{number}",
            f"after.{number} {dice.one('==', '<=', '>=')} {before.number(1)}", after.truth(),
            f"{sums} == {sums.replace('after.', 'before.')}", f"{sums} == {after.sum()}",
            f"{before.truth(1)} or {after.truth(1)}",
        )  # fmt: skip

    def _postcondition(self) -> None:
        local: dict[str, tuple[str, ...]] = {"key": ("a", "b")}
        for name, kind in self._arguments:
            local[kind] = (*local.get(kind, ()), name)
        given = ", ".join(f"{name}: {TYPES[kind]}" for name, kind in self._arguments)
        if self._dice.chance(0.15) and not any(law.name == FRAME for law in self.texts):
            self._frame(given)
            return
        formula = self._relation(local)
        if self._dice.chance(0.15):
            table = self._table()
            value = "its.x" if table.row == "row" else "its"
            inner = self._dice.one(f"other in before.{table.path}", f"{value} >= 0", f"{value} != after.n")
            formula = f"all({inner} for other, its in after.{table.path}.items())"
        self._enter('postcondition(trap, "X")', f"before: World, after: World, {given}", formula)

    def _of_steps(self) -> None:
        self._enter('step_law("X")', "before: World, after: World", self._relation({"key": ("0", "1")}))

    def _of_rows_before(self) -> None:
        table = self._table()
        path, value = table.path, ".x" if table.row == "row" else ""
        formula = self._dice.one(
            f"key in after.{path}", f"key not in after.{path} or after.{path}[key]{value} >= before.{path}[key]{value}",
            f"key not in after.{path} or after.{path}[key] == before.{path}[key]",
            f"all(other == key or its{value} != before.{path}[key]{value} for other, its in after.{path}.items())",
            f"after.n >= before.n or key in after.{path}",
        )  # fmt: skip
        self._enter(f'step_law_for_each("{path}", "X")', f"before: World, after: World, key: {table.key_type}", formula)

    def _of_messages(self) -> None:
        some = self._some_leaves()
        formula = self._dice.one(
            f"unchanged(before, after, {some})", f"not unchanged(before, after, {some})", "changes_only(before, after)",
            f"changes_only(before, after, {some})", f"not changes_only(before, after, {some})",
            self._relation({"key": ("0", "1")}),
        )  # fmt: skip
        accepted = self._dice.one("not sent.receipt.accepted", "not sent.receipt.accepted", "sent.receipt.accepted")
        self._enter('message_law("X")', "before: World, after: World, sent: Sent", f"{accepted} or {formula}")

    def _some_leaves(self) -> str:
        fields = self._scope.fields
        leaves = (*fields.numbers, *(path for path, _ in fields.others), *(table.path for table in fields.tables))
        return ", ".join(f'"{leaf}"' for leaf in self._dice.some(leaves, 0.4) or leaves[:1])

    def _frame(self, given: str) -> None:
        """A law that only some rows of a table change, and all of some other leaves."""
        table, fields = self._table(), self._scope.fields
        key = {"int": "a", "pair": "(a, b)", "part": "part", "colour": "colour", "odd": "(a, part)"}[table.key]
        changed = self._dice.one(
            f"rows({key})", f"rows({key}, {key})", "rows_under(a)" if table.is_paired else "rows()"
        )
        others = "".join(f'"{path}": ANYTHING, ' for path in self._dice.some(fields.numbers, 0.8))
        head = (
            f'\n\n@frame(trap, "X")\ndef law{len(self.texts)}(before: World, {given}) -> Changes:\n    """A law."""\n'
        )
        self.texts.append(LawText(FRAME, f'{head}    return {{{others}"{table.path}": {changed}}}\n', ""))

    def _of_visits(self, visit: Visit) -> None:
        path, value = visit.table.path, ".x" if visit.table.row == "row" else ""
        formula = self._dice.one(
            f"key not in after.{path}", f"key in after.{path}",
            f"key not in after.{path} or after.{path}[key]{value} == z",
            f"key in after.{path} and after.{path}[key]{value} >= before.{path}[key]{value}",
            "after.n >= before.n",
        )  # fmt: skip
        head = f"before: World, after: World, key: {visit.table.key_type}, z: int"
        self._enter(f'visit_law({visit.step}, "X")', head, formula)
