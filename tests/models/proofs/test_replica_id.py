"""Ids of provers, proof types and replicas."""

from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.fr import is_canonical
from filspec.proofs.replica_id import porep_id, prover_id, replica_id

ids = st.binary(min_size=32, max_size=32)


@given(st.integers(0, 2**63 - 1))
def test_a_prover_id_spells_the_actor_number_in_leb128(miner):
    written = prover_id(miner)
    last = next(place for place, byte in enumerate(written) if byte < 0x80)
    assert sum((byte & 0x7F) << 7 * place for place, byte in enumerate(written[: last + 1])) == miner
    assert not any(written[last + 1 :])
    assert len(written) == 32


def test_a_known_prover_id():
    assert prover_id(1000) == b"\xe8\x07" + bytes(30)


@given(st.integers(0, 19), st.integers(0, 2**64 - 1))
def test_a_porep_id_holds_number_and_nonce(number, nonce):
    identity = porep_id(number, nonce)
    assert len(identity) == 32
    assert int.from_bytes(identity, "little") == number + (nonce << 64)


@given(ids, st.integers(0, 2**64 - 1), ids, ids, ids)
def test_a_replica_id_is_a_field_element_that_depends_on_everything(prover, sector, ticket, comm_d, porep):
    identity = replica_id(prover, sector, ticket, comm_d, porep)
    assert is_canonical(identity)
    flipped = [bytes([text[0] ^ 1]) + text[1:] for text in (prover, ticket, comm_d, porep)]
    others = {
        replica_id(flipped[0], sector, ticket, comm_d, porep),
        replica_id(prover, sector ^ 1, ticket, comm_d, porep),
        replica_id(prover, sector, flipped[1], comm_d, porep),
        replica_id(prover, sector, ticket, flipped[2], porep),
        replica_id(prover, sector, ticket, comm_d, flipped[3]),
    }
    assert len(others | {identity}) == 6


def test_published_porep_ids(vectors):
    published = [vector for vector in vectors("params") if vector["kind"] == "porep_id"]
    assert published
    for number in published[0]["expected"]["ids"]["NonInteractive"]:
        assert porep_id(number) == number.to_bytes(8, "little") + bytes(24)


def test_published_replica_id(vectors):
    published = [vector for vector in vectors("porep_2kib") if vector["kind"] == "seal_intermediates"]
    assert published
    comm_d_of = {v["id"]: v["expected"]["comm_d_hex"] for v in vectors("porep_2kib") if v["kind"] == "sector_data"}
    for vector in published:
        inputs = vector["inputs"]
        prover, ticket, porep = (bytes.fromhex(inputs[f"{name}_hex"]) for name in ("prover_id", "ticket", "porep_id"))
        comm_d = bytes.fromhex(comm_d_of[inputs["data"]])
        identity = replica_id(prover, inputs["sector_id"], ticket, comm_d, porep)
        assert identity.hex() == vector["expected"]["replica_id_hex"], vector["id"]
