"""Consensus rules of blocks: power, weight, tickets, election (A047).

Rules 3 to 6 of protocol-facts 5.7 in the order of the 2019 text: power, weight, tickets valid, election proof valid,
election proof wins. Power is that of the state after the parents, of the miner as of the network.
"""

from __future__ import annotations

from filspec.actors.parameters import Parameters
from filspec.actors.storage_power.state import NO_CLAIM
from filspec.actors.units import Epoch, PublicKey
from filspec.chain.block_semantics import parents_of
from filspec.chain.blocks import Block, BlockHeader
from filspec.chain.election import wins
from filspec.chain.fork_choice import tipset_weight
from filspec.chain.lookback import worker_key
from filspec.chain.reasons import BlockReason, demand
from filspec.chain.state_transition import StateTransition
from filspec.chain.store import ChainStore
from filspec.chain.tickets import is_election_proof, is_next_ticket
from filspec.chain.tipset import Tipset


def validate_consensus(block: Block, store: ChainStore, transition: StateTransition, parameters: Parameters) -> None:
    """Check that a block's miner was elected and says so truly.

    Args:
        block: of valid syntax.
        store: the blocks this node knows, the parents among them.
        transition: the states of tipsets.
        parameters: of the network.

    Raises:
        InvalidBlock: with the first rule it breaks.
    """
    header = block.header
    parents = parents_of(header, store)
    power = transition.result(parents).world.power
    claim = power.claims.get(header.miner, NO_CLAIM)
    demand(claim.active_power > 0, BlockReason.NO_POWER, f"miner {header.miner}")
    weight = weight_after(parents, transition)
    demand(header.parent_weight == weight, BlockReason.WRONG_PARENT_WEIGHT, f"{header.parent_weight}, not {weight}")
    key = worker_key(store, transition, parents, header.epoch, header.miner)
    _validate_tickets(header, parents, key)
    tk = store.ticket_at(parents, Epoch(header.epoch - parameters.election_lookback))
    valid = is_election_proof(key, tk, header.epoch, header.miner, header.election_proof)
    detail = f"miner {header.miner} at epoch {header.epoch}"
    demand(valid, BlockReason.INVALID_ELECTION_PROOF, detail)
    won = wins(header.election_proof, claim.active_power, power.total_power)
    shares = f"{claim.active_power} of {power.total_power} bytes"
    demand(won, BlockReason.LOSING_ELECTION_PROOF, f"{detail} with {shares}")


def weight_after(tipset: Tipset, transition: StateTransition) -> int:
    """Weight of the chain that ends in a tipset; 0 for genesis."""
    if not tipset.parents:
        return 0
    total_power = transition.world_before(tipset).power.total_power
    return tipset_weight(tipset.parent_weight, total_power, len(tipset.blocks))


def _validate_tickets(header: BlockHeader, parents: Tipset, key: PublicKey) -> None:
    """Each ticket follows from the one before, the first from the parents' smallest."""
    previous = parents.min_ticket
    for number, ticket in enumerate(header.tickets):
        detail = f"ticket {number} of {len(header.tickets)}, miner {header.miner} at epoch {header.epoch}"
        demand(is_next_ticket(key, previous, ticket), BlockReason.INVALID_TICKET, detail)
        previous = ticket
