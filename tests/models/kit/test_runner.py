"""The runner applies registered transitions of linted modules, all or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from filspec.kit.linter import LintError
from filspec.kit.oracles import answering
from filspec.kit.runner import Receipt, Runner
from filspec.kit.trace import Recorder, recording
from filspec.kit.worlds import shape_of

people, amounts = st.integers(0, 2), st.integers(-1, 6)


def leaves(world):
    return shape_of(type(world)).leaves(world)


def identical(before, after):
    return all(one is other for one, other in zip(before, after, strict=True))


def accepted(answer=None):
    return Receipt(accepted=True, reason=None, answer=answer)


def refused(reason):
    return Receipt(accepted=False, reason=reason, answer=None)


@pytest.fixture
def runner(founded):
    return Runner(founded())


@pytest.fixture(scope="session")
def life(toy, founded):
    """Given any life of a village, each message does all it says or leaves every leaf as it is."""

    class VillageLife(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.sunny = True
            answers = {"toy_is_sunny": lambda day, hour: self.sunny}
            self.steps = []
            self.runner = Runner(founded(), answers, (self.steps.append,))
            self.coins, self.day = {}, 0

        def run(self, transition, *arguments):
            before = leaves(self.runner.world)
            receipt = self.runner.apply(transition, *arguments)
            step = self.steps[-1]
            assert (step.transition.name, step.arguments) == (transition.__name__, arguments)
            assert step.receipt == receipt
            assert identical(step.before, before)
            assert identical(step.after, leaves(self.runner.world))
            if not receipt.accepted:
                assert identical(before, step.after)
                assert receipt.answer is None
            return receipt

        @rule(who=people, amount=amounts)
        def pay_in(self, who, amount):
            receipt = self.run(toy.toy_pay_in, who, amount)
            if amount <= 0:
                assert receipt == refused(toy.Refusal.NOT_POSITIVE)
                return
            self.coins[who] = self.coins.get(who, 0) + amount
            assert receipt == accepted(sum(self.coins.values()))

        @rule(who=people, amount=st.integers(0, 6))
        def spend(self, who, amount):
            receipt = self.run(toy.toy_spend, who, amount)
            if who not in self.coins:
                assert receipt == refused(toy.Refusal.NO_PURSE)
            elif self.coins[who] < amount:
                assert receipt == refused(toy.Refusal.TOO_POOR)
            else:
                assert receipt == accepted()
                self.coins[who] -= amount

        @rule(who=people, amount=st.integers(0, 6))
        def try_spend(self, who, amount):
            verdict = self.coins.get(who, -1) >= amount
            assert self.run(toy.toy_try_spend, who, amount) == accepted(verdict)
            self.day += 1
            if verdict:
                self.coins[who] -= amount

        @rule(who=st.lists(people, max_size=3).map(tuple), amount=amounts)
        def pay_in_for(self, who, amount):
            receipt = self.run(toy.toy_pay_in_for, who, amount)
            assert receipt == (refused(toy.Refusal.NOT_POSITIVE) if who and amount <= 0 else accepted())
            for one in who if receipt.accepted else ():
                self.coins[one] = self.coins.get(one, 0) + amount

        @rule(who=people)
        def stumble(self, who):
            """A crash is raised again, without an observer, and undone all the same."""
            before, seen = leaves(self.runner.world), len(self.steps)
            with pytest.raises(KeyError):
                self.runner.apply(toy.toy_stumble, who)
            assert identical(before, leaves(self.runner.world))
            assert len(self.steps) == seen

        @rule(owner=people, place=people, sunny=st.booleans())
        def plant(self, owner, place, sunny):
            self.sunny = sunny
            receipt = self.run(toy.toy_plant, owner, place, 1)
            assert receipt == (accepted() if sunny else refused(toy.Refusal.NO_SUN))
            assert not sunny or self.runner.world.plots[owner, place] == toy.Plot(crop=1)

        @rule(who=people)
        def ask(self, who):
            before = leaves(self.runner.world)
            assert self.run(toy.toy_balance, who) == accepted(self.coins.get(who, 0))
            assert identical(before, leaves(self.runner.world))

        @invariant()
        def every_coin_is_where_it_was_put(self):
            world = self.runner.world
            assert {who: purse.coins for who, purse in world.bank.purses.items()} == self.coins
            assert (world.bank.coins, world.day) == (sum(self.coins.values()), self.day)

    return VillageLife


def test_a_message_does_all_it_says_or_nothing(life):
    life.TestCase().runTest()


@given(who=people, coins=st.integers(1, 5), more=st.integers(1, 5))
def test_a_refusal_after_writes_leaves_every_leaf(toy, founded, who, coins, more):
    runner = Runner(founded())
    runner.apply(toy.toy_pay_in, who, coins)
    before = leaves(runner.world)
    assert runner.apply(toy.toy_spend, who, coins + more) == refused(toy.Refusal.TOO_POOR)
    assert identical(before, leaves(runner.world))


def test_an_interruption_is_undone_as_well(toy, founded):
    def interrupted(_day, _hour):
        raise KeyboardInterrupt

    runner = Runner(founded(), {"toy_is_sunny": interrupted})
    before = leaves(runner.world)
    with pytest.raises(KeyboardInterrupt):
        runner.apply(toy.toy_plant, 1, 2, 3)
    assert identical(before, leaves(runner.world))


def test_what_is_not_registered_does_not_run(runner):
    with pytest.raises(TypeError, match="is not a registered transition"):
        runner.apply(lambda w: setattr(w, "day", 1))
    assert runner.world.day == 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [("toy_purse_of", "computes a value from values"), ("toy_luck", "asks the world outside the chain")],
)
def test_a_computation_or_an_oracle_is_no_transition(toy, runner, name, kind):
    with pytest.raises(TypeError, match=f"{name} is no transition: it is {kind}"):
        runner.apply(getattr(toy, name), 1)


def test_a_transition_of_an_unlinted_module_does_not_run(runner, registries):
    """This file registers one, but is no actor module."""
    from filspec.kit.transitions import internal

    @internal()
    def toy_smuggled(w):
        w.day = 1

    with pytest.raises(LintError, match="a function without exactly one of"):
        runner.apply(toy_smuggled)
    assert runner.world.day == 0


def test_the_rung_answers_as_long_as_a_message_and_its_observers_run(toy, founded):
    asked = []
    runner = Runner(founded(), {"toy_luck": lambda day: day}, (lambda step: asked.append(toy.toy_luck(3)),))
    runner.apply(toy.toy_give_all, 1)
    assert asked == [3]
    with pytest.raises(LookupError):
        toy.toy_luck(3)


@pytest.mark.parametrize("ending", ["accepted", "refused", "crashed"])
def test_whoever_answered_before_answers_again(toy, founded, ending):
    runner = Runner(founded(), {"toy_luck": lambda day: "inner"})
    with answering({"toy_luck": lambda day: "outer"}):
        if ending == "crashed":
            with pytest.raises(KeyError):
                runner.apply(toy.toy_stumble, 1)
        else:
            assert runner.apply(toy.toy_pay_in, 1, int(ending == "accepted")).accepted is (ending == "accepted")
        assert toy.toy_luck(1) == "outer"


def test_a_message_of_a_runner_without_a_rung_has_no_answers(toy, runner):
    with answering({"toy_is_sunny": lambda day, hour: True}), pytest.raises(LookupError, match="toy_is_sunny"):
        runner.apply(toy.toy_plant, 1, 2, 3)


def test_observers_are_called_in_order_and_one_that_raises_stops_the_run(toy, founded):
    seen = []

    def objects(step):
        seen.append("second")
        raise RuntimeError("enough")

    runner = Runner(founded(), None, (lambda step: seen.append("first"), objects, lambda step: seen.append("third")))
    with pytest.raises(RuntimeError, match="enough"):
        runner.apply(toy.toy_pay_in, 1, 2)
    assert seen == ["first", "second"]
    assert runner.world.bank.coins == 2


def test_a_message_is_recorded_with_its_verdict(toy, runner):
    with recording(Recorder()) as recorder:
        runner.apply(toy.toy_pay_in, 1, 2)
        runner.apply(toy.toy_pay_in, 1, 0)
    assert [(event.label, event.outcome) for event in recorder.events] == [
        ("Pay in(who, amount)", "accepted"),
        ("Receipt", "accepted"),
        ("Pay in(who, amount)", "NOT_POSITIVE"),
    ]
