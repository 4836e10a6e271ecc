"""A failure is told in four parts, with nothing in it that did not change or does not matter."""

from filspec.actors.ledger.transfers import send
from filspec.actors.oracles import secret_digest
from filspec.actors.world import World
from filspec.kit.laws import Law, Quantifier
from filspec.symbolic.concrete import Instance
from filspec.symbolic.failure_story import story_of
from filspec.symbolic.outcomes import NO_CRASH
from filspec.symbolic.reach.first_world import CLIENT, OWNER, first_world
from filspec.symbolic.replay import Replay, replay


def nobody_gets_richer(before: World, after: World, key: int) -> bool:
    """Nobody's balance grows."""
    return after.ledger.accounts[key].balance <= before.ledger.accounts[key].balance


LAW = Law(
    name="nobody_gets_richer",
    ids=("X",),
    quantifier=Quantifier.STEP_ROW,
    path="ledger.accounts",
    sentence="Nobody's balance grows.",
    holds=nobody_gets_richer,
)


def sent(value: int) -> Replay:
    return replay(send, Instance(first_world(), (CLIENT, value, OWNER), {}, {}, {}), [LAW])


def part(story: tuple[str, ...], word: str, following: str) -> list[str]:
    """The lines under a word."""
    starts = [line.split()[0] if line[0] != " " else "" for line in story]
    until = starts.index(following) if following else len(story)
    return [line[8:] for line in story[starts.index(word) : until]]


def test_the_message_changes_two_balances_and_breaks_the_law_at_one() -> None:
    world = first_world()
    rich, owner = (world.ledger.accounts[who].balance for who in (CLIENT, OWNER))
    story = story_of(sent(3), LAW.name)
    assert part(story, "message", "after") == [f"send(caller {CLIENT}, value 3, receiver {OWNER}), accepted"]
    assert part(story, "after", "law") == [
        f"ledger.accounts[{CLIENT}].balance {rich}, then {rich - 3}",
        f"ledger.accounts[{OWNER}].balance {owner}, then {owner + 3}",
    ]
    sentence, values = part(story, "law", "")
    assert sentence == f"Nobody's balance grows. (at ledger.accounts[{OWNER}])"
    assert values.endswith(f": {owner + 3} against {owner}")


def test_the_world_before_is_told_row_by_row_without_zeros_and_parameters() -> None:
    before = part(story_of(sent(3), LAW.name), "before", "message")
    balance = first_world().ledger.accounts[CLIENT].balance
    [client] = [line for line in before if line.startswith(f"ledger.accounts[{CLIENT}]")]
    assert f"balance {balance}" in client and "nonce" not in client
    assert not any("parameters" in line for line in before)


def test_what_changes_nothing_says_so_and_what_breaks_no_law_names_none() -> None:
    story = story_of(sent(-1), NO_CRASH)
    assert part(story, "after", "") == ["nothing"]
    assert story[-2].endswith("refused for NEGATIVE_AMOUNT")


def nothing_is_secret(before: World, after: World) -> bool:
    """The outside world hides nothing."""
    return secret_digest(after.epoch) == 0


def test_the_outside_world_answers_in_the_values_as_it_did_in_the_run() -> None:
    law = LAW.but(name="nothing_is_secret", quantifier=Quantifier.STEP, path="", holds=nothing_is_secret)
    instance = Instance(first_world(), (CLIENT, 3, OWNER), {"secret_digest": lambda _secret: 7}, {}, {})
    [*_, values] = story_of(replay(send, instance, [law]), law.name)
    assert values.strip() == "not secret_digest(after.epoch) == 0: 7 against 0"


def escrow_is_named(before: World, after: World) -> bool:
    """The client has an escrow."""
    escrow = after.market.escrow[CLIENT]
    return escrow.available >= 0


def test_a_law_that_raises_is_told_as_one_that_does() -> None:
    # Given a law that looks for a row that is not there
    law = LAW.but(name="escrow_is_named", quantifier=Quantifier.STEP, path="", holds=escrow_is_named)
    broken = replay(send, Instance(first_world(), (CLIENT, 3, OWNER), {}, {}, {}), [law])
    # When the failure is told, then it is what the law does that is told
    assert broken.broken == ("escrow_is_named",)
    assert part(story_of(broken, law.name), "law", "")[-1] == f"the law raises KeyError({CLIENT!r})"
