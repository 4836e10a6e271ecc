"""The beginning is proved: a law that every message keeps may be broken by a world that a network begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType

import pytest

from filspec.actors.parameters import PRESETS, Parameters, ReporterGrowth, preset
from filspec.kit.laws import LAWS, OF_STATES, Law
from filspec.laws.catalogue import catalogue
from filspec.symbolic import beginning
from filspec.symbolic.beginning import Beginning, beginnings, of_first_world, of_steps, prove_beginning
from filspec.symbolic.cache import Results
from filspec.symbolic.knowledge import Fact
from filspec.symbolic.outcomes import NO_CRASH, WITHIN_BOUNDS
from filspec.symbolic.reach.feasibility import BudgetSpent
from filspec.symbolic.solver import Solver
from filspec.symbolic.stories.gallery import stories
from filspec.symbolic.subjects import transitions_of_a_genesis
from filspec.symbolic.terms import FALSE
from filspec.symbolic.values import OutsideTheSubset

TINY = preset("tiny")

TEXT = '''
from filspec.actors.genesis_steps import add_genesis_account
from filspec.actors.ledger.state import Account, ActorKind
from filspec.actors.oracles import secret_digest
from filspec.actors.storage_miner.state import Sector
from filspec.actors.units import ActorID, Digest, Epoch, LaneID, TokenAmount, SectorID
from filspec.actors.world import World
from filspec.kit.laws import law, law_for_each, law_for_every_key, postcondition


@law_for_every_key("channel.lanes", "T1")
def every_lane_was_used(w: World, lane: tuple[ActorID, LaneID]) -> bool:
    """The lane 987654 of every channel was used."""
    return lane[1] != 987654 or lane in w.channel.lanes


@law_for_every_key("miner.sectors", "T1")
def sector_has_a_used_number(w: World, sector_id: SectorID) -> bool:
    """The number of every sector is used."""
    return sector_id not in w.miner.sectors or sector_id in w.miner.used_numbers


@law("T1")
def delay_is_not_seven(w: World) -> bool:
    """The release delay is not 7."""
    return w.parameters.release_delay != 7


@law("T1")
def delay_is_not_negative(w: World) -> bool:
    """The release delay is not negative."""
    return w.parameters.release_delay >= 0


@law_for_each("ledger.accounts", "T1")
def nobody_has_a_milliard(w: World, who: ActorID, account: Account) -> bool:
    """Number 2 has not just this many tokens."""
    return who != 2 or account.balance != 1_000_000_000


@law_for_each("ledger.accounts", "T1")
def nobody_is_in_debt(w: World, who: ActorID, account: Account) -> bool:
    """Number 2 has no debts."""
    return who != 2 or account.balance >= 0


@law_for_each("ledger.accounts", "T1")
def nobody_has_the_number_150(w: World, who: ActorID, account: Account) -> bool:
    """Number 150 is no account."""
    return who != 150 or account.kind != ActorKind.ACCOUNT


@law_for_every_key("ledger.accounts", "T1")
def secrets_differ(w: World, who: ActorID) -> bool:
    """Two secrets have two digests."""
    return who < 100 or secret_digest(Digest(who)) != secret_digest(Digest(who + 1))


@postcondition(add_genesis_account, "T1")
def account_adds_to_the_supply(before: World, after: World, balance: TokenAmount) -> bool:
    """The tokens of an account were not there before."""
    return after.ledger.total_supply == before.ledger.total_supply + balance


@postcondition(add_genesis_account, "T1")
def account_adds_nothing(before: World, after: World) -> bool:
    """The tokens of an account were there before."""
    return after.ledger.total_supply == before.ledger.total_supply


@law_for_every_key("power.reporter_shares", "T1")
def share_has_an_age(w: World, elapsed: Epoch) -> bool:
    """There are no shares of faults that are still to come."""
    return elapsed >= 0 or elapsed not in w.power.reporter_shares


@law_for_each("miner.sectors", "T1")
def sector_number_is_small(w: World, sector_id: SectorID, sector: Sector) -> bool:
    """No miner has a sector with a number from 20 on."""
    return sector_id[1] < 20
'''


TRANSITIONS = '''
from filspec.actors.genesis_steps import PresealedSector, add_presealed_sector
from filspec.actors.reasons import Reason
from filspec.actors.system_actors import enter_system_actors
from filspec.actors.oracles import secret_digest
from filspec.actors.storage_miner.proof_of_spacetime import credit_proved_sector
from filspec.actors.units import ActorID, Digest, Epoch, SectorNumber, TokenAmount
from filspec.actors.world import World
from filspec.kit.loops import for_each, for_each_in
from filspec.kit.requirement import require
from filspec.kit.transitions import internal


@internal()
def enter_otherwise(w: World) -> None:
    """Enter the actors of the system, and sometimes begin too early."""
    enter_system_actors(w)
    if w.parameters.release_delay == 7:
        w.epoch = Epoch(-1)


@internal()
def enter_with_other_parameters(w: World) -> None:
    """Enter the actors of the system, and sometimes let nothing be given out."""
    enter_system_actors(w)
    if w.parameters.release_delay == 7:
        w.parameters = w.parameters.but(reward_total_issuance=TokenAmount(0))


@internal()
def enter_by_digests(w: World) -> None:
    """Enter the actors of the system, and lose all tokens where two secrets have one digest."""
    enter_system_actors(w)
    if secret_digest(Digest(1)) == secret_digest(Digest(2)):
        w.ledger.total_supply = TokenAmount(0)


@internal()
def enter_and_crash(w: World) -> None:
    """Enter the actors of the system, and crash sometimes."""
    enter_system_actors(w)
    w.epoch = Epoch(0 // (w.parameters.release_delay - 7))


@internal()
def enter_by_a_step(w: World) -> None:
    """Enter the actors of the system, and make the step of a loop."""
    enter_system_actors(w)
    credit_proved_sector(w, (ActorID(1), SectorNumber(2)))


@internal()
def enter_by_a_loop(w: World) -> None:
    """Enter the actors of the system, and make a loop."""
    enter_system_actors(w)
    for_each(w.miner.sectors, credit_proved_sector, w)


@internal()
def add_sectors(w: World, sectors: tuple[PresealedSector, ...], miner: ActorID) -> None:
    """Add more sectors to a miner of a genesis."""
    for_each_in(sectors, add_presealed_sector, w, miner)


@internal()
def refuse_sometimes(w: World) -> None:
    """Enter the actors of the system, but not always."""
    require(w.parameters.release_delay != 7, Reason.NEGATIVE_AMOUNT)
    enter_system_actors(w)
'''


@pytest.fixture
def ours(load: Callable[[str, str], ModuleType]) -> Mapping[str, Law]:
    """Laws about the world of the actors that are in no catalogue, by name."""
    load("trap_laws", TEXT)
    return {law.name: law for law in LAWS.values() if law.holds.__module__ == "trap_laws"}


def said_of(law: Law, parameters: Parameters = TINY) -> str:
    """What is said of one law in the first world."""
    return words_of(law, parameters)[law.name]


def words_of(law: Law, parameters: Parameters = TINY) -> dict[str, str]:
    """What is said of one law in the first world, and of how that is made."""
    return {entry.claim: entry.word for entry in of_first_world(parameters, (law,), Solver())}


@pytest.fixture(scope="module")
def proved() -> Beginning:
    return prove_beginning(0, Results())


def test_every_network_begins_with_a_lawful_world(proved: Beginning) -> None:
    assert {entry.word for entry in proved.entries} == {"proved"}
    assert {(entry.role, entry.seed) for entry in proved.entries} == {("genesis", 0)}


def test_every_law_of_states_is_shown_of_each_world_and_each_transition(proved: Beginning) -> None:
    laws = {law.name for law in catalogue() if law.quantifier in OF_STATES}
    shown: dict[str, set[str]] = {}
    for entry in proved.entries:
        shown.setdefault(entry.subject.partition(" of ")[0], set()).add(entry.claim)
    worlds = {f"first world with {growth.name}" for growth in ReporterGrowth}
    assert set(shown) == worlds | {"add_genesis_account", "add_genesis_miner", "add_presealed_sector"}
    assert all(claims >= laws | {NO_CRASH, WITHIN_BOUNDS} for claims in shown.values())


def test_the_shares_of_a_reporter_are_those_of_every_preset_and_story() -> None:
    shares = {(one.reporter_growth, one.reporter_share_unit) for one in beginnings()}
    known = [*map(preset, PRESETS), *(story.parameters for story in stories())]
    assert {(one.reporter_growth, one.reporter_share_unit) for one in known} <= shares
    assert {growth for growth, _ in shares} == {*ReporterGrowth}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("every_lane_was_used", "failed"),
        ("sector_has_a_used_number", "proved"),
        ("delay_is_not_seven", "failed"),
        ("delay_is_not_negative", "proved"),
        ("nobody_has_a_milliard", "failed"),
        ("nobody_is_in_debt", "proved"),
        ("secrets_differ", "failed"),
    ],
)
def test_a_law_holds_of_the_first_world_at_every_key_with_any_parameters(
    ours: Mapping[str, Law], name: str, word: str
) -> None:
    """Also at keys that no table holds, and for parameters that are those of no preset."""
    assert said_of(ours[name]) == word


@pytest.mark.parametrize("growth", ReporterGrowth)
def test_a_law_may_look_a_key_up_in_a_table_of_any_length(ours: Mapping[str, Law], growth: ReporterGrowth) -> None:
    assert said_of(ours["share_has_an_age"], TINY.but(reporter_growth=growth)) == "proved"


def test_the_first_world_is_made_in_every_way_that_its_parameters_allow(
    load: Callable[[str, str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a transition that makes another world where one parameter is 7
    monkeypatch.setattr(beginning, "enter_system_actors", load("trap", TRANSITIONS).enter_otherwise)
    # Then what that world breaks is not shown, and what it keeps is
    assert said_of(LAWS["time_begins_at_genesis"]) == "failed"
    assert said_of(LAWS["system_actors_exist"]) == "proved"


@pytest.mark.parametrize(
    ("transition", "law", "failed"),
    [
        ("enter_with_other_parameters", "time_begins_at_genesis", {WITHIN_BOUNDS}),
        ("enter_by_digests", "supply_is_conserved", {"supply_is_conserved"}),
        ("enter_and_crash", "time_begins_at_genesis", {NO_CRASH, WITHIN_BOUNDS, "time_begins_at_genesis"}),
    ],
)
def test_what_makes_the_first_world_is_judged_as_every_transition_is(
    load: Callable[[str, str], ModuleType], monkeypatch: pytest.MonkeyPatch, transition: str, law: str, failed: set[str]
) -> None:
    """Its parameters stay within their bounds, nothing is assumed of oracles, and it does not crash."""
    monkeypatch.setattr(beginning, "enter_system_actors", getattr(load("trap", TRANSITIONS), transition))
    assert {claim for claim, word in words_of(LAWS[law]).items() if word == "failed"} == failed


@pytest.mark.parametrize(
    ("made", "changed"), [("first world", "enter_by_a_step"), ("first world", "enter_by_a_loop"), ("genesis", "")]
)
def test_no_step_with_laws_of_its_own_runs_in_line(
    load: Callable[[str, str], ModuleType], monkeypatch: pytest.MonkeyPatch, made: str, changed: str
) -> None:
    """Neither where no law holds yet, nor in a transition of a genesis."""
    module = load("trap", TRANSITIONS)
    if made == "first world":
        monkeypatch.setattr(beginning, "enter_system_actors", getattr(module, changed))
    else:
        monkeypatch.setattr(beginning, "transitions_of_a_genesis", lambda: {"enter_by_a_step": module.enter_by_a_step})
    with pytest.raises(OutsideTheSubset, match="the step credit_proved_sector has laws of its own"):
        prove_beginning(0, Results())


def test_a_step_that_two_transitions_of_a_genesis_make_is_shown_once(
    load: Callable[[str, str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    known, module = transitions_of_a_genesis(), load("trap", TRANSITIONS)
    monkeypatch.setattr(beginning, "transitions_of_a_genesis", lambda: {**known, "add_sectors": module.add_sectors})
    entries, _ = of_steps([LAWS["miners_are_counted"]], (), 0, Results())
    assert "twice" not in {entry.word for entry in entries}


def test_a_first_world_beyond_the_budget_is_unknown(ours: Mapping[str, Law], monkeypatch: pytest.MonkeyPatch) -> None:
    def spent(*_: object) -> None:
        raise BudgetSpent

    monkeypatch.setattr(beginning.BoundedExecutor, "arrivals", spent)
    assert said_of(ours["delay_is_not_negative"]) == "unknown"


def test_a_first_world_that_is_refused_shows_nothing(
    load: Callable[[str, str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "enter_system_actors", load("trap", TRANSITIONS).refuse_sometimes)
    assert said_of(LAWS["system_actors_exist"]) == "failed"


def test_a_first_world_that_there_is_not_shows_nothing(
    ours: Mapping[str, Law], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given bounds that no parameters keep."""
    monkeypatch.setattr(beginning, "parameters_within_bounds", lambda _: [Fact(FALSE, "a bound")])
    assert said_of(ours["delay_is_not_seven"]) == "vacuous"


@pytest.mark.parametrize(
    ("name", "subject"),
    [("nobody_has_the_number_150", "add_genesis_account"), ("sector_number_is_small", "add_presealed_sector")],
)
def test_a_law_that_only_a_large_genesis_breaks_is_not_shown(ours: Mapping[str, Law], name: str, subject: str) -> None:
    # Given a law that the first world keeps, and each small network
    assert said_of(ours[name]) == "proved"
    # When the transitions of a genesis are proved
    laws = (*(law for law in catalogue() if law.quantifier in OF_STATES), ours[name])
    entries, _ = of_steps(laws, (), 0, Results())
    # Then the one that may break it does not show it
    failed = {(entry.subject.partition(" of ")[0], entry.claim) for entry in entries if entry.word == "failed"}
    assert (subject, name) in failed


@pytest.mark.parametrize(
    ("name", "word"), [("account_adds_to_the_supply", "proved"), ("account_adds_nothing", "failed")]
)
def test_a_law_about_a_transition_of_a_genesis_is_shown_of_it(ours: Mapping[str, Law], name: str, word: str) -> None:
    states = [law for law in catalogue() if law.quantifier in OF_STATES]
    entries, _ = of_steps(states, (ours[name],), 0, Results())
    assert [(one.subject, one.word) for one in entries if one.claim == name] == [("add_genesis_account", word)]


def test_what_was_shown_is_not_shown_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = Results()
    first = beginning.beginning(0, stored)
    monkeypatch.setattr(beginning, "prove_beginning", None)
    assert beginning.beginning(0, stored) == first
