"""The state transition: the state after a tipset, as a function of the tipset.

The movements, always in this order (protocol-facts 4.6, 4.7 and 5.8):

1. the null epochs since the parents end, one after another;
2. the messages of the blocks run in the blocks' order, each message once, its fee to the first block that carries it;
3. the blocks are rewarded in order, but for those of a miner that was terminated meanwhile;
4. the epoch ends.

States are values and tipsets have identities, so each result is computed once and remembered; all nodes of a process
may share one instance. Null epochs on the same parents are remembered as well, for forks begin with the same ones. On
chain calls therefore appear once in a trace, on the node "chain".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filspec.actors.interpreter import Interpreter
from filspec.actors.units import Epoch
from filspec.actors.world import World
from filspec.chain.encoding import content_id, state_root
from filspec.chain.oracles import answers
from filspec.chain.store import ChainStore
from filspec.chain.tipset import Tipset
from filspec.kit import trace
from filspec.kit.records import Record
from filspec.kit.runner import Observer, Receipt
from filspec.kit.worlds import fork
from filspec.proofs.ladder.rung import Rung

NODE = "chain"
Receipts = tuple[tuple[bytes, Receipt], ...]


class Applied(Record):
    """What a tipset did.

    Attributes:
        world: the state after it; its epoch is the tipset's plus one. Shared: read it, never change it.
        receipts: identity and receipt of each message that ran, in order.
        state_root: CID of the world.
        receipts_root: CID of the receipts.
    """

    world: World
    receipts: Receipts
    state_root: bytes
    receipts_root: bytes


class StateTransition:
    """Runs tipsets.

    Args:
        store: blocks; the genesis tipset is added to it.
        genesis: the genesis tipset.
        genesis_world: the state before it.
        rung: answers about proofs.
        observers: see ``Runner``.

    Attributes:
        genesis: the genesis tipset.
    """

    def __init__(
        self,
        store: ChainStore,
        genesis: Tipset,
        genesis_world: World,
        rung: Rung,
        observers: tuple[Observer, ...] = (),
    ) -> None:
        self.genesis = genesis
        self._store, self._rung, self._observers = store, rung, observers
        self._genesis_world = genesis_world
        self._results: dict[tuple[bytes, ...], Applied] = {}
        self._after_null_epoch: dict[tuple[tuple[bytes, ...], Epoch], World] = {}
        for block in genesis.blocks:
            store.add(block)

    def result(self, tipset: Tipset) -> Applied:
        """The state after a tipset, and its receipts.

        Raises:
            UnknownBlockError: an ancestor is not in the store.
        """
        due: list[Tipset] = []
        for ancestor in self._store.ancestry(tipset):
            if ancestor.key in self._results:
                break
            due.append(ancestor)
        for ancestor in reversed(due):
            self._results[ancestor.key] = self._apply(ancestor)
        return self._results[tipset.key]

    def world_before(self, tipset: Tipset) -> World:
        """The state after the tipset's parents; for genesis, the genesis world. Shared: never change it."""
        return self.result(self._store.tipset(tipset.parents)).world if tipset.parents else self._genesis_world

    def world_in(self, chain: Tipset, epoch: Epoch) -> World:
        """The state in which an epoch begins on a chain, the null epochs since its last tipset ended. Shared."""
        return self._after_null_epochs(chain.key, self.result(chain).world, chain, epoch)

    def _apply(self, tipset: Tipset) -> Applied:
        parents = self._store.tipset(tipset.parents) if tipset.parents else tipset
        world = fork(self._after_null_epochs(tipset.parents, self.world_before(tipset), parents, tipset.epoch))
        interpreter = self._interpreter(world, parents)
        with _recorded_in(tipset.epoch):
            receipts = _run_messages(interpreter, tipset)
            _award_blocks(interpreter, tipset)
            interpreter.end_epoch()
        return Applied(world=world, receipts=receipts, state_root=state_root(world), receipts_root=content_id(receipts))

    def _after_null_epochs(self, key: tuple[bytes, ...], world: World, parents: Tipset, epoch: Epoch) -> World:
        """The state in which an epoch begins, from the state after the parents."""
        while world.epoch < epoch:
            step = (key, world.epoch)
            if step not in self._after_null_epoch:
                following = fork(world)
                with _recorded_in(world.epoch):
                    self._interpreter(following, parents).end_epoch()
                self._after_null_epoch[step] = following
            world = self._after_null_epoch[step]
        return world

    def _interpreter(self, world: World, parents: Tipset) -> Interpreter:
        return Interpreter(world, answers(self._store, parents, self._rung, self), self._observers)


def _run_messages(interpreter: Interpreter, tipset: Tipset) -> Receipts:
    """Run each message once, for the first block that carries it."""
    receipts: dict[bytes, Receipt] = {}
    for block in tipset.blocks:
        for message in block.messages:
            if message.identity not in receipts:
                with trace.resumed(message.identity):
                    receipts[message.identity] = interpreter.deliver(message.envelope, block.header.miner)
    return tuple(receipts.items())


def _award_blocks(interpreter: Interpreter, tipset: Tipset) -> None:
    """Reward the blocks of registered miners; genesis has none, and a terminated one lost its place.

    Raises:
        RuntimeError: a reward was refused, which no world of the chain may do.
    """
    for block in tipset.blocks:
        if block.header.miner in interpreter.world.power.claims:
            receipt = interpreter.award(block.header.miner)
            if not receipt.accepted:
                raise RuntimeError(f"the reward of miner {block.header.miner} was refused: {receipt.reason}")


@contextmanager
def _recorded_in(epoch: Epoch) -> Iterator[None]:
    """Record what follows as happening on the chain in this epoch, not on the node that happens to compute it."""
    recorder = trace.active
    if recorder is None:
        yield
        return
    before = recorder.node, recorder.epoch
    recorder.node, recorder.epoch = NODE, epoch
    try:
        yield
    finally:
        recorder.node, recorder.epoch = before
