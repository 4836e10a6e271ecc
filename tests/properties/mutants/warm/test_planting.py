"""A mutation is planted in a process that has imported the actors; whoever imported the function runs the mutant."""

import os

from filspec.actors.ledger.transfers import transfer
from filspec.lemmas.catalogue import lemmas
from filspec.machines.small_chain import CLIENT, OWNER, SMALL, SmallChain
from filspec.mutants.warm.forking import Answered, Limits, in_a_child
from filspec.mutants.warm.planting import function_named, plant
from filspec.symbolic.lemma_linter import findings_of


def balance_after_sending(mutation) -> str:
    """What the receiver of seven tokens has got, with a mutation planted."""
    chain = SmallChain(SMALL)
    before = chain.world.ledger.accounts[OWNER].balance
    if mutation is not None:
        plant(mutation)
    transfer(chain.world, CLIENT, OWNER, 7)
    return str(chain.world.ledger.accounts[OWNER].balance - before)


def balances_taken_out(mutation) -> str:
    """The same while the mutation is taken out, and after that."""
    planted = plant(mutation)
    with planted.taken_out():
        source = balance_after_sending(None)
    return f"{source} {balance_after_sending(None)}"


def answered_in_a_child(work) -> Answered:
    """What a function answers in a child, while the questions go on."""
    reading, writing = os.pipe()
    try:
        return in_a_child(work, Limits(seconds=60, memory=1 << 30), reading)
    finally:
        os.close(reading)
        os.close(writing)


def test_the_mutant_runs_in_the_child_alone(mutation) -> None:
    # Given a transfer that credits one token too many
    planted = mutation("ledger.transfers", "balance=payee.balance + amount + 1")
    # When it is planted in a child
    found = answered_in_a_child(lambda: balance_after_sending(planted))
    # Then the child has the mutant, and this process the source
    assert (found.said, balance_after_sending(None)) == ("8", "7")


def test_a_mutant_can_be_taken_out_for_a_while(mutation) -> None:
    planted = mutation("ledger.transfers", "balance=payee.balance + amount + 1")
    found = answered_in_a_child(lambda: balances_taken_out(planted))
    assert found.said == "7 8"


def test_wrappers_and_classes_are_looked_through() -> None:
    assert function_named("filspec.actors.ledger.transfers", "send").__code__.co_name == "send"
    found = function_named("filspec.actors.interpreter", "Interpreter.award")
    assert found.__code__.co_qualname == "Interpreter.award"


def lemmas_read_with(mutation) -> str:
    """What the linter finds in the lemmas about challenges with a mutation planted."""
    plant(mutation)
    about = [lemma for lemma in lemmas() if "challenge" in lemma.name]
    return "".join(finding for lemma in about for finding in findings_of(lemma.holds)) if about else "no lemma"


def test_lemmas_are_read_as_they_are_written(mutation) -> None:
    # Given a change of a function that lemmas name
    planted = mutation("storage_miner.proof_of_spacetime", "(challenge_epoch <= w.epoch) and")
    # When it is planted before any lemma was proved, then the linter does not take it for code from elsewhere
    found = answered_in_a_child(lambda: lemmas_read_with(planted))
    assert (found.said, found.problem) == ("", "")
