"""Watching: what a law reads of a world is noted, and nothing else."""

import pytest

from filspec.actors.ledger.transfers import send
from filspec.kit.laws import Quantifier
from filspec.kit.records import Record
from filspec.kit.runner import Receipt, Step
from filspec.kit.transitions import transition_of
from filspec.laws.catalogue import catalogue
from filspec.laws.checks import watched
from filspec.laws.facets import NOWHERE, field, presence, row, whole
from filspec.laws.moments import SHAPE, Moment
from filspec.laws.reads import leaves_read
from filspec.laws.watching import CannotBeWatchedError, SeenStep, View, unwatched, watched_row
from filspec.machines.outside_world import ANSWERS
from filspec.machines.small_chain import CLIENT

ACCOUNTS, ESCROW = "ledger.accounts", "market.escrow"


@pytest.fixture
def seen(life):
    """What a function reads of the world of the life."""

    def notes_of(function):
        notes = set()
        function(View(life.world, "", notes))
        return notes

    return notes_of


@pytest.mark.parametrize(
    ("function", "notes"),
    [
        (lambda w: w.epoch, {(whole("epoch"), NOWHERE)}),
        (lambda w: CLIENT in w.market.escrow, {(presence(ESCROW), CLIENT)}),
        (lambda w: w.market.escrow[CLIENT], {(presence(ESCROW), CLIENT)}),
        (
            lambda w: w.market.escrow[CLIENT].held,
            {(presence(ESCROW), CLIENT), (field(ESCROW, "held"), CLIENT)},
        ),
        (lambda w: w.market.escrow.get(-1, None), {(presence(ESCROW), -1)}),
        (
            lambda w: w.market.escrow[CLIENT] == w.market.escrow[CLIENT],
            {(presence(ESCROW), CLIENT), (row(ESCROW), CLIENT)},
        ),
        (
            lambda w: w.market.escrow[CLIENT].but(held=1),
            {(presence(ESCROW), CLIENT), (row(ESCROW), CLIENT)},
        ),
        (lambda w: hash(w.ledger.accounts[CLIENT]), {(presence(ACCOUNTS), CLIENT), (row(ACCOUNTS), CLIENT)}),
        (lambda w: list(w.market.escrow.items()), {(whole(ESCROW), NOWHERE)}),
    ],
)  # fmt: skip
def test_what_is_read_is_noted(seen, function, notes):
    assert seen(function) == notes


def test_a_row_that_is_no_record_is_noted_as_a_whole(seen, life):
    place = life.world.market.deals_in_sector.keys_in_order()[0]
    assert seen(lambda w: w.market.deals_in_sector[place]) == {
        (presence("market.deals_in_sector"), place),
        (row("market.deals_in_sector"), place),
    }


def test_a_watched_row_answers_as_the_row_does(life):
    view, rows = View(life.world, "", set()), life.world.market.escrow
    assert view.market.escrow[CLIENT] == rows[CLIENT]
    assert view.market.escrow[CLIENT] != rows[CLIENT].but(held=-1)
    assert unwatched(view.market.escrow[CLIENT]) is rows[CLIENT]
    with pytest.raises(KeyError):
        view.market.escrow[-1]


class Order(Record):
    """A record whose field is named as anything may be."""

    whole: bool


def test_a_field_of_any_name_is_read_and_noted():
    notes = set()
    assert watched_row(Order(whole=False), ESCROW, CLIENT, notes).whole is False
    assert notes == {(field(ESCROW, "whole"), CLIENT)}


def test_a_world_has_more_to_it_than_a_note_could_say(life):
    view = View(life.world, "", set())
    for given in (view, view.market, view.market.escrow):
        with pytest.raises(CannotBeWatchedError):
            unwatched(given)


@pytest.mark.parametrize(
    ("asks", "own"),
    [
        (lambda step: step.transition.name, False),
        (lambda step: step.receipt.accepted, False),
        (lambda step: step.arguments[0], True),
        (lambda step: step.receipt.answer, True),
        (lambda step: step.receipt.reason, True),
        (lambda step: step.before, True),
    ],
)
def test_a_law_that_asks_for_what_is_the_messages_own_is_seen_to(asks, own):
    step = Step(
        transition=transition_of(send), arguments=(1,), before=(), after=(),
        receipt=Receipt(accepted=True, reason=None, answer=None),
    )  # fmt: skip
    seen = SeenStep(step)
    assert (asks(seen) == asks(step), seen.own) == (True, own)


def cases(law, life, moment):
    """Some arguments of a law at the last step of the life, watched."""
    tables = {path: moment.table(path) for path in SHAPE.tables}
    match law.quantifier:
        case Quantifier.WORLD:
            return [(moment.view_after,)]
        case Quantifier.ROW:
            return [(moment.view_after, *item) for item in tables[law.path].items_in_order()]
        case Quantifier.KEY:
            return [(moment.view_after, key) for key in tables[law.path].keys_in_order()]
        case Quantifier.STEP:
            return [(moment.view_before, moment.view_after)]
        case Quantifier.STEP_ROW:
            return [(moment.view_before, moment.view_after, key) for key in tables[law.path].keys_in_order()]
        case _:
            return []


@pytest.mark.parametrize("law", catalogue(), ids=lambda law: law.name)
def test_what_a_law_is_seen_to_read_is_among_what_its_names_allow(life, law):
    """Else a change of a leaf could pass unnoticed; and a law of steps of rows reads no other row of its table."""
    moment = Moment()
    moment.enter(life.leaves, life.leaves, None)
    moment.engine.answers = ANSWERS
    for arguments in cases(law, life, moment):
        notes = watched(moment, law, *arguments)
        assert notes is not None
        assert {facet.path for facet, _ in notes} <= leaves_read(law.holds, SHAPE.paths)
        if law.quantifier is Quantifier.STEP_ROW:
            assert {key for facet, key in notes if facet.path == law.path} <= {arguments[2]}
