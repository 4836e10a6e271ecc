"""All rungs give the same answers: the property that makes the cheap one a stand-in for the real one."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.ladder.rung import RUNG_NAMES, SectorUnreadable, rung

SEED, RANDOMNESS = b"\x05" * 32, b"\xff" * 32
MINERS = (1000, 1001)
CONTENT = b"some data " * 20
HOSTILE_BYTES = st.binary(max_size=40) | st.sampled_from([bytes(32), b"\xff" * 32])
HOSTILE_NUMBERS = st.integers() | st.sampled_from([-1, 0, 1, 1000, 1001, (1 << 64) - 1, 1 << 64, 1 << 300])


@dataclass
class Case:
    """One rung with two sectors of each miner, and a proof of spacetime of the first miner's."""

    rung: object
    sealed: dict
    post: bytes

    def public(self, *numbers):
        return tuple((number, self.sealed[1000, number].comm_r) for number in numbers)


@pytest.fixture(scope="module")
def cases():
    made = []
    for name in RUNG_NAMES:
        on = rung(name)
        sealed = {
            (miner, number): on.seal(miner, number, SEED, ((0, 256, CONTENT),)) for miner in MINERS for number in (3, 9)
        }
        stored = tuple((number, sealed[1000, number].comm_r, sealed[1000, number]) for number in (3, 9))
        made.append(Case(on, sealed, on.prove_post(RANDOMNESS, 1000, stored)))
    return made


def spoilt(raw, position, mask):
    position %= len(raw)
    return raw[:position] + bytes([raw[position] ^ mask]) + raw[position + 1 :]


TAMPER = st.one_of(
    st.just(lambda raw: raw),
    st.tuples(st.integers(0, 1 << 20), st.sampled_from([1 << bit for bit in range(8)])).map(
        lambda drawn: lambda raw: spoilt(raw, *drawn)
    ),
    st.integers(1, 64).map(lambda count: lambda raw: raw[:-count]),
    st.binary(min_size=1, max_size=33).map(lambda more: lambda raw: raw + more),
    HOSTILE_BYTES.map(lambda foreign: lambda raw: foreign),
)


def test_there_are_rungs():
    assert RUNG_NAMES == ("ideal", "vanilla")
    assert [rung(name).name for name in RUNG_NAMES] == list(RUNG_NAMES)
    with pytest.raises(KeyError, match="there is no rung 'paper' on the proof ladder; there are ideal, vanilla"):
        rung("paper")


def test_data_is_the_same_on_every_rung(cases):
    # Given the same pieces, then comm_d, comm_p and the proofs of inclusion are equal on all rungs.
    assert len({case.sealed[1000, 3].comm_d for case in cases}) == 1
    assert len({case.rung.commit_piece(CONTENT) for case in cases}) == 1
    inclusions = {case.rung.prove_piece_inclusion(case.sealed[1000, 3], 0, 256) for case in cases}
    assert len(inclusions) == 1
    for case in cases:
        comm_d, piece_cid = case.sealed[1000, 3].comm_d, case.rung.commit_piece(CONTENT)
        assert case.rung.verify_piece_inclusion(comm_d, piece_cid, 256, 0, *inclusions)
        assert not case.rung.verify_piece_inclusion(comm_d, piece_cid, 256, 256, *inclusions)


def test_unsealing_gives_the_data_back(cases):
    # Given a sector of 2 KiB, then unsealing gives its 2,032 unpadded bytes.
    for case in cases:
        data = case.rung.unseal(1000, case.sealed[1000, 3])
        assert data[: len(CONTENT)] == CONTENT
        assert len(data) == 2032
        with pytest.raises(ValueError, match="miner 1001 cannot unseal it"):
            case.rung.unseal(1001, case.sealed[1000, 3])


def test_equal_verdicts_on_seals(cases):
    # Given a seal with any of its inputs and its proof kept, spoilt or replaced, then all rungs agree.
    @given(
        st.sampled_from([1000, 1001]) | HOSTILE_NUMBERS,
        st.sampled_from([3, 9]) | HOSTILE_NUMBERS,
        TAMPER, TAMPER, TAMPER, TAMPER,
    )  # fmt: skip
    def agree(miner, number, on_seed, on_comm_d, on_comm_r, on_proof):
        verdicts = set()
        for case in cases:
            sealed = case.sealed[1000, 3]
            inputs = (on_seed(SEED), on_comm_d(sealed.comm_d), on_comm_r(sealed.comm_r), on_proof(sealed.proof))
            verdict = case.rung.verify_seal(miner, number, *inputs)
            assert verdict == ((miner, number, *inputs) == (1000, 3, SEED, sealed.comm_d, sealed.comm_r, sealed.proof))
            verdicts.add(verdict)
        assert len(verdicts) == 1

    agree()


def test_a_seal_of_one_sector_is_none_of_another(cases):
    # Given the honest parts of four seals, then only those that belong together verify.
    for case in cases:
        for (miner, number), sealed in case.sealed.items():
            for other in case.sealed.values():
                together = case.rung.verify_seal(miner, number, SEED, sealed.comm_d, sealed.comm_r, other.proof)
                assert together == (other is sealed)
                assert case.rung.verify_seal(miner, number, SEED, sealed.comm_d, other.comm_r, sealed.proof) == (
                    other is sealed
                )


def test_equal_verdicts_on_proofs_of_spacetime(cases):
    # Given a proof with randomness, sectors or bytes kept, spoilt or replaced, then all rungs agree.
    @given(
        TAMPER,
        TAMPER,
        st.lists(st.sampled_from([3, 9]), max_size=3),
        st.none() | HOSTILE_NUMBERS,
        TAMPER,
        st.sampled_from(MINERS),
    )
    def agree(on_randomness, on_proof, numbers, other_number, on_comm_r, miner):
        verdicts = []
        for case in cases:
            sectors = [(number, comm_r) for number, comm_r in case.public(*numbers)]
            if sectors and other_number is not None:
                sectors[0] = (other_number, on_comm_r(sectors[0][1]))
            verdicts.append(
                case.rung.verify_post(on_randomness(RANDOMNESS), miner, tuple(sectors), on_proof(case.post))
            )
        assert len(set(verdicts)) == 1

    agree()


def test_a_proof_of_spacetime_is_for_all_its_sectors(cases):
    # Given a proof over two sectors, then their order does not matter; fewer, more, or other ones are refused.
    for case in cases:
        verify, post = case.rung.verify_post, case.post
        assert verify(RANDOMNESS, 1000, case.public(3, 9), post)
        assert verify(RANDOMNESS, 1000, case.public(9, 3), post)
        for sectors in (case.public(3), case.public(3, 3), case.public(3, 9, 9), ()):
            assert not verify(RANDOMNESS, 1000, sectors, post)
        foreign = tuple((number, case.sealed[1001, number].comm_r) for number in (3, 9))
        assert not verify(RANDOMNESS, 1000, foreign, post)
        assert not verify(bytes(32), 1000, case.public(3, 9), post)


def test_the_top_bits_of_randomness_do_not_count(cases):
    # Given randomness that is no field element, then it counts like the one with its two top bits cleared.
    for case in cases:
        cleared = RANDOMNESS[:31] + b"\x3f"
        assert case.rung.verify_post(cleared, 1000, case.public(3, 9), case.post)
        assert not case.rung.verify_post(RANDOMNESS[:31] + b"\x1f", 1000, case.public(3, 9), case.post)


@pytest.mark.parametrize("name", RUNG_NAMES)
@pytest.mark.parametrize("loss", ["lose", "damage"])
def test_lost_data_cannot_be_proved_until_it_is_back(name, loss):
    # Given two sectors of which one is lost or damaged, then no proof of both is made, and the lost one is named.
    on = rung(name)
    sealed = {number: on.seal(1000, number, SEED, ()) for number in (3, 9)}
    stored = tuple((number, kept.comm_r, kept) for number, kept in sealed.items())
    replica = sealed[9].replica
    replica.lose() if loss == "lose" else replica.damage(700)
    with pytest.raises(SectorUnreadable) as unreadable:
        on.prove_post(RANDOMNESS, 1000, stored)
    assert unreadable.value.numbers == (9,)
    with pytest.raises(SectorUnreadable):
        on.unseal(1000, sealed[9])

    # And the other is proved alone, and both again when the data is back.
    alone = on.prove_post(RANDOMNESS, 1000, stored[:1])
    assert on.verify_post(RANDOMNESS, 1000, ((3, sealed[3].comm_r),), alone)
    replica.restore()
    both = on.prove_post(RANDOMNESS, 1000, stored)
    assert on.verify_post(RANDOMNESS, 1000, tuple(sector[:2] for sector in stored), both)


@pytest.mark.parametrize("name", RUNG_NAMES)
def test_what_cannot_be_proved(name):
    # Given no sector, or one under another comm_r, then no proof is made.
    on = rung(name)
    first, second = (on.seal(1000, number, SEED, ()) for number in (3, 9))
    with pytest.raises(SectorUnreadable, match="there is no sector to prove"):
        on.prove_post(RANDOMNESS, 1000, ())
    with pytest.raises(SectorUnreadable, match=r"sectors \[3\] cannot be read"):
        on.prove_post(RANDOMNESS, 1000, ((3, second.comm_r, first),))
