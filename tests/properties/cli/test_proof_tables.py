"""Tables of proofs: who needs what, what took longest, and where seeds disagree."""

import pytest
from rich.console import Console
from rich.table import Table

from filspec.cli.proof_tables import (
    GROUPS,
    RUNS,
    WIDE,
    cores_of,
    differences,
    grouped,
    laws_of,
    lemma_table,
    matrix,
    slowest,
    spread_table,
    unneeded_guards,
    unneeded_laws,
)
from filspec.cli.proof_words import words_so_far
from filspec.kit.laws import LAWS
from filspec.laws.catalogue import catalogue
from filspec.symbolic.ledger import Entry
from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.outcomes import NO_CRASH
from filspec.symbolic.results import Obligation, Result
from filspec.symbolic.spread import Spread

SUPPLY, BALANCE, ESCROW = "supply_is_conserved", "no_balance_is_negative", "escrow_is_backed"


def result(message: str, **changes: object) -> Result:
    plain = Result(
        message=message,
        paths={"accepted": 2, "refused": 1},
        verdicts={SUPPLY: "proved", BALANCE: "proved", ESCROW: "failed", NO_CRASH: "proved"},
        failures=(),
        unwitnessed=(),
        seconds=1.25,
        resources=1000,
        questions=1,
        witnessed=1,
        guards=("send: NEEDED", "send: IDLE"),
        obligations=(
            Obligation(place="at the end", laws=(SUPPLY, ESCROW), resources=7, needed=(BALANCE, "a decision")),
            Obligation(place="before the loop", laws=(SUPPLY,), resources=99, needed=("send: NEEDED",)),
        ),
    )
    return plain.but(**changes)


WORDS = words_so_far({"send": [result("send")]})


def rows(table: Table) -> list[list[str]]:
    """Cells as they are printed, the heads first."""
    console = Console(width=300, highlight=False)
    with console.capture() as printed:
        console.print(table)
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in printed.get().splitlines()]


def test_every_law_has_a_column_and_every_column_laws() -> None:
    names = [law.name for law in catalogue()]
    columns = grouped(catalogue(), [*names, NO_CRASH])
    assert set(GROUPS) <= set(columns)
    assert columns[RUNS] == [NO_CRASH] and list(columns)[-1] == RUNS
    assert sorted(name for column, laws in columns.items() if column != RUNS for name in laws) == sorted(names)


def test_matrix_counts_words_and_leaves_open_what_is_not_ready() -> None:
    shown = matrix(["send", "later", "next"], {"send": [result("send")]}, catalogue(), WIDE, WORDS, now="later")
    head, first, second, third = rows(shown)
    assert head == [
        "message", "ledger", "market", "runs", "paths", "witnessed", "seconds", "units",
    ]  # fmt: skip
    assert first == ["send", "2", "1 failed", "1", "3", "1 of 2", "1.25", "1,000"]
    assert second == ["later", "proving"] and third == ["next"]


def test_on_a_narrow_screen_laws_are_counted_together() -> None:
    head, row = rows(matrix(["send"], {"send": [result("send")]}, catalogue(), WIDE - 1, WORDS))
    assert (head[:2], row[:2]) == (["message", "claims"], ["send", "3, 1 failed"])


def test_figures_of_several_seeds_are_added() -> None:
    [_, row] = rows(matrix(["send"], {"send": [result("send"), result("send", seed=1)]}, catalogue(), WIDE, WORDS))
    assert row[-2:] == ["2.50", "2,000"]


@pytest.mark.parametrize(("plain", "names"), [(False, [SUPPLY, ESCROW]), (True, [SUPPLY, BALANCE, ESCROW, NO_CRASH])])
def test_laws_of_a_message_are_told_one_by_one(plain: bool, names: list[str]) -> None:
    _, *told = rows(laws_of("send", [result("send")], LAWS, plain, WORDS))
    assert [row[0] for row in told] == names
    assert told[0] == [SUPPLY, "T1", "proved", "2 places"]


def test_a_law_that_is_vacuous_is_told_even_if_it_is_plain() -> None:
    _, *told = rows(laws_of("send", [result("send")], LAWS, plain=False, word_of=lambda *_: "vacuous"))
    assert {row[0] for row in told} == {SUPPLY, BALANCE, ESCROW, NO_CRASH}


def test_what_a_proof_needed_is_told_in_words_of_the_domain() -> None:
    _, first, second = rows(cores_of(result("send"), LAWS))
    assert first == ["at the end", "2", "7", "none", BALANCE]
    assert second == ["before the loop", "1", "99", "send: NEEDED", "none"]


def test_slowest_comes_first() -> None:
    found = slowest([result("send"), result("other")])
    assert [(slow.message, slow.obligation.resources) for slow in found] == [
        ("send", 99), ("other", 99), ("send", 7), ("other", 7),
    ]  # fmt: skip


def test_what_no_proof_needs_is_found() -> None:
    results = [result("send"), result("other", guards=("other: IDLE",))]
    assert unneeded_guards(results) == ["other: IDLE", "send: IDLE"]
    unneeded = unneeded_laws(results, catalogue())
    assert BALANCE not in unneeded and SUPPLY in unneeded
    # A law of messages is never assumed, and so nothing can need it
    assert "nonces_count_inclusions" not in unneeded


def test_seeds_that_disagree_are_told() -> None:
    first, other = (Entry(subject="send", claim=SUPPLY, role="message", seed=seed, word="proved") for seed in (0, 4))
    lemma = Entry(subject="a_lemma", claim="a_lemma", role="lemma", seed=0, word="proved")
    assert list(differences([first, other.but(word="unknown"), lemma, lemma.but(seed=4, word="failed")])) == [
        f"send: {SUPPLY} is proved under seed 0, unknown under seed 4",
        "a_lemma: a_lemma is proved under seed 0, failed under seed 4",
    ]
    assert list(differences([first, other, lemma])) == []


def test_spread_of_cost_is_told_with_what_is_brittle() -> None:
    spread = Spread(subject="send", place="at the end", claims=3, units=(1000, 2000, 90_000))
    _, row = rows(spread_table([spread]))
    assert row == ["send, at the end", "3", "1,000", "2,000", "90,000", "brittle"]


def test_lemmas_are_told_with_their_word() -> None:
    lemma = LemmaResult(
        name="a_lemma", ids=("S8",), sentence="It holds.", word="explored", cases=12, resources=0, seconds=0.5,
        witness=(), counterexample=(),
    )  # fmt: skip
    _, row = rows(lemma_table([lemma]))
    assert row == ["a_lemma", "S8", "explored", "12", "0.50", "0"]
