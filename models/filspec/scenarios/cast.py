"""The cast of the stories: one client, two providers and one further node that mines from genesis."""

from __future__ import annotations

from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.genesis_steps import PresealedSector, add_genesis_miner
from filspec.actors.parameters import Parameters, preset
from filspec.actors.units import FIRST_USER, ActorID, Epoch, SectorNumber, TokenAmount
from filspec.chain.conversions import commitment_from_bytes
from filspec.chain.keys import KeyPair
from filspec.kit import trace
from filspec.kit.records import Record
from filspec.kit.runner import Observer
from filspec.nodes.choices import Choices
from filspec.nodes.network import Network
from filspec.nodes.node import ChainNode, ClientNode, MinerNode
from filspec.proofs.ladder.rung import Rung, Sealed, rung

CLIENT, OWNER_A, WORKER_A, OWNER_B, WORKER_B, OWNER_G, WORKER_G = (ActorID(FIRST_USER + n) for n in range(7))
PARTIES = {
    "client": CLIENT,
    "provider A, owner": OWNER_A,
    "provider A, worker": WORKER_A,
    "provider B, owner": OWNER_B,
    "provider B, worker": WORKER_B,
    "genesis miner, owner": OWNER_G,
    "genesis miner, worker": WORKER_G,
}
PRESEALED = 8
"""Sectors of the genesis miner: enough that six null epochs in a row, in which everybody would miss a proving period
and nobody could ever win again (protocol-facts 9.3, X63), come about once in thousands of runs."""
FAR_FUTURE = Epoch(1_000_000)


class Purse(Record):
    """How rich the cast is in a preset.

    Attributes:
        client: the client's tokens.
        owner: each owner's.
        worker: each worker's.
        pledge: what each owner pledges for its miner.
        epoch_price: price of a deal for one epoch.
        collateral: a provider's collateral for one deal.
    """

    client: TokenAmount
    owner: TokenAmount
    worker: TokenAmount
    pledge: TokenAmount
    epoch_price: TokenAmount
    collateral: TokenAmount


FIL = 10**18
PURSES = {
    "tiny": Purse(
        client=TokenAmount(10**7),
        owner=TokenAmount(10**6),
        worker=TokenAmount(10**4),
        pledge=TokenAmount(10**5),
        epoch_price=TokenAmount(3),
        collateral=TokenAmount(50),
    ),
    "2k": Purse(
        client=TokenAmount(10_000 * FIL),
        owner=TokenAmount(50_000 * FIL),
        worker=TokenAmount(FIL),
        pledge=TokenAmount(40_000 * FIL),
        epoch_price=TokenAmount(FIL // 1000),
        collateral=TokenAmount(FIL // 10),
    ),
}


class Cast:
    """The nodes of a story and the network they share.

    Args:
        seed: where all luck comes from.
        preset_name: parameters of the network.
        proofs: rung of the proof ladder.
        observers: see ``Runner``.

    Attributes:
        nodes: all nodes, in the order in which they act.
        epoch: the round that was played last.
    """

    def __init__(self, seed: int, preset_name: str, proofs: str, observers: tuple[Observer, ...] = ()) -> None:
        self.parameters: Parameters = preset(preset_name)
        self.purse = PURSES[preset_name]
        self.choices = Choices(seed)
        self.epoch = Epoch(0)
        self._keys = {party: KeyPair.from_seed(self.choices.some_bytes(32)) for party in PARTIES.values()}
        self._presealed: list[Sealed] = []
        self.network = self._network(rung(proofs, self.parameters.sector_size), observers)
        self.client = ClientNode("client", self.network, {CLIENT: self._keys[CLIENT]}, CLIENT)
        self.provider_a = self._miner_node("provider A", OWNER_A, WORKER_A)
        self.provider_b = self._miner_node("provider B", OWNER_B, WORKER_B)
        self.genesis_miner = self._miner_node("genesis miner", OWNER_G, WORKER_G)
        self._give_presealed(self.genesis_miner)
        self.providers = (self.provider_a, self.provider_b)
        self.nodes: tuple[ChainNode, ...] = (self.client, *self.providers, self.genesis_miner)
        for node in self.nodes:
            node.start()

    def play_round(self) -> None:
        """One epoch, as protocol-facts 5.8 has it: prepare, mine, cut off, take note."""
        self.epoch = Epoch(self.epoch + 1)
        trace.enter_epoch(self.epoch)
        for node in self.nodes:
            node.prepare_round(self.epoch)
        self.network.gossip.deliver()
        for node in self.nodes:
            node.clock.begin_round(self.epoch)
        self.network.gossip.deliver()
        for node in self.nodes:
            node.clock.end_round()
        for node in self.nodes:
            node.follow()

    def _network(self, proofs: Rung, observers: tuple[Observer, ...]) -> Network:
        world = genesis(self.parameters, tuple(self._account(party) for party in PARTIES.values()))
        seed = self.choices.some_bytes(32)
        seed = bytes([*seed[:31], seed[31] & 0x3F])
        self._presealed = [proofs.seal(world.init.next_id, number, seed, ()) for number in range(PRESEALED)]
        sectors = tuple(
            PresealedSector(
                comm_r=commitment_from_bytes(sealed.comm_r),
                comm_d=commitment_from_bytes(sealed.comm_d),
                expiration=FAR_FUTURE,
            )
            for sealed in self._presealed
        )
        add_genesis_miner(world, OWNER_G, WORKER_G, sectors, self.purse.pledge)
        return Network(world, seed, proofs, observers)

    def _account(self, party: ActorID) -> GenesisAccount:
        purse = {
            CLIENT: self.purse.client,
            OWNER_A: self.purse.owner,
            OWNER_B: self.purse.owner,
            OWNER_G: self.purse.owner,
        }
        return GenesisAccount(key=self._keys[party].public, balance=purse.get(party, self.purse.worker))

    def _miner_node(self, name: str, owner: ActorID, worker: ActorID) -> MinerNode:
        keys = {owner: self._keys[owner], worker: self._keys[worker]}
        return MinerNode(name, self.network, keys, owner, worker)

    def _give_presealed(self, node: MinerNode) -> None:
        miners = node.chain.world.miner.miners
        node.mining.miners += [miner for miner in miners.keys_in_order() if miners[miner].owner == node.owner]
        for sealed in self._presealed:
            node.proving.sealed[SectorNumber(sealed.number)] = sealed
