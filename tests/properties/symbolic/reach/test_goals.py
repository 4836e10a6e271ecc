"""Goals: what is sought among terms is what is judged in a run."""

import pytest

from filspec.actors.reasons import Reason
from filspec.actors.storage_market import balances
from filspec.kit import laws as kit_laws
from filspec.kit import runner
from filspec.kit.laws import LAWS, message_law, visit_law
from filspec.kit.transitions import REGISTRY, internal
from filspec.laws import catalogue as laws
from filspec.symbolic.reach import goals
from filspec.symbolic.reach.first_world import CLIENT, OWNER, first_world
from filspec.symbolic.reach.goals import accepted, breaks, crashes, holds, refused
from filspec.symbolic.reach.positions import Sent
from filspec.symbolic.reach.search import NotReached, Reached, reach
from filspec.symbolic.reach.steps import BadStory, call, messages
from filspec.symbolic.reach.telling import Told, tell
from filspec.symbolic.values import OutsideTheSubset
from filspec.symbolic.worlds import World


def run(*sent: tuple[object, ...]) -> Told:
    steps = [Sent(messages()[str(name)], tuple(arguments)) for name, *arguments in sent]
    return tell(first_world(), steps, {}, ())


GOOD = ("send", CLIENT, 5, OWNER)
BAD = ("send", CLIENT, 2_000_000, OWNER)


def owner_got_five(w: World) -> bool:
    return bool(w.ledger.accounts[OWNER].balance == 1_000_005)


def test_run_is_judged_by_its_receipts_and_its_end() -> None:
    assert accepted().is_met(run(GOOD, GOOD)) and not accepted().is_met(run(GOOD, BAD))
    assert refused().is_met(run(GOOD, BAD)) and refused(Reason.INSUFFICIENT_FUNDS).is_met(run(BAD))
    assert not refused(Reason.NO_SUCH_ACTOR).is_met(run(BAD)) and not refused().is_met(run(GOOD))
    assert not refused().is_met(run(BAD, BAD)), "only the last may be refused"
    assert holds(owner_got_five).is_met(run(GOOD)) and not holds(owner_got_five).is_met(run(GOOD, GOOD))
    assert not crashes().is_met(run(BAD)) and not breaks("supply_is_conserved").is_met(run(GOOD))


def test_any_reason_but_some() -> None:
    goal = goals.Refused(None, frozenset({Reason.INSUFFICIENT_FUNDS}))

    assert not goal.is_met(run(BAD)) and goal.is_met(run(("send", CLIENT, 1, 7)))
    assert isinstance(reach([call("send", caller=CLIENT)], goal), Reached)


def test_refusal_is_found_for_each_reason_a_message_has() -> None:
    reasons = (Reason.NEGATIVE_AMOUNT, Reason.RECEIVER_IS_NOT_AN_ACCOUNT, Reason.INSUFFICIENT_FUNDS)

    found = [reach([call("send", caller=CLIENT)], refused(reason)) for reason in reasons]
    none = reach([call("send", caller=CLIENT)], refused(Reason.NO_SUCH_MINER))

    last = [reached.told.steps[-1].receipt.reason for reached in found if isinstance(reached, Reached)]
    assert last == list(reasons) and none == NotReached(True, 0)


def test_predicate_is_reached_with_the_arguments_it_needs() -> None:
    found = reach([call("send"), call("send", value=2)], holds(owner_got_five))

    assert isinstance(found, Reached) and owner_got_five(found.told.world)


def test_crash_is_reached_and_run(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a deposit that looks for a row that need not be there
    monkeypatch.setattr(balances, "NOTHING", None)
    monkeypatch.setattr(balances, "transfer", lambda w, *_: w.market.escrow[_[0]])
    # When a crash is sought
    found = reach([call("add_balance", caller=CLIENT)], crashes())
    # Then the run crashes, and says how
    assert isinstance(found, Reached) and found.told.crash == "KeyError(100)"


def test_goal_says_what_it_is() -> None:
    sentences = [accepted(), refused(Reason.NO_SUCH_DEAL), refused(), crashes(), holds(owner_got_five)]
    sentences += [holds(lambda _: True), breaks("supply_is_conserved")]
    sentences += [goals.Refused(None, frozenset({Reason.NO_SUCH_MINER, Reason.NO_SUCH_DEAL}))]

    assert [goal.sentence for goal in sentences] == [
        "every message is accepted",
        "the last message is refused for NO_SUCH_DEAL",
        "the last message is refused for any reason",
        "the last message crashes",
        "owner_got_five holds at the end",
        "the predicate holds at the end",
        "the last message breaks the law supply_is_conserved",
        "the last message is refused for any reason but NO_SUCH_DEAL or NO_SUCH_MINER",
    ]


def test_unknown_law_is_refused() -> None:
    with pytest.raises(BadStory, match="there is no law 'supply_is_conservd'; near to it: supply_is_conserved"):
        breaks("supply_is_conservd")


def test_law_of_one_loop_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a law that speaks of what a loop has done
    @internal()
    def some_step(w: World, key: int) -> None:
        """A step."""

    @visit_law(some_step, "X1")
    def every_row_was_visited(before: World, after: World, key: int) -> bool:
        """Every row was visited."""
        return True

    found = LAWS.pop("every_row_was_visited")
    REGISTRY.pop("some_step")
    monkeypatch.setattr(goals, "catalogue", lambda: (*laws.catalogue(), found))
    # Then no run can be asked to break it
    with pytest.raises(BadStory, match="speaks of the rows of one loop"):
        breaks("every_row_was_visited")


def test_predicate_that_fails_is_the_storys_fault() -> None:
    def nonsense(w: World) -> bool:
        return bool(w.nonsense)

    with pytest.raises(BadStory, match=r"test_goals\.py:\d+: AttributeError: 'World' object has no attribute"):
        reach([call("send")], holds(nonsense))


def test_predicate_that_a_proof_cannot_run_is_refused() -> None:
    with pytest.raises(OutsideTheSubset, match=r"the table market\.deals"):
        reach([call("send")], holds(lambda w: len(w.market.deals) == 0))


def final_withdrawals_are_accepted(before: World, after: World, sent: runner.Sent) -> bool:
    """A client's withdrawal of one token is accepted (which is wrong: it may have none)."""
    return sent.receipt.accepted or sent.transition.name != "withdraw_balance" or sent.arguments != (CLIENT, 1)


def test_law_of_messages_can_be_broken_by_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a law that says that something may not be refused
    name = final_withdrawals_are_accepted.__name__
    with monkeypatch.context() as declared:
        declared.setattr("filspec.kit.laws.LAWS", {})
        message_law("X")(final_withdrawals_are_accepted)
        law = kit_laws.LAWS[name]
    known = (*laws.catalogue(), law)
    monkeypatch.setattr(goals, "catalogue", lambda: known)
    monkeypatch.setattr("filspec.symbolic.reach.search.catalogue", lambda: known)
    # When a story is sought that breaks it
    found = reach((call("withdraw_balance", caller=CLIENT),), breaks(name), first_world())
    # Then it ends with the refusal
    assert isinstance(found, Reached)
    [step] = found.told.steps
    assert not step.receipt.accepted and dict(step.arguments)["amount"] == 1
    assert found.told.broken is not None and found.told.broken.law.name == name
