"""Readings: terms of a model as ordinary values."""

from filspec.actors.parameters import PledgeRule
from filspec.kit.records import Record
from filspec.symbolic.members import members_of
from filspec.symbolic.readings import reader
from filspec.symbolic.shapes import shape_of
from filspec.symbolic.solver import Solver
from filspec.symbolic.terms import equal, number, truth


class Reading(Record):
    """One leaf of each kind."""

    count: int
    good: bool
    rule: PledgeRule
    others: tuple[int, ...]


def test_each_kind_of_leaf_is_read():
    # Given a record that the solver knows, when it is read in a model, then it is that record; its list is empty.
    shape = shape_of(Reading)
    count, good, rule, _others = terms = shape.flatten(shape.unknown("reading"))
    formulas = [
        equal(count, number(-5)),
        equal(good, truth(True)),
        equal(rule, members_of(PledgeRule).term_of[PledgeRule.CONSTANT]),
    ]
    _verdict, model = Solver().check(formulas)
    found = shape.build(iter(terms), reader(model))
    assert found == Reading(count=-5, good=True, rule=PledgeRule.CONSTANT, others=())
