"""What a PoSt claims."""

from dataclasses import replace

import pytest

from filspec.proofs.api_version import ApiVersion
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
