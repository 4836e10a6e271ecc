"""Traces to look at: ``played``, which real actors wrote, and what Hypothesis draws for a ``Recorder``."""

import pytest
from hypothesis import strategies as st

from filspec.actors.cron.end_of_epoch import end_of_epoch
from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.genesis_steps import PresealedSector, add_genesis_miner
from filspec.actors.oracles import ConsensusFaultProof, Purpose
from filspec.actors.parameters import Fraction, preset
from filspec.actors.storage_market.balances import add_balance, register_participant, withdraw_balance
from filspec.actors.storage_miner.proof_of_spacetime import submit_post
from filspec.actors.storage_power.termination import declare_consensus_fault
from filspec.actors.units import (
    FIRST_USER,
    SYSTEM,
    ActorID,
    Commitment,
    Digest,
    Epoch,
    ProofBytes,
    PublicKey,
    TokenAmount,
)
from filspec.kit.runner import Runner
from filspec.kit.trace import Crossing, Event, Recorder, on_behalf_of, recording

CLIENT, PROVIDER = FIRST_USER, ActorID(FIRST_USER + 1)


@pytest.fixture(scope="session")
def played() -> Recorder:
    """A short play of real actors: balances, a proof of a clock's challenge, a period's end, a consensus fault."""
    accounts = tuple(GenesisAccount(key=PublicKey(0), balance=TokenAmount(1000)) for _ in range(2))
    world = genesis(preset("tiny"), accounts)
    sealed = PresealedSector(comm_r=Commitment(1), comm_d=Commitment(2), expiration=Epoch(100))
    miner = add_genesis_miner(world, PROVIDER, PROVIDER, (sealed,), TokenAmount(10))
    runner = Runner(world, {"verify_post": lambda *_: True, "valid_consensus_fault": lambda *_: True})
    with recording(Recorder()) as recorder:
        assert recorder is not None
        with on_behalf_of("StorageMarketParticipant1"):
            runner.apply(register_participant, CLIENT, TokenAmount(0))
            runner.apply(add_balance, CLIENT, TokenAmount(500))
            runner.apply(withdraw_balance, CLIENT, TokenAmount(501))
        for epoch in range(1, 5):
            runner.apply(end_of_epoch, SYSTEM)
            recorder.epoch = epoch
        _prove_in_the_name_of(recorder, "ClockSubsystem", runner, miner)
        recorder.note("StorageMinerActor", "StorageMiningSubsystem", "CommitSectorError", Crossing.ERROR)
        with on_behalf_of("RetrievalClient"):
            proof = ConsensusFaultProof(
                miner=miner, epoch=Epoch(0), first=Digest(1), second=Digest(2), witness=Digest(0), blocks=ProofBytes(1)
            )
            runner.apply(declare_consensus_fault, CLIENT, proof)
    return recorder


def _prove_in_the_name_of(recorder: Recorder, asks: str, runner: Runner, miner: ActorID) -> None:
    def submit() -> None:
        with on_behalf_of("StorageMiningSubsystem"):
            runner.apply(submit_post, PROVIDER, miner, Epoch(3), ProofBytes(1 << 100_000), ())

    with on_behalf_of(asks):
        recorder.call("StorageMiningSubsystem", "AnswerChallenge(challenge)", "", (), submit)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
participants = st.sampled_from(["StorageMinerActor", "ClockSubsystem", "Outside", "end", "loop"]) | texts
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts | st.binary(max_size=100) | st.sampled_from(Purpose),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.frozensets(st.integers() | texts, max_size=3)
        | st.dictionaries(texts, inner, max_size=3)
        | st.builds(Fraction, numerator=st.integers(), denominator=st.integers())
    ),
    max_leaves=5,
)


@st.composite
def recorders(draw: st.DrawFn) -> Recorder:
    """A recorder with up to eight events, each caused by an earlier one or by none."""
    recorder = Recorder()
    for number in range(draw(st.integers(0, 8))):
        recorder.events.append(
            Event(
                number=number,
                node=draw(texts),
                epoch=draw(st.integers(0, 3)),
                sender=draw(participants),
                receiver=draw(participants),
                label=draw(texts),
                crossing=draw(st.sampled_from(Crossing)),
                arguments=tuple(draw(st.lists(st.tuples(texts, values), max_size=3))),
                outcome=draw(st.sampled_from(["accepted", "INVALID_POST"])),
                cause=draw(st.integers(-1, number - 1)),
            )
        )
    return recorder


st.register_type_strategy(Recorder, recorders())
