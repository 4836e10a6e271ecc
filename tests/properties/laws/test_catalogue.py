"""The catalogue of laws."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from filspec.kit.laws import LAWS, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.transitions import REGISTRY, Kind, Transition
from filspec.kit.worlds import shape_of, type_at
from filspec.laws import catalogue as the_file
from filspec.laws.catalogue import catalogue
from filspec.machines.outside_world import ANSWERS
from filspec.symbolic.subjects import subjects

SHAPE = shape_of(the_file.ledger.World)
STEP_LAWS = [law for law in catalogue() if law.quantifier in (Quantifier.STEP, Quantifier.STEP_ROW)]


def test_every_law_has_one_sentence_and_known_ids():
    for law in catalogue():
        assert law.sentence.endswith("."), law.name
        assert all(identity[0] in "TDMSCBL" and identity[1:].isdigit() for identity in law.ids), law.name


def test_a_law_of_rows_names_a_table_and_one_of_the_world_none():
    for law in catalogue():
        of_table = law.quantifier in (Quantifier.ROW, Quantifier.KEY, Quantifier.STEP_ROW)
        assert (law.path in SHAPE.tables) == of_table, law.name


def test_the_arguments_of_a_law_are_those_of_its_kind():
    least = {
        Quantifier.WORLD: 1, Quantifier.ROW: 3, Quantifier.KEY: 2, Quantifier.STEP: 2, Quantifier.STEP_ROW: 3,
        Quantifier.MESSAGE: 3,
    }  # fmt: skip
    for law in catalogue():
        parameters = inspect.signature(law.holds).parameters
        assert len(parameters) == least.get(law.quantifier, len(parameters)), law.name


def test_every_file_of_laws_is_in_the_catalogue():
    folder = Path(inspect.getfile(the_file)).parent
    declared = re.compile(r"^@(\w*law|law_for\w*|postcondition|refused_for|frame)\(|^@\w*law_for\w*\(", re.M)
    declaring = {
        ".".join(("filspec.laws", *file.relative_to(folder).with_suffix("").parts))
        for file in folder.rglob("*.py")
        if declared.search(file.read_text())
    }
    assert declaring == {law.holds.__module__ for law in catalogue()}
    assert all(LAWS[law.name] is law for law in catalogue())
    assert len(catalogue()) == len({law.name for law in catalogue()})


def test_no_law_calls_what_it_judges():
    """A law restates its formula: it may name messages and steps, constants, records and oracles, and no helper."""
    for law in catalogue():
        for function in reached_from(law.holds):
            declared = getattr(function, "transition", None)
            if function.__module__.startswith("filspec.actors"):
                kind = declared.kind if isinstance(declared, Transition) else None
                assert kind in (Kind.MESSAGE, Kind.INTERNAL, Kind.ORACLE), f"{law.name} calls {function.__name__}"


def reached_from(law):
    """The functions that a law names, and those that its formulas name in turn."""
    reached, waiting = [], [law]
    while waiting:
        function = waiting.pop()
        bare = inspect.unwrap(function) if function.__module__.startswith("filspec.laws") else function
        if bare in reached:
            continue
        reached.append(bare)
        if bare.__module__.startswith("filspec.laws"):
            names = names_in(bare.__code__)
            found = [bare.__globals__[name] for name in names if name in bare.__globals__]
            waiting += [one for one in found if inspect.isfunction(one) and one.__module__.startswith("filspec.")]
    return reached


def names_in(code):
    inner = [names_in(constant) for constant in code.co_consts if inspect.iscode(constant)]
    return {*code.co_names, *(name for names in inner for name in names)}


def test_every_message_has_one_frame():
    frames = [law.path for law in catalogue() if law.quantifier is Quantifier.FRAME]
    assert set(subjects()) <= set(frames)
    assert len(frames) == len(set(frames))


DELEGATES = {"add_faults"}
"""Messages that are refused by the one they call, and for no reason of their own."""


def test_every_message_says_when_it_is_refused():
    """That it is refused for nothing else is a claim of every proof (``NO_OTHER_REFUSAL``)."""
    stated = {law.path for law in catalogue() if law.quantifier is Quantifier.REFUSAL}
    assert set(subjects()) - stated == DELEGATES
    assert all(REGISTRY[path].kind in (Kind.MESSAGE, Kind.INTERNAL) for path in stated)


STATED_AT_STEPS = {"slash_deal", "give_up_sector", "declare_fault", "declare_recovery", "merge_lane"}


def test_reasons_inside_loops_are_stated_at_the_step():
    stated = {law.path for law in catalogue() if law.quantifier is Quantifier.REFUSAL}
    assert stated - set(subjects()) == STATED_AT_STEPS


def test_laws_import_models_and_each_other_only():
    folder = Path(inspect.getfile(the_file)).parent
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("filspec"):
                assert node.module.split(".")[1] in {"actors", "kit", "laws"}, f"{file.name}: {node.module}"


def test_the_key_type_of_every_table_is_known():
    assert all(type_at(SHAPE.world_class, path).__args__ for path in SHAPE.tables)


def moments(life):
    """Some moments of the life, in order, as worlds."""
    leaves = [life.steps[0].before, *(step.after for step in life.steps)]
    return [SHAPE.world_of(life.world, state) for state in leaves[::4]]


@pytest.mark.parametrize("law", STEP_LAWS, ids=lambda law: law.name)
def test_a_law_of_steps_is_reflexive_and_transitive(life, law):
    """Between any two moments of a life, not only neighbours; a loop in a proof is composed so."""
    worlds = moments(life)
    with answering(ANSWERS):
        for place, before in enumerate(worlds):
            for after in worlds[place:]:
                if law.quantifier is Quantifier.STEP:
                    assert law.holds(before, after)
                else:
                    assert all(law.holds(before, after, key) for key in table_of(before, law).keys_in_order())


@pytest.mark.parametrize("law", [law for law in STEP_LAWS if law.path], ids=lambda law: law.name)
def test_a_law_of_steps_of_rows_reads_its_own_table_at_its_own_key(life, law):
    """The checker skips unchanged rows because of this. Given worlds whose table has only that row."""
    worlds = moments(life)
    before, after = worlds[-2], worlds[-1]
    for key in table_of(before, law).keys_in_order():
        alone = [SHAPE.world_of(life.world, SHAPE.leaves(world)) for world in (before, after)]
        for world in alone:
            table = table_of(world, law)
            for other in table.keys_in_order():
                if other != key:
                    del table[other]
        assert law.holds(*alone, key)


def table_of(world, law):
    actor, _, name = law.path.partition(".")
    return getattr(getattr(world, actor), name)
