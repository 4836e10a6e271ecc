"""What came of small mistakes in every function of the actors: how many are noticed, and the rules where one lives."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from filspec.mutants.operators.record import CampaignRecord, Uncovered, Unnoticed, kept_record, uncovered, unreached
from filspec.mutants.operators.scores import Score
from filspec_docs.building import Cell, Page, code


class ScoresDirective(Page):
    """``filspec-mistakes``: for each file of the actors, how many mistakes proofs and tests notice."""

    def run(self) -> list[nodes.Node]:
        """A sentence on what was asked, and the table."""
        head = ("file", "possible", "made", "noticed by a proof", "of the others, by a test", "explained")
        rows = [_score(score) for score in kept_record().scores]
        return [self.paragraph(asked(kept_record())), self.table(head, rows, "mistakes")]


def asked(record: CampaignRecord) -> str:
    """What was asked, in a sentence."""
    if not record.sample:
        return "All of them were made."
    return f"At most {record.sample} of each file were made, chosen at random (seed {record.seed})."


def _score(score: Score) -> list[Cell]:
    reached = score.asked.get("prover", 0)
    return [
        score.file,
        str(score.generated),
        str(score.judged),
        f"{score.killed.get('prover', 0)} of {reached} that a message reaches",
        f"{score.killed.get('tests', 0)} of {score.asked.get('tests', 0)} that tests were asked about",
        str(score.explained),
    ]


class UncoveredDirective(Page):
    """``filspec-uncovered``: the rules that no law covers, with the mistakes that show it."""

    def run(self) -> list[nodes.Node]:
        """The table, and a sentence on what no message reaches."""
        rows = [row for rule in uncovered(kept_record()) for row in _rows(rule)]
        apart = ", ".join(f"``{rule}``" for rule in unreached(kept_record()))
        return [
            self.table(("rule", "mistake that no proof notices", "noticed by"), rows, "uncovered"),
            self.paragraph(f"No message reaches these, so that nothing is proved of them: {apart}."),
        ]


def _rows(rule: Uncovered) -> Iterator[list[Cell]]:
    """A row for each mistake; the rule stands in the first."""
    for place, one in enumerate(rule.mistakes):
        yield [[] if place else [code(rule.rule)], [code(one.diff)], said_of(one)]


def said_of(one: Unnoticed) -> str:
    """Who notices a mistake that no proof notices."""
    unknown = "no proof ends within its budget; " if one.word == "unknown" else ""
    if one.test is None:
        return f"{unknown}the tests were not asked"
    return unknown + (f"``{one.test.rpartition('::')[2].partition('[')[0]}``" if one.test else "nobody")


def directives() -> Iterator[tuple[str, type[Page]]]:
    """The directives of this file, by name."""
    yield "filspec-mistakes", ScoresDirective
    yield "filspec-uncovered", UncoveredDirective
