"""Blockchain: the node's chain state. The drawing sends it ApplyStateTree without declaring it."""

from __future__ import annotations

from filspec.actors.units import Epoch
from filspec.actors.world import World
from filspec.chain.state_transition import Applied, StateTransition
from filspec.chain.store import ChainStore
from filspec.chain.tipset import Tipset
from filspec.kit.participants import Participant, receives


class Blockchain(Participant):
    """Head of the chain a node has chosen, and the state behind it.

    Attributes:
        head: the heaviest tipset the node knows.
    """

    def __init__(self, node: str, store: ChainStore, transition: StateTransition, head: Tipset) -> None:
        super().__init__(node)
        self.head = head
        self._store = store
        self._transition = transition

    @receives("ApplyStateTree(StateTree)")
    def apply_state_tree(self, tipset: Tipset) -> Applied:
        """Make a tipset the head; its state is the execution of its messages on its parents' state."""
        applied = self._transition.result(tipset)
        self.head = tipset
        return applied

    @property
    def world(self) -> World:
        """State after the head tipset. It is shared: read it, never change it."""
        return self._transition.result(self.head).world

    def world_in(self, epoch: Epoch) -> World:
        """State in which an epoch begins on the head, null epochs since then ended. Shared, like ``world``."""
        return self._transition.world_in(self.head, epoch)

    def newly_applied(self, before: Tipset) -> list[Applied]:
        """Results of the tipsets of the head's chain behind where it leaves that of ``before``, oldest first."""
        path: list[Tipset] = []
        tipset = self.head
        while tipset != self._store.tipset_at(before, tipset.epoch):
            path.append(tipset)
            tipset = self._store.tipset(tipset.parents)
        return [self._transition.result(step) for step in reversed(path)]
