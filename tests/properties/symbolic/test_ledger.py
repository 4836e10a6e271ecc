"""The ledger: no verdict, and no obligation without one, can be left out of the count."""

from collections.abc import Sequence

import pytest

from filspec.kit.laws import Law, Quantifier
from filspec.symbolic.ledger import GOOD, NOWHERE, Asked, Entry, Grounds, entries_of
from filspec.symbolic.lemma_proof import LemmaResult
from filspec.symbolic.outcomes import NEVER_REFUSED, NO_CRASH, WITHIN_BOUNDS
from filspec.symbolic.results import Failure, Result

KIND, INNER, LIST = "turn of t, for each value", "inner of u, for each value", "item of a list, for each value"


def law(name: str, quantifier: Quantifier, path: str = "") -> Law:
    return Law(name=name, ids=("X",), quantifier=quantifier, path=path, sentence="It holds.", holds=lambda *_: True)


LAWS = (
    law("world", Quantifier.WORLD),
    law("row", Quantifier.ROW, "t"),
    law("step", Quantifier.STEP),
    law("once", Quantifier.STEP_ROW, "t"),
    law("message", Quantifier.MESSAGE),
    law("promise", Quantifier.POSTCONDITION, "one"),
    law("visit", Quantifier.VISIT, "turn"),
)
OF_ALL = ("world", "row", "step", "once", "message", NO_CRASH, WITHIN_BOUNDS)
OF_STEPS = ("world", "row", "step", NO_CRASH, WITHIN_BOUNDS)
GROUNDS = Grounds(
    laws=LAWS, composable=frozenset({"step"}), promises={}, steps={"one": frozenset({"turn"}), "two": frozenset()}
)
ASKED = Asked(messages=("one", "two"), lemmas=("a_lemma",), seeds=1, everything=True)


def result(name: str, claims: Sequence[str], **changes: object) -> Result:
    plain = Result(
        message=name, paths={"accepted": 1}, verdicts=dict.fromkeys(claims, "proved"), failures=(), unwitnessed=(),
        seconds=0.0, resources=0, questions=0,
    )  # fmt: skip
    return plain.but(**changes)


def failure(claim: str, place: str) -> Failure:
    return Failure(law=claim, place=place, word="failed", confirmed=False, story=())


ONE = result("one", [*OF_ALL, "promise"], loops=(KIND,), turns={KIND: {}})
TWO = result("two", OF_ALL)
TURN = result("turn", [*OF_STEPS, "visit"], loop=KIND)
LEMMA = LemmaResult(
    name="a_lemma", ids=(), sentence="It holds.", word="proved", cases=1, resources=0, seconds=0.0, witness=(),
    counterexample=(),
)  # fmt: skip


def without(found: Result, claim: str) -> Result:
    return found.but(verdicts={name: word for name, word in found.verdicts.items() if name != claim})


def having(found: Result, claim: str, word: str = "failed") -> Result:
    return found.but(verdicts={**found.verdicts, claim: word})


def ledger(
    *results: Result, lemmas: Sequence[LemmaResult] = (LEMMA,), asked: Asked = ASKED, grounds: Grounds = GROUNDS
) -> list[Entry]:
    return entries_of(asked, grounds, results, lemmas)


def bad(entries: Sequence[Entry]) -> list[tuple[str, str, str]]:
    return [(entry.subject, entry.claim, entry.word) for entry in entries if entry.word not in GOOD]


def test_what_is_all_proved_is_good_and_counted_in_full() -> None:
    entries = ledger(ONE, TWO, TURN)
    assert bad(entries) == []
    assert {entry.word for entry in entries} == {"proved"}
    assert len(entries) == len(ONE.verdicts) + len(TWO.verdicts) + len(TURN.verdicts) + 1


@pytest.mark.parametrize("claim", ONE.verdicts)
def test_a_law_that_a_message_never_shows_is_missing(claim: str) -> None:
    assert bad(ledger(without(ONE, claim), TWO, TURN)) == [("one", claim, "missing")]


@pytest.mark.parametrize("claim", TURN.verdicts)
def test_a_law_that_a_step_never_shows_is_missing(claim: str) -> None:
    assert bad(ledger(ONE, TWO, without(TURN, claim))) == [(KIND, claim, "missing")]


def test_a_subject_without_a_result_misses_all_its_claims() -> None:
    assert bad(ledger(ONE, TURN)) == [("two", claim, "missing") for claim in OF_ALL]
    assert (KIND, "visit", "missing") in bad(ledger(ONE, TWO))


def test_a_loop_of_the_text_that_no_proof_came_to_is_missing() -> None:
    entries = ledger(ONE.but(loops=(), turns={}), TWO)
    assert bad(entries) == [("turn", "every law", "missing"), (NOWHERE, "visit", "missing")]
    # Where only some messages are asked for, another one may come to it
    assert bad(ledger(ONE.but(loops=(), turns={}), TWO, asked=ASKED.but(everything=False))) == []


def test_a_law_that_speaks_of_no_subject_is_missing_unless_only_a_part_was_asked_for() -> None:
    grounds = GROUNDS.but(laws=(*LAWS, law("forgotten", Quantifier.POSTCONDITION, "three")))
    assert bad(ledger(ONE, TWO, TURN, grounds=grounds)) == [(NOWHERE, "forgotten", "missing")]
    assert bad(ledger(ONE, TWO, TURN, grounds=grounds, asked=ASKED.but(everything=False))) == []


def test_two_results_of_one_subject_and_a_verdict_too_many_are_not_good() -> None:
    assert {word for _, _, word in bad(ledger(ONE, TWO, TWO, TURN))} == {"twice"}
    assert bad(ledger(ONE, having(TWO, "stray", "proved"), TURN)) == [("two", "stray", "unexpected")]
    assert bad(ledger(ONE, TWO, TURN, result("stray", ()))) == [("stray", "every law", "unexpected")]


@pytest.mark.parametrize("word", ["failed", "unknown"])
@pytest.mark.parametrize("claim", TWO.verdicts)
def test_what_a_message_does_not_show_keeps_its_word(claim: str, word: str) -> None:
    assert bad(ledger(ONE, having(TWO, claim, word), TURN)) == [("two", claim, word)]


@pytest.mark.parametrize("word", ["failed", "unknown"])
def test_a_law_of_visits_is_never_left_to_loops(word: str) -> None:
    # Even if a loop seems to show it
    shown = ONE.but(turns={KIND: {"visit": "proved"}})
    assert bad(ledger(shown, TWO, having(TURN, "visit", word))) == [(KIND, "visit", word)]


def test_a_law_is_left_to_its_loops_only_if_each_of_them_shows_it() -> None:
    open_turn = having(TURN, "row")
    shows = ONE.but(turns={KIND: {"row": "proved"}})
    also = TWO.but(loops=(KIND,), turns={KIND: {"row": "proved"}})
    # Given two loops that show it, then it is told which
    [left] = [entry for entry in ledger(shows, also, open_turn) if entry.word != "proved"]
    assert (left.subject, left.claim, left.word, left.loops) == (KIND, "row", "left to its loops", ("one", "two"))
    # Given one that does not, or of which nothing is known, then it is not
    for turns in ({"row": "failed"}, {"row": "unknown"}, {}):
        assert (KIND, "row", "failed") in bad(ledger(shows, also.but(turns={KIND: turns}), open_turn))


def test_what_an_inner_loop_leaves_open_may_be_shown_by_the_loops_around_it() -> None:
    # Given a step that leaves a law to the loop of a step that leaves it to a message
    inner = result("inner", OF_STEPS, loop=INNER)
    turn = having(TURN, "row").but(
        loops=(INNER,), turns={INNER: {"row": "failed"}}, failures=(failure("row", "after a step of inner"),)
    )
    one = ONE.but(loops=(KIND, INNER), turns={KIND: {"row": "proved"}, INNER: {"row": "proved"}})
    assert bad(ledger(one, TWO, turn, having(inner, "row"))) == []
    # When the message does not show it of the outer step, then neither is left
    worse = one.but(turns={KIND: {"row": "failed"}, INNER: {"row": "proved"}})
    found = bad(ledger(worse, TWO, turn, having(inner, "row")))
    assert {(KIND, "row", "failed"), (INNER, "row", "failed"), (KIND, "world", "proved, if")} <= set(found)


@pytest.mark.parametrize("place", ["before the loop of turn", "after a step of turn"])
def test_what_is_proved_beside_an_unlawful_loop_is_conditional(place: str) -> None:
    entries = ledger(having(ONE, "row").but(failures=(failure("row", place),)), TWO, TURN)
    of_one = [entry for entry in entries if entry.subject == "one"]
    assert {entry.word for entry in of_one if entry.claim != "row"} == {"proved, if"}
    assert {entry.loops for entry in of_one if entry.claim != "row"} == {("row",)}
    assert {entry.word for entry in entries if entry.subject != "one"} == {"proved"}


def test_what_is_proved_after_a_loop_without_its_bounds_is_conditional() -> None:
    # Given a message that may leave the bounds of the parameters before a loop, after which they are assumed
    one = having(ONE, WITHIN_BOUNDS).but(failures=(failure(WITHIN_BOUNDS, "before the loop of turn"),))
    # Then what is proved of it rests on them; it never rests on there being no crash
    assert {entry.word for entry in ledger(one, TWO, TURN) if entry.loops} == {"proved, if"}
    crashing = having(ONE, NO_CRASH).but(failures=(failure(NO_CRASH, "before the loop of turn"),))
    assert not any(entry.loops for entry in ledger(crashing, TWO, TURN))


def test_a_failure_at_the_end_is_no_condition_of_anything() -> None:
    entries = ledger(having(ONE, "row").but(failures=(failure("row", "at the end"),)), TWO, TURN)
    assert bad(entries) == [("one", "row", "failed")]


@pytest.mark.parametrize("changes", [{"unwitnessed": ("two",)}, {"paths": {"refused": 1}}])
def test_what_is_proved_of_nothing_is_vacuous(changes: dict[str, object]) -> None:
    entries = ledger(ONE, TWO.but(**changes), TURN)
    assert {entry.word for entry in entries if entry.subject == "two"} == {"vacuous"}


def test_a_promise_of_a_step_is_kept_by_its_reasons_or_by_its_loops() -> None:
    grounds = GROUNDS.but(promises={"turn": frozenset(), "two": frozenset()})
    two = having(TWO, NEVER_REFUSED, "proved")
    assert bad(ledger(ONE, two, TURN, grounds=grounds)) == []
    assert bad(ledger(ONE, TWO, TURN, grounds=grounds)) == [("two", NEVER_REFUSED, "missing")]
    refused = TURN.but(reasons=("NO",))
    assert bad(ledger(ONE, two, refused, grounds=grounds)) == [(KIND, NEVER_REFUSED, "failed")]
    assert bad(ledger(ONE.but(turns={KIND: {NEVER_REFUSED: "proved"}}), two, refused, grounds=grounds)) == []


def test_every_seed_has_a_page_of_its_own() -> None:
    asked = ASKED.but(seeds=2)
    again = [found.but(seed=1) for found in (ONE, TWO, TURN)]
    assert bad(ledger(ONE, TWO, TURN, *again, lemmas=[LEMMA, LEMMA.but(seed=1)], asked=asked)) == []
    # An unknown, a lemma or a step under the second seed alone is enough
    worse = [again[0], again[1], having(again[2], "visit", "unknown")]
    found = ledger(ONE, TWO, TURN, *worse, lemmas=[LEMMA, LEMMA.but(seed=1, word="unknown")], asked=asked)
    assert bad(found) == [(KIND, "visit", "unknown"), ("a_lemma", "a_lemma", "unknown")]


@pytest.mark.parametrize(
    ("lemmas", "word"),
    [
        ([], "missing"),
        ([LEMMA, LEMMA], "twice"),
        ([LEMMA.but(word="failed")], "failed"),
        ([LEMMA.but(word="unknown")], "unknown"),
    ],
)
def test_lemmas_are_obligations_too(lemmas: list[LemmaResult], word: str) -> None:
    assert bad(ledger(ONE, TWO, TURN, lemmas=lemmas)) == [("a_lemma", "a_lemma", word)]


def test_a_lemma_that_nobody_asked_for_is_unexpected() -> None:
    found = ledger(ONE, TWO, TURN, lemmas=[LEMMA, LEMMA.but(name="stray")])
    assert bad(found) == [("stray", "stray", "unexpected")]


def test_a_loop_over_a_list_visits_no_rows() -> None:
    grounds = GROUNDS.but(
        laws=(*LAWS[:-1], law("visit", Quantifier.VISIT, "item")),
        steps={"one": frozenset({"item"}), "two": frozenset()},
    )
    one = ONE.but(loops=(LIST,), turns={LIST: {}})
    assert bad(ledger(one, TWO, result("item", OF_STEPS, loop=LIST), grounds=grounds)) == [
        (NOWHERE, "visit", "missing")
    ]
