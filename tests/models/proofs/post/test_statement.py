"""What a PoSt claims."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filspec.proofs.api_version import ApiVersion
from filspec.proofs.fr import MODULUS
from filspec.proofs.post.parameters import window_post_parameters, winning_post_parameters
from filspec.proofs.post.statement import (
    PostSector,
    PostStatement,
    partition_count,
    post_public_inputs,
    window_statement,
    winning_statement,
)
from filspec.proofs.verdict import Refusal, RefusedProofError

RANDOMNESS = b"\x01" * 32
SECTORS = tuple(PostSector(number, bytes([number]) * 32) for number in (1, 2, 3))


def test_a_window_lists_sectors_by_number():
    assert window_statement(RANDOMNESS, reversed(SECTORS)).sectors == SECTORS


def test_a_window_proves_each_sector_once():
    with pytest.raises(ValueError, match=r"proves each sector once, got \[1, 1\]"):
        window_statement(RANDOMNESS, [SECTORS[0], SECTORS[0]])


def test_the_copies_of_a_winning_sector_are_challenged_at_many_leaves():
    challenges = winning_statement(RANDOMNESS, SECTORS[0]).challenges(winning_post_parameters(1 << 30))
    assert len(challenges) == len(set(challenges)) == 66


def test_neighbours_do_not_change_challenges_from_version_1_2_0_on():
    alone, among = window_statement(RANDOMNESS, SECTORS[2:]), window_statement(RANDOMNESS, SECTORS)
    for version, same in ((ApiVersion.V1_0_0, False), (ApiVersion.V1_2_0, True)):
        parameters = window_post_parameters(1 << 30, version)
        assert (alone.challenges(parameters)[0] == among.challenges(parameters)[2]) is same


def test_public_inputs_repeat_the_last_sector_of_a_short_partition():
    parameters, statement = window_post_parameters(2048), window_statement(RANDOMNESS, SECTORS)
    assert partition_count(parameters, len(SECTORS)) == 2
    first, last = (post_public_inputs(parameters, statement, partition) for partition in (0, 1))
    assert len(first) == len(last) == 22
    assert last[:11] == last[11:]
    assert last[0] == int.from_bytes(SECTORS[2].comm_r, "little")
    assert last[1:11] == statement.challenges(parameters)[2]


def test_a_2_kib_winning_circuit_has_132_inputs():
    # Source: proofs-facts section 11
    statement = winning_statement(RANDOMNESS, SECTORS[0])
    assert len(post_public_inputs(winning_post_parameters(2048), statement)) == 132


@given(st.integers(1, 7), st.integers(1, 3), st.sampled_from(ApiVersion))
def test_partitions_open_each_sector_in_order_and_fill_up_with_the_last(count, room, version):
    # Given sectors and circuits with room for a few
    parameters = replace(window_post_parameters(2048, version), sectors_per_partition=room)
    statement = window_statement(
        RANDOMNESS, [PostSector(number, bytes([number]) * 32) for number in range(1, count + 1)]
    )
    partitions = partition_count(parameters, count)
    assert (partitions - 1) * room < count <= partitions * room
    # When the inputs of all partitions are put one after another
    inputs = [element for part in range(partitions) for element in post_public_inputs(parameters, statement, part)]
    # Then they are comm_r and the challenged leaves of each sector, those of the last one as often as there is room
    leaves = statement.challenges(parameters)
    places = [min(place, count - 1) for place in range(partitions * room)]
    expected = [[int.from_bytes(bytes([place + 1]) * 32, "little"), *leaves[place]] for place in places]
    assert inputs == [element for sector in expected for element in sector]
    with pytest.raises(IndexError, match=f"partition {partitions} of {partitions}"):
        post_public_inputs(parameters, statement, partitions)


@given(
    st.sampled_from([0, 1, MODULUS - 1, MODULUS, (1 << 256) - 1]),
    st.sampled_from([31, 32, 33]),
    st.sampled_from([-1, 0, 1, (1 << 64) - 1, 1 << 64]),
    st.sampled_from([0, 1, MODULUS - 1, MODULUS]),
)
def test_a_statement_can_be_exactly_if_its_numbers_are_in_range(randomness, length, number, comm_r):
    drawn = (randomness.to_bytes(32, "little") + bytes(1))[:length]
    statement = PostStatement(drawn, (SECTORS[0], PostSector(number, comm_r.to_bytes(32, "little"))))
    if length == 32 and randomness < MODULUS and 0 <= number < 2**64 and 0 < comm_r < MODULUS:
        statement.check()
    else:
        with pytest.raises(RefusedProofError) as refused:
            statement.check()
        assert refused.value.refusal is Refusal.MALFORMED_PUBLIC_INPUT


def test_a_partition_that_is_not_there():
    with pytest.raises(IndexError, match="partition 2 of 2"):
        post_public_inputs(window_post_parameters(2048), window_statement(RANDOMNESS, SECTORS), 2)


@pytest.mark.parametrize(
    ("statement", "details"),
    [
        (PostStatement(RANDOMNESS, ()), "a PoSt proves at least one sector"),
        (PostStatement(b"\xff" * 32, SECTORS), "the randomness is not 32 canonical bytes"),
        (PostStatement(RANDOMNESS, (PostSector(-1, RANDOMNESS),)), "a sector number has 64 bits, got -1"),
        (PostStatement(RANDOMNESS, (PostSector(4, bytes(32)),)), "comm_r of sector 4 is all zero"),
    ],
)
def test_a_statement_that_cannot_be_is_refused(statement, details):
    with pytest.raises(RefusedProofError, match=details) as refused:
        statement.check()
    assert refused.value.refusal is Refusal.MALFORMED_PUBLIC_INPUT


def test_a_statement_that_can_be_passes():
    statement = window_statement(RANDOMNESS, SECTORS)
    statement.check()
    assert replace(statement, randomness=bytes(32)).check() is None
