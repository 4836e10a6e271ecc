"""The checker of laws."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from filspec.actors.ledger.transfers import send
from filspec.actors.storage_market.publication import publish_storage_deal
from filspec.actors.world import World
from filspec.kit.laws import LAWS, Quantifier
from filspec.kit.oracles import answering
from filspec.kit.runner import Runner, Step
from filspec.kit.worlds import fork, shape_of
from filspec.laws.broken import LawBroken
from filspec.laws.catalogue import catalogue
from filspec.laws.checker import CHECKS, LawChecker
from filspec.machines.outside_world import ANSWERS
from filspec.machines.small_chain import CLIENT, OWNER
from filspec.machines.storage_market import StorageMarketMachine

SHAPE = shape_of(World)
OF_STATES = (Quantifier.WORLD, Quantifier.ROW, Quantifier.KEY)


def test_a_whole_life_checks_every_law(life):
    """But those of messages that it has not sent to the checker, and of leaves that never change."""
    sent = {step.transition.name for step in life.steps} - {"award_block_reward", "send"}
    unchecked = {name for name, times in life.checker.counts.items() if not times and LAWS[name].path in {"", *sent}}
    assert unchecked == {"oldest_fault_is_constant", "parameters_are_constant", "supply_is_constant"}


def test_all_laws_are_checked(life):
    assert set(life.checker.counts) == {law.name for law in catalogue()}


def test_every_kind_of_law_has_a_check():
    assert set(CHECKS) == set(Quantifier)


def test_the_life_is_lawful_at_every_moment_as_a_whole(life):
    """What the checker skipped would have held."""
    checker = LawChecker()
    for step in life.steps[::5]:
        with_answers(checker.check_world, step.after)


def with_answers(function, *arguments):
    with answering(ANSWERS):
        function(*arguments)


def watched(life, laws=None):
    """The end of the life as a world of its own, under a checker of its own."""
    checker = LawChecker(laws)
    return Runner(fork(life.world), ANSWERS, (checker,)), checker


def test_a_law_whose_leaves_did_not_change_is_not_checked_again(life):
    runner, checker = watched(life)
    runner.apply(send, CLIENT, 1, OWNER)
    before = dict(checker.counts)
    runner.apply(send, CLIENT, 1, OWNER)
    checked = {name for name, times in checker.counts.items() if times > before[name]}
    assert {"supply_is_conserved", "no_balance_is_negative", "burnt_tokens_stay_burnt"} <= checked
    assert not {"all_locks_are_owed", "counts_are_set_sizes", "deal_terms_are_sound", "actor_is_for_ever"} & checked


def test_a_law_of_rows_is_checked_at_changed_rows_only(life):
    runner, checker = watched(life)
    runner.apply(send, CLIENT, 1, OWNER)
    before = checker.counts["no_balance_is_negative"]
    runner.apply(send, CLIENT, 1, OWNER)
    assert checker.counts["no_balance_is_negative"] - before == 2


def test_a_refused_message_asks_only_the_laws_of_messages(life):
    runner, checker = watched(life)
    runner.apply(send, CLIENT, 1, OWNER)
    before = dict(checker.counts)
    runner.apply(send, CLIENT, -1, OWNER)
    checked = {name for name, times in checker.counts.items() if times > before[name]}
    assert {LAWS[name].quantifier for name in checked} == {Quantifier.MESSAGE, Quantifier.REFUSAL}
    assert {name for name in checked if LAWS[name].quantifier is Quantifier.REFUSAL} == {"send/NEGATIVE_AMOUNT"}


def test_a_world_that_came_from_elsewhere_is_checked_as_a_whole(life):
    """Given a row that somebody changed between two messages."""
    runner, _ = watched(life)
    runner.apply(send, CLIENT, 1, OWNER)
    escrow = runner.world.market.escrow[CLIENT]
    runner.world.market.escrow[CLIENT] = escrow.but(locked=escrow.locked + 1)
    with pytest.raises(LawBroken, match="broken in a world that no checked step led to"):
        runner.apply(send, CLIENT, 1, OWNER)


def test_a_broken_law_stays_broken_for_the_next_step(life):
    """The induction does not go on from a world that was found unlawful."""
    runner, checker = watched(life, [LAWS["supply_is_conserved"]])
    runner.world.ledger.total_supply += 1
    for _ in range(2):
        with pytest.raises(LawBroken):
            runner.apply(send, CLIENT, 1, OWNER)
    assert checker.counts["supply_is_conserved"] == 2


def test_one_checker_watches_the_branches_of_a_chain(life):
    checker = LawChecker()
    branches = [Runner(fork(life.world), ANSWERS, (checker,)) for _ in range(2)]
    for runner in (*branches, *branches):
        assert runner.apply(send, CLIENT, 1, OWNER).accepted


def test_a_law_that_raises_is_broken(life):
    world = fork(life.world)
    del world.miner.miners[life.miner]
    with pytest.raises(LawBroken, match=r"it raises KeyError\(104\)") as broken:
        LawChecker([LAWS["pieces_fit_into_their_sector"]]).check_world(SHAPE.leaves(world))
    assert isinstance(broken.value.__cause__, KeyError)


def test_a_law_of_every_key_asks_for_everybody_there_is(life):
    """Accounts without an escrow, too."""
    checker = LawChecker([LAWS["locked_is_what_is_owed"]])
    checker.check_world(life.leaves)
    assert checker.counts["locked_is_what_is_owed"] == len(life.world.ledger.accounts.keys_in_order())


def tamper(world, actor, table, key, field, change):
    rows = getattr(getattr(world, actor), table)
    keys = rows.keys_in_order()
    chosen = keys[key % len(keys)]
    row = rows[chosen]
    fields = [name for name in row.__struct_fields__ if isinstance(getattr(row, name), int)]
    name = fields[field % len(fields)]
    rows[chosen] = row.but(**{name: getattr(row, name) + change})


@given(
    where=st.sampled_from(
        [("ledger", "accounts"), ("market", "escrow"), ("market", "deals"), ("miner", "sectors"), ("power", "claims"),
         ("channel", "channels"), ("channel", "lanes"), ("miner", "miners")]
    ),
    key=st.integers(0, 20),
    field=st.integers(0, 10),
    change=st.sampled_from([-100, -1, 1, 100]),
)  # fmt: skip
def test_what_the_checker_skips_could_not_have_failed(life, where, key, field, change):
    """Given any tampering with any row: the checker of the step finds it whenever a look at everything does."""
    world = fork(life.world)
    tamper(world, *where, key, field, change)
    found_by_a_look_at_everything = found_by(LawChecker().check_world, SHAPE.leaves(world))
    step = life.steps[-1]
    tampered = Step(
        transition=step.transition, arguments=step.arguments, before=life.leaves, after=SHAPE.leaves(world),
        receipt=step.receipt,
    )  # fmt: skip
    checker = LawChecker([law for law in catalogue() if law.quantifier in OF_STATES])
    assert found_by(checker, tampered) == found_by_a_look_at_everything


def found_by(check, *arguments):
    try:
        with_answers(check, *arguments)
    except LawBroken as broken:
        return broken.law.name
    return None


def test_the_oracles_answer_while_laws_are_checked(life):
    """D6 asks for the digest of each proposal."""
    runner, checker = watched(life, [LAWS["deal_is_published_once"]])
    deal = life.signed(life.proposal(piece_cid=5))
    assert runner.apply(publish_storage_deal, CLIENT, deal).accepted
    assert checker.counts["deal_is_published_once"] > len(life.deals.__dict__)


class Both:
    """Two checkers of one life, which must find the same: it keeps what they found, and looks at nothing after that."""

    def __init__(self, skilled, naive):
        self.skilled, self.naive = skilled, naive
        self.loops_of, self.found, self.steps = skilled.loops_of, None, 0

    def __call__(self, step):
        if self.found is None:
            self.steps += 1
            skilled, naive = what_finds(self.skilled, step), what_finds(self.naive, step)
            assert skilled == naive, f"at {step.transition.name}: {skilled}, and a look at everything finds {naive}"
            self.found = skilled


def what_finds(checker, step):
    try:
        checker(step)
    except LawBroken as broken:
        return (broken.law.name, *broken.place[:1])
    except Exception as found:
        return found.found
    return None


LIVES = settings(
    max_examples=6, stateful_step_count=25, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def lives_under_both(naive_checker, number):
    """The random lives of the market under both checkers."""
    watched = []

    class Watched(StorageMarketMachine):
        reached, messages = Counter(), Counter()

        def send(self, message, *arguments):
            if not isinstance(self.chain.runner.observers[0], Both):
                watched.append(Both(LawChecker(), naive_checker(self.chain.world)))
                self.chain.runner.observers = (watched[-1],)
            return super().send(message, *arguments)

        def teardown(self):
            """The end of a life is judged elsewhere."""

    run_state_machine_as_test(seed(number)(Watched), settings=LIVES)
    return watched


@pytest.mark.parametrize("number", range(3))
def test_a_random_life_is_judged_as_a_look_at_everything_judges_it(naive_checker, number):
    watched = lives_under_both(naive_checker, number)
    assert {both.found for both in watched} == {None}
    assert sum(both.steps for both in watched) > 50


@pytest.mark.parametrize(
    "defect",
    [
        "slashed_deal_is_not_paid",
        "sector_meets_its_fate",
        "due_period_has_moved",
        "tokens are sent twice",
        "an escrow is credited too much",
        "a payment is not counted",
        "a closed deal stays bound",
        "anybody proves",
        "a lost sector stays",
        "a failing deal keeps its state",
    ],
)
def test_a_planted_defect_is_found_by_the_same_law_at_the_same_step(naive_checker, plant, defect):
    """It need not show in every life; what one checker finds the other finds at once."""
    plant(defect)
    for number in range(3):
        lives_under_both(naive_checker, number)
