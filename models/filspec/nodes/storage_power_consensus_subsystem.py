"""StoragePowerConsensusSubsystem: election, randomness, weight (protocol-facts 3.9).

It keeps no truth of its own: every question is about a chain, given by its head tipset.
"""

from __future__ import annotations

from filspec.actors.oracles import Purpose
from filspec.actors.parameters import Parameters
from filspec.actors.units import ActorID, Epoch, Randomness
from filspec.chain.blocks import Block
from filspec.chain.election import wins
from filspec.chain.state_transition import StateTransition
from filspec.chain.store import ChainStore
from filspec.chain.tipset import Tipset
from filspec.chain.validation import validate_consensus
from filspec.kit.participants import Participant, receives
from filspec.kit.records import Record


class ElectionArtifacts(Record):
    """What an election is drawn from: the ticket K epochs back, and the last one."""

    tk: bytes
    t1: bytes


class StoragePowerConsensusSubsystem(Participant):
    """Answers for one node."""

    def __init__(self, node: str, store: ChainStore, transition: StateTransition, parameters: Parameters) -> None:
        super().__init__(node)
        self._store = store
        self._transition = transition
        self._parameters = parameters

    @receives("GetSealSeed(Chain, Epoch)", "Seed")
    def get_seal_seed(self, chain: Tipset, epoch: Epoch, miner: ActorID) -> Randomness:
        """Randomness of a final epoch, which becomes the ticket of the replica."""
        return self._store.randomness(chain, Purpose.SEAL, epoch, miner)

    @receives("GetPoStChallenge(Chain, Epoch)", "challenge")
    def get_post_challenge(self, chain: Tipset, epoch: Epoch, miner: ActorID) -> Randomness:
        """Randomness that a proof of spacetime must answer."""
        return self._store.randomness(chain, Purpose.WINDOW_POST, epoch, miner)

    @receives("GetElectionArtifacts(Chain, Epoch)", "TK, T1")
    def get_election_artifacts(self, chain: Tipset, epoch: Epoch) -> ElectionArtifacts:
        """The two tickets that an election in this epoch is drawn from."""
        return ElectionArtifacts(
            tk=self.ticket_at_lookback(chain, Epoch(epoch - self._parameters.election_lookback)),
            t1=self.ticket_of_last_epoch(chain, Epoch(epoch - 1)),
        )

    @receives("TK ← TicketAtEpoch(Chain, Epoch-k)")
    def ticket_at_lookback(self, chain: Tipset, epoch: Epoch) -> bytes:
        """The ticket K epochs back."""
        return self._store.ticket_at(chain, epoch)

    @receives("T1 ← TicketAtEpoch(Chain, Epoch-1)")
    def ticket_of_last_epoch(self, chain: Tipset, epoch: Epoch) -> bytes:
        """The ticket of the last epoch; after a null round, the last one there is."""
        return self._store.ticket_at(chain, epoch)

    @receives("TryLeaderElection(EP)", "{1, 0}")
    def try_leader_election(self, election_proof: bytes, chain: Tipset, miner: ActorID) -> bool:
        """Whether the election proof wins for this miner, with the power it has on this chain."""
        power = self._transition.result(chain).world.power
        claim = power.claims.rows.get(miner)
        return claim is not None and wins(election_proof, claim.active_power, power.total_power)

    @receives("ValidateBlock(block)")
    def validate_block(self, block: Block) -> None:
        """The rules about power, weight, tickets and election, in this order.

        Raises:
            InvalidBlock: with the first that fails.
        """
        validate_consensus(block, self._store, self._transition, self._parameters)
