"""Generated laws: of nine kinds, and with repairs that make worlds keep them."""

import ast

from filspec.fuzz.answers import Answers
from filspec.fuzz.dice import Dice
from filspec.fuzz.judging import Judge
from filspec.fuzz.laws import FRAME
from filspec.fuzz.loading import loaded
from filspec.fuzz.program import program
from filspec.fuzz.worlds import Values, lawful_world, repairs_of
from filspec.kit.laws import OF_STATES, Quantifier

TEXTS = [law.text for seed in range(150) for law in program(f"laws {seed}").laws]


def test_laws_of_all_kinds_occur() -> None:
    found = "\n".join(TEXTS)
    for decorator in (
        "@law(", "@law_for_each(", "@law_for_every_key(", "@step_law(", "@step_law_for_each(", "@message_law(",
        "@postcondition(trap", "@visit_law(step", "@frame(trap",
    ):  # fmt: skip
        assert decorator in found, decorator


def test_laws_speak_of_sums_leaves_and_rows_that_differ() -> None:
    found = "\n".join(TEXTS)
    for part in (
        "total(",
        "total_by(",
        "unchanged(before, after, ",
        "changes_only(",
        "all(other == key or ",
    ):
        assert part in found, part


def test_laws_are_well_formed() -> None:
    for text in TEXTS:
        ast.parse(text)


def test_repairs_make_most_worlds_lawful() -> None:
    # Given the laws of many programs, and worlds that were repaired
    lawful = tried = 0
    for seed in range(40):
        subject = program(f"repairs {seed}")
        with loaded(subject) as modules:
            laws = [law for law in modules.laws.values() if law.quantifier in OF_STATES]
            judge, values = Judge(laws, Answers("1"), {}), Values(Dice(str(seed)))
            repairs = repairs_of(subject, frozenset(modules.laws))
            names = vars(modules.law_module)
            worlds = [lawful_world(values, modules.module.World, repairs, names, judge.unlawful) for _ in range(5)]
        lawful, tried = lawful + sum(world is not None for world in worlds), tried + 5
    # Then most of them keep all laws
    assert lawful > 0.8 * tried


def test_frame_is_one_and_named_as_the_kit_names_it() -> None:
    # Given programs, some with a frame
    programs = [program(f"frames {seed}") for seed in range(40)]
    framed = [one for one in programs if "@frame(trap" in one.law_text()]
    # Then there is one frame at most, under the name that the kit gives it
    assert framed and len(framed) < len(programs)
    for one in framed:
        assert one.law_text().count("@frame(trap") == 1
        with loaded(one) as modules:
            assert modules.laws[FRAME].quantifier is Quantifier.FRAME
            assert {law.name for law in one.laws} == set(modules.laws)
