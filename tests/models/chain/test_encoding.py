import os
import subprocess
import sys

import dag_cbor
import pytest
from hypothesis import given
from hypothesis import strategies as st
from immutables import Map

from filspec.actors.genesis import GenesisAccount, genesis
from filspec.actors.parameters import preset
from filspec.actors.payment_channel.state import Merge, Voucher
from filspec.actors.reasons import Reason
from filspec.actors.storage_market.state import StorageDealProposal
from filspec.actors.units import ActorID, Commitment, PublicKey, SectorNumber, TokenAmount
from filspec.chain.encoding import MalformedError, content_id, decode, digest, encode, state_root
from filspec.crypto.blake2b import blake2b_256
from filspec.crypto.cid import cid_from_bytes
from filspec.kit.tables import Table
from filspec.kit.worlds import fork

NUMBERS = st.integers() | st.sampled_from([0, (1 << 64) - 1, 1 << 64, -(1 << 64), -(1 << 64) - 1])
PROPOSALS = st.builds(StorageDealProposal, **dict.fromkeys(StorageDealProposal.__struct_fields__, NUMBERS))
MERGES = st.lists(st.builds(Merge, lane=NUMBERS, nonce=NUMBERS), max_size=3).map(tuple)
VOUCHERS = st.builds(
    Voucher, **{name: NUMBERS for name in Voucher.__struct_fields__ if name != "merges"}, merges=MERGES
)


@given(PROPOSALS | VOUCHERS)
def test_what_is_written_is_read_back(record):
    # Given any record, when it is encoded and decoded, then it is the same.
    assert decode(type(record), encode(record)) == record


@given(VOUCHERS, VOUCHERS)
def test_different_values_have_different_bytes(first, second):
    # Given two records of a type, then their bytes are equal exactly if they are.
    assert (encode(first) == encode(second)) == (first == second)
    assert (digest(first) == digest(second)) == (first == second)


@given(VOUCHERS)
def test_the_bytes_are_dag_cbor(record):
    # Given a record, then an independent codec reads an array of its fields.
    assert len(dag_cbor.decode(encode(record))) == len(type(record).__struct_fields__)


@given(st.binary(max_size=60))
def test_foreign_bytes_are_refused_or_canonical(raw):
    # Given any bytes, then they are refused with a sentence, or they are just what the value read is written as.
    try:
        value = decode(Voucher, raw)
    except MalformedError as refusal:
        assert str(refusal)
    else:
        assert encode(value) == raw


@given(PROPOSALS, st.data())
def test_one_flipped_bit_never_reads_as_the_same(record, data):
    # Given the bytes of a record with one bit flipped, then they are refused or read as another record.
    raw = bytearray(encode(record))
    position = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[position // 8] ^= 1 << position % 8
    try:
        value = decode(StorageDealProposal, bytes(raw))
    except MalformedError:
        return
    assert value != record
    assert encode(value) == bytes(raw)


def test_a_digest_is_the_hash_of_the_bytes():
    assert digest((1, 2)) == int.from_bytes(blake2b_256(b"\x82\x01\x02"), "big")
    assert cid_from_bytes(content_id((1, 2))).digest == blake2b_256(b"\x82\x01\x02")


def test_forms_of_the_table():
    # Given one value of each kind, then its form is the documented one.
    value = (True, None, "text", b"\x01", 1 << 64, -5, Reason.NO_SUCH_DEAL, Merge(lane=1, nonce=2))
    assert dag_cbor.decode(encode(value)) == [
        True, None, "text", b"\x01", b"\x00\x01" + bytes(8), -5, "NO_SUCH_DEAL", [1, 2],
    ]  # fmt: skip


def test_what_has_no_form_is_an_error_of_the_program():
    with pytest.raises(TypeError, match="float has no canonical form"):
        encode((1.5,))


def test_a_refusal_says_what_was_read():
    with pytest.raises(MalformedError, match="not canonical"):
        decode(Merge, b"\x82\x01")
    with pytest.raises(MalformedError, match="Merge has 2 fields, 1 were given"):
        decode(Merge, encode((1,)), "the merge")


class TestStateRoot:
    @staticmethod
    def world(accounts=3):
        keys = (PublicKey((1 << 383) + place) for place in range(accounts))
        return genesis(preset("tiny"), tuple(GenesisAccount(key=key, balance=TokenAmount(7)) for key in keys))

    def test_equal_worlds_have_equal_roots(self):
        # Given two worlds made apart, then they have one root, and asking again changes nothing.
        first, second = self.world(), self.world()
        assert state_root(first) == state_root(second) == state_root(first)
        assert cid_from_bytes(state_root(first)).codec == 0x71

    @given(st.permutations(list(range(100, 108))))
    def test_the_order_of_writing_does_not_matter(self, order):
        # Given the same rows written in any order, then the root is the same.
        world, permuted = self.world(8), self.world(8)
        rows = dict(world.ledger.accounts.rows)
        permuted.ledger.accounts = Table({number: rows.pop(number) for number in order} | rows)
        assert state_root(permuted) == state_root(world)

    def test_keys_of_equal_hash_have_an_order_too(self):
        # Given two commitments that Python hashes alike, written in either order, then the root is the same.
        first, second = Commitment(5), Commitment(5 + sys.hash_info.modulus)
        assert hash(first) == hash(second)
        roots = set()
        for order in ((first, second), (second, first)):
            world = self.world()
            for commitment in order:
                world.miner.sealed[commitment] = (ActorID(200), SectorNumber(1))
            roots.add(state_root(world))
        assert len(roots) == 1

    def test_every_leaf_counts(self):
        # Given a change of a scalar, of a row, of a row under a two-part key: then the root is another each time.
        world = self.world()
        roots = [state_root(world)]
        world.epoch += 1
        roots.append(state_root(world))
        account = world.ledger.accounts[ActorID(100)]
        world.ledger.accounts[ActorID(100)] = account.but(balance=account.balance + 1)
        roots.append(state_root(world))
        for number in (3, 1):
            world.miner.used_numbers[ActorID(200), SectorNumber(number)] = True
            roots.append(state_root(world))
        world.miner.sealed[Commitment(5)] = (ActorID(200), SectorNumber(1))
        roots.append(state_root(world))
        assert len(set(roots)) == len(roots)

        # And going back gives the old root again.
        del world.miner.sealed[Commitment(5)]
        assert state_root(world) == roots[-2]

    def test_a_fork_does_not_disturb_the_root_of_its_origin(self):
        world = self.world()
        root = state_root(world)
        forked = fork(world)
        forked.ledger.accounts[ActorID(100)] = forked.ledger.accounts[ActorID(101)]
        assert state_root(forked) != root
        assert state_root(world) == root

    def test_an_emptied_group_leaves_no_trace(self):
        # Given a two-part table whose only row came and went, then the root is that of the empty table.
        world = self.world()
        root = state_root(world)
        world.miner.used_numbers[ActorID(200), SectorNumber(1)] = True
        del world.miner.used_numbers[ActorID(200), SectorNumber(1)]
        assert world.miner.used_numbers.rows == Map()
        assert state_root(world) == root

    def test_the_root_is_the_same_under_every_hash_seed(self):
        # Given the same world in processes with other hash seeds, where maps iterate in other orders, then one root.
        program = (
            "from filspec.actors.genesis import GenesisAccount, genesis\n"
            "from filspec.actors.parameters import preset\n"
            "from filspec.chain.encoding import state_root\n"
            "accounts = tuple(GenesisAccount(key=key, balance=7) for key in range(40))\n"
            "world = genesis(preset('tiny'), accounts)\n"
            "for key in range(40):\n"
            "    world.miner.used_numbers[key % 5, key] = True\n"
            "print(state_root(world).hex())\n"
        )
        roots = {
            subprocess.run(
                [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed},
                check=True, capture_output=True, text=True,
            ).stdout
            for seed in ("1", "2", "3")
        }  # fmt: skip
        assert len(roots) == 1
