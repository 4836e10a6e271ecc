"""The catalogue of laws."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from filspec.kit.laws import LAWS, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.worlds import shape_of, type_at
from filspec.laws import catalogue as the_file
from filspec.laws.catalogue import catalogue
from filspec.machines.outside_world import ANSWERS

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
    declaring = {
        file.stem for file in folder.glob("*.py") if re.search(r"^@(\w*law|postcondition)", file.read_text(), re.M)
    }
    assert declaring == {law.holds.__module__.rpartition(".")[2] for law in catalogue()}
    assert all(LAWS[law.name] is law for law in catalogue())


def test_laws_import_models_and_each_other_only():
    folder = Path(inspect.getfile(the_file)).parent
    for file in folder.glob("*.py"):
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
